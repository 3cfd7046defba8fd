// The policy of the form: what is asked of the run is what differs from the policy, and comes back from a stored request.
import { describe, expect, it } from 'vitest';
import { policyOf } from '../../../../../engines/learn/policy/chosen.ts';
import { POLICY_IDS } from '../../../../contracts/training.ts';
import {
  gatesOf,
  POLICY_OPTIONS,
  policyDraftOf,
  policyOption,
  policyResult,
  withFurther,
} from './policy-draft.ts';

describe('the policy of the form', () => {
  it('offers what a request may ask for', () => {
    expect(POLICY_OPTIONS.map(({ id }) => id)).toEqual([...POLICY_IDS]);
    expect(policyOption('threshold').gates).toEqual([]);
    const { gates } = policyOption('offline');
    // The policy's number, not the gate's own default.
    expect(
      gates.find(({ id }) => id === 'margin')!.parameters.find(({ name }) => name === 'base')!.default,
    ).toBe(0.15);
  });

  it('asks for what was changed alone, and the run understands it', () => {
    const texts = { margin: { base: '0.2', floor: '0.02' }, quality: {} };
    const { choice, problems } = policyResult({ id: 'offline', texts });
    expect([choice, problems]).toEqual([{ id: 'offline', settings: { margin: { base: 0.2 } } }, []]);
    expect(policyOf(choice)!.gates.find(({ gate }) => gate === 'margin')!.values.base).toBe(0.2);
    for (const id of POLICY_IDS)
      expect(policyResult({ id, texts: {} })).toEqual({ choice: { id, settings: {} }, problems: [] });
  });

  it('may be given further vetoes, and loses them again', () => {
    const draft = withFurther({ id: 'offline', texts: { margin: { base: '0.2' } } }, [
      'model-agrees',
      'neutral-limit',
    ]);
    expect(gatesOf(draft).map(({ id }) => id)).toEqual([
      ...['model-candidate', 'margin', 'quality'],
      ...['model-agrees', 'neutral-limit'],
    ]);
    const { choice } = policyResult(draft);
    expect(choice.settings).toEqual({ margin: { base: 0.2 }, 'model-agrees': {}, 'neutral-limit': {} });
    expect(policyOf(choice)!.gates).toHaveLength(5);
    expect(policyResult(policyDraftOf(choice)).choice).toEqual(choice);
    expect(policyResult(withFurther(draft, [])).choice.settings).toEqual({ margin: { base: 0.2 } });
  });

  it('comes back as it was asked for', () => {
    const choice = { id: 'spine' as const, settings: { 'neutral-limit': { limit: 0.5, rescue: false } } };
    expect(policyResult(policyDraftOf(choice))).toEqual({ choice, problems: [] });
  });

  it('names the gate with a value out of range', () => {
    const { problems } = policyResult({
      id: 'standard',
      texts: { margin: { base: '7' }, quality: { minimum: 'x' } },
    });
    expect(problems).toEqual([
      'Margin: one setting is out of range.',
      'Quality of the call: one setting is out of range.',
    ]);
  });
});
