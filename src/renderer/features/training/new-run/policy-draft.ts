// The decision policy as the New run form holds it: texts by gate, whose defaults are the policy's own values. Pure.

import { THRESHOLD } from '../../../../../engines/learn/policy/chosen.ts';
import type { GateParameter } from '../../../../../engines/learn/policy/gate.ts';
import { gateOf } from '../../../../../engines/learn/policy/gates.ts';
import { POLICIES } from '../../../../../engines/learn/policy/policies.ts';
import { POLICY_IDS, type PolicyChoice, type PolicyId } from '../../../../contracts/training.ts';
import {
  changedValues,
  type Drafts,
  draftsFrom,
  problemsOf,
} from '../../../ui/parameter-form/parameter-model.ts';

export interface PolicyDraft {
  readonly id: PolicyId;
  readonly texts: Readonly<Record<string, Drafts>>;
}

export interface GateForm {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  /** Its parameters, with the policy's values for defaults. */
  readonly parameters: readonly GateParameter[];
}

export interface PolicyOption {
  readonly id: PolicyId;
  readonly title: string;
  readonly gates: readonly GateForm[];
}

const optionOf = (id: PolicyId): PolicyOption => {
  const policy = POLICIES.find((one) => one.id === id);
  if (policy === undefined) return { id: THRESHOLD, title: 'The threshold of each training part', gates: [] };
  return {
    id,
    title: policy.title,
    gates: policy.gates.map(({ gate, values }) => {
      const { title, help, parameters } = gateOf(gate);
      const own = parameters.map(
        (parameter) =>
          ({ ...parameter, default: values[parameter.name] ?? parameter.default }) as GateParameter,
      );
      return { id: gate, title, help, parameters: own };
    }),
  };
};

export const POLICY_OPTIONS: readonly PolicyOption[] = POLICY_IDS.map(optionOf);

export function policyOption(id: PolicyId): PolicyOption {
  return POLICY_OPTIONS.find((option) => option.id === id)!;
}

export function policyDraftOf({ id, settings }: PolicyChoice): PolicyDraft {
  return {
    id,
    texts: Object.fromEntries(
      policyOption(id).gates.flatMap((gate) => {
        const own = settings[gate.id];
        return own === undefined ? [] : [[gate.id, draftsFrom(gate.parameters, own)]];
      }),
    ),
  };
}

export interface PolicyResult {
  readonly choice: PolicyChoice;
  /** One sentence per gate with a problem. */
  readonly problems: readonly string[];
}

/** Only what differs from the policy is asked for. */
export function policyResult({ id, texts }: PolicyDraft): PolicyResult {
  const settings: Record<string, PolicyChoice['settings'][string]> = {};
  const problems: string[] = [];
  for (const gate of policyOption(id).gates) {
    const own = texts[gate.id] ?? {};
    const wrong = problemsOf(gate.parameters, own);
    if (wrong.length > 0)
      problems.push(
        `${gate.title}: ${wrong.length === 1 ? 'one setting is' : `${wrong.length} settings are`} out of range.`,
      );
    const changed = changedValues(gate.parameters, own);
    if (Object.keys(changed).length > 0) settings[gate.id] = changed;
  }
  return { choice: { id, settings }, problems };
}
