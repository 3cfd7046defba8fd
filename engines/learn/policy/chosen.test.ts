// A chosen policy has every value written out, refuses what it does not know with names, and says what a task or its features lack.
import { describe, expect, it } from 'vitest';
import { POLICY_IDS } from '../../../src/contracts/training.ts';
import type { LearningTask } from '../task.ts';
import { featuresRead, inputsNeeded, policyOf, policyProblems, THRESHOLD } from './chosen.ts';
import { createDecider } from './decide.ts';
import { INPUT_FEATURES } from './inputs-from-features.ts';
import { POLICIES } from './policies.ts';

const THREE: LearningTask = { kind: 'two-sided', classes: ['down', 'none', 'up'], short: 0, long: 2 };
const TWO: LearningTask = { kind: 'two-sided', classes: ['down', 'up'], short: 0, long: 1 };
const TRADE: LearningTask = { kind: 'one-sided', classes: ['lose', 'win'], positive: 1, side: 0 };
const NUMBER: LearningTask = { kind: 'number', classes: [] };
const ALL = Object.values(INPUT_FEATURES);
const chosen = (id: string, settings = {}) => policyOf({ id, settings })!;

describe('a choice', () => {
  it('may be the threshold or any of the policies, as the request lists them', () => {
    expect([...POLICY_IDS].sort()).toEqual([THRESHOLD, ...POLICIES.map(({ id }) => id)].sort());
    expect(policyOf({ id: THRESHOLD, settings: {} })).toBeNull();
  });

  it('keeps the policy as it was published where nothing is changed', () => {
    const moment = { buy: 0.56, sell: 0.44, neutral: 0.5, quality: 0.55 };
    for (const policy of POLICIES)
      expect(createDecider(chosen(policy.id))(moment)).toEqual(createDecider(policy)(moment));
  });

  it('writes every value out and changes what was set', () => {
    const margin = chosen('standard', { margin: { base: 0.2 } }).gates.find(({ gate }) => gate === 'margin')!;
    expect(margin.values).toMatchObject({ base: 0.2, floor: 0.02, ruleSlack: 0 });
  });

  it('may be given further vetoes, which are asked last', () => {
    const { gates } = chosen('offline', { 'model-agrees': {}, 'neutral-limit': { limit: 0.4 } });
    const order = ['model-candidate', 'margin', 'quality', 'model-agrees', 'neutral-limit'];
    expect(gates.map(({ gate }) => gate)).toEqual(order);
    expect(gates.at(-1)!.values).toMatchObject({ limit: 0.4, rescue: false });
    expect(inputsNeeded(chosen('offline', { 'neutral-limit': {} }))).toContain('neutral');
  });

  it.each([
    ['nobody', {}, /no decision policy nobody; there are threshold, standard/],
    [THRESHOLD, { margin: { base: 0.1 } }, /threshold has no gates.*margin/],
    [
      'offline',
      { 'rule-direction': {} },
      /offline has no gate rule-direction; it has model-candidate.*may be given .*model-agrees/,
    ],
    ['offline', { margin: { bases: 0.1 } }, /gate margin: there is no parameter bases/],
    ['offline', { margin: { base: 2 } }, /gate margin: base must lie between 0 and 1, got 2/],
    ['offline', { margin: { base: 'much' } }, /base must be a number/],
  ])('refuses %s with %o', (id, settings, words) => {
    expect(() => policyOf({ id, settings })).toThrow(words);
  });
});

describe('what a policy asks for', () => {
  it('follows from its gates and their settings', () => {
    expect(inputsNeeded(chosen('standard'))).toEqual(['buy', 'sell', 'neutral', 'quality']);
    expect(featuresRead(chosen('standard'), ALL)).toEqual([]);
    // The strong rule only helps: the spine needs no rule score, but reads it.
    expect(featuresRead(chosen('spine'), ALL)).toContain('rule_score');
    expect(inputsNeeded(chosen('spine'))).not.toContain('ruleScore');
    expect(featuresRead(chosen('win-sloped'), ['x', ...ALL])).toEqual(['atr_percentile']);
  });

  it.each([
    ['standard', THREE, ALL, null],
    ['standard', TWO, ALL, /no class between/],
    ['offline', TWO, [], null],
    ['offline', TRADE, [], /chance to buy against one to sell/],
    ['spine', THREE, ALL, null],
    ['spine', THREE, ['rule_side'], /lacks the features (?!.*rule_side).*flow_side/],
    ['win', TRADE, [], null],
    ['win', THREE, [], /proposed trades/],
    ['win-sloped', TRADE, [], /lacks the features atr_percentile/],
    ['return', NUMBER, [], null],
    ['return', THREE, [], /predicted returns/],
  ] as const)('%s on %o', (id, task, names, words) => {
    const found = policyProblems(chosen(id), task, names).join('; ');
    if (words === null) expect(found).toBe('');
    else expect(found).toMatch(words);
  });
});
