// The decision policy as the New run form holds it: texts by gate, whose defaults are the policy's own values. Pure.

import { furtherGates, THRESHOLD } from '../../../../../engines/learn/policy/chosen.ts';
import type { GateParameter } from '../../../../../engines/learn/policy/gate.ts';
import { gateOf } from '../../../../../engines/learn/policy/gates.ts';
import { POLICIES } from '../../../../../engines/learn/policy/policies.ts';
import type { ParameterValues } from '../../../../../engines/parameters/parameters.ts';
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
  /** Vetoes it may be given beside. */
  readonly further: readonly GateForm[];
}

const optionOf = (id: PolicyId): PolicyOption => {
  const policy = POLICIES.find((one) => one.id === id);
  if (policy === undefined)
    return { id: THRESHOLD, title: 'The threshold of each training part', gates: [], further: [] };
  return {
    id,
    title: policy.title,
    further: furtherGates(policy).map((gate) => formOf(gate, {})),
    gates: policy.gates.map(({ gate, values }) => formOf(gate, values)),
  };
};

function formOf(gate: string, values: ParameterValues): GateForm {
  const { title, help, parameters } = gateOf(gate);
  const own = parameters.map(
    (parameter) => ({ ...parameter, default: values[parameter.name] ?? parameter.default }) as GateParameter,
  );
  return { id: gate, title, help, parameters: own };
}

export const POLICY_OPTIONS: readonly PolicyOption[] = POLICY_IDS.map(optionOf);

export function policyOption(id: PolicyId): PolicyOption {
  return POLICY_OPTIONS.find((option) => option.id === id)!;
}

/** Those of the policy, then the vetoes that were added. */
export function gatesOf({ id, texts }: PolicyDraft): readonly GateForm[] {
  const { gates, further } = policyOption(id);
  return [...gates, ...further.filter((gate) => texts[gate.id] !== undefined)];
}

/** With exactly these further vetoes; the texts of all others stay. */
export function withFurther({ id, texts }: PolicyDraft, wanted: readonly string[]): PolicyDraft {
  const { gates } = policyOption(id);
  const kept = Object.entries(texts).filter(([gate]) => gates.some((own) => own.id === gate));
  return {
    id,
    texts: {
      ...Object.fromEntries(kept),
      ...Object.fromEntries(wanted.map((gate) => [gate, texts[gate] ?? {}])),
    },
  };
}

export function policyDraftOf({ id, settings }: PolicyChoice): PolicyDraft {
  return {
    id,
    texts: Object.fromEntries(
      [...policyOption(id).gates, ...policyOption(id).further].flatMap((gate) => {
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
  const { further } = policyOption(id);
  for (const gate of gatesOf({ id, texts })) {
    const own = texts[gate.id] ?? {};
    const wrong = problemsOf(gate.parameters, own);
    if (wrong.length > 0)
      problems.push(
        `${gate.title}: ${wrong.length === 1 ? 'one setting is' : `${wrong.length} settings are`} out of range.`,
      );
    const changed = changedValues(gate.parameters, own);
    // A further veto is asked for by its name alone.
    if (Object.keys(changed).length > 0 || further.includes(gate)) settings[gate.id] = changed;
  }
  return { choice: { id, settings }, problems };
}
