// From a choice (a policy's id and the settings that were changed) to the policy itself, and whether a task and its features give what its
// gates ask for. Called by whoever takes a request, by forms, and by the step that fits what the gates need.

import type { ParameterValues } from '../../parameters/parameters.ts';
import { flatClassOf } from '../ensemble/neutrality.ts';
import { resolveParameters } from '../resolve-parameters.ts';
import type { LearningTask } from '../task.ts';
import type { DecisionPolicy } from './decide.ts';
import { GATES, gateOf } from './gates.ts';
import type { NumberInput } from './inputs.ts';
import { INPUT_FEATURES } from './inputs-from-features.ts';
import { POLICIES } from './policies.ts';

/** Acts where the confidence reaches the threshold chosen in the training part: no gate is asked. */
export const THRESHOLD = 'threshold';

export interface PolicyChoice {
  readonly id: string;
  /**
   * By gate, then by parameter; what is left out stays as the policy has it. A gate that only vetoes and is not in the policy is asked
   * after all others: one more can only make it stricter.
   */
  readonly settings: Readonly<Record<string, ParameterValues>>;
}

/**
 * The policy with every value written out, so that it stays what it is when defaults change; null for the threshold. Throws RangeError
 * that names what is wrong.
 */
export function policyOf({ id, settings }: PolicyChoice): DecisionPolicy | null {
  const changed = Object.keys(settings);
  if (id === THRESHOLD) {
    if (changed.length === 0) return null;
    throw new RangeError(`the threshold has no gates, but settings were given for ${changed.join(', ')}`);
  }
  const base = POLICIES.find((policy) => policy.id === id);
  if (base === undefined)
    throw new RangeError(
      `there is no decision policy ${id}; there are ${[THRESHOLD, ...POLICIES.map((policy) => policy.id)].join(', ')}`,
    );
  const further = changed.filter((gate) => base.gates.every((one) => one.gate !== gate));
  const vetoes = furtherGates(base);
  const strange = further.find((gate) => !vetoes.includes(gate));
  if (strange !== undefined)
    throw new RangeError(
      `the policy ${id} has no gate ${strange}; it has ${base.gates.map(({ gate }) => gate).join(', ')}, and may be given ${vetoes.join(', ')}`,
    );
  const added = vetoes.filter((gate) => further.includes(gate)).map((gate) => ({ gate, values: {} }));
  return {
    ...base,
    gates: [...base.gates, ...added].map(({ gate, values }) => ({
      gate,
      values: valuesOf(gate, values, settings[gate]),
    })),
  };
}

/** Gates a policy may be given beside its own, in the order they are asked. */
export function furtherGates({ gates }: Pick<DecisionPolicy, 'gates'>): readonly string[] {
  const own = new Set(gates.map(({ gate }) => gate));
  return GATES.filter(({ id, role }) => role === 'vetoes' && !own.has(id)).map(({ id }) => id);
}

function valuesOf(gate: string, own: ParameterValues, changed: ParameterValues = {}): ParameterValues {
  try {
    return resolveParameters(gateOf(gate).parameters, { ...own, ...changed });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`gate ${gate}: ${error.message}`);
  }
}

/** Every input its gates cannot do without, each once. */
export function inputsNeeded({ gates }: DecisionPolicy): readonly NumberInput[] {
  return [...new Set(gates.flatMap(({ gate, values }) => gateOf(gate).needs(values)))];
}

const features: Partial<Record<NumberInput, string>> = INPUT_FEATURES;

/** Features its gates read, those they do without where `names` lacks them left out; in the order of `names`. */
export function featuresRead(policy: DecisionPolicy, names: readonly string[]): readonly string[] {
  const inputs = policy.gates.flatMap(({ gate: id, values }) => {
    const gate = gateOf(id);
    return [...gate.needs(values), ...(gate.reads?.(values) ?? [])];
  });
  const wanted = new Set(inputs.flatMap((input) => features[input] ?? []));
  return names.filter((name) => wanted.has(name));
}

const TWO_SIDED: readonly NumberInput[] = ['buy', 'sell', 'quality'];
const TRADES: readonly NumberInput[] = ['proposedSide', 'winProbability'];
const NUMBERS: readonly NumberInput[] = ['predictedReturn', 'returnConfidence', 'returnThreshold'];

/** Why the policy would never act on this task, each in words; empty where nothing is missing. */
export function policyProblems(
  policy: DecisionPolicy,
  task: LearningTask,
  names: readonly string[],
): readonly string[] {
  const needed = inputsNeeded(policy);
  const asks = (inputs: readonly NumberInput[]) => inputs.some((input) => needed.includes(input));
  const found: string[] = [];
  if (asks(TWO_SIDED) && task.kind !== 'two-sided')
    found.push('it weighs a chance to buy against one to sell, and the label has not both');
  else if (needed.includes('neutral') && flatClassOf(task) === null)
    found.push('it asks how likely neither side is, and the label has no class between the two');
  if (asks(TRADES) && task.kind !== 'one-sided')
    found.push('it judges proposed trades by their chance to win, and the label is of no trade');
  if (asks(NUMBERS) && task.kind !== 'number')
    found.push('it judges predicted returns, and the label is no number');
  const missing = needed.flatMap((input) => {
    const name = features[input];
    return name === undefined || names.includes(name) ? [] : [name];
  });
  if (missing.length > 0) found.push(`the dataset lacks the features ${missing.join(', ')}`);
  return found;
}
