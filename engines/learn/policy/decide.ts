// Runs a decision policy: a chain of gates over what was known when the bar closed, ending in BUY, SELL or FLAT with every reason on the
// way. The same for evaluation, paper and live. Places no orders, sizes nothing but the multiplier.

import type { ParameterValues } from '../../parameters/parameters.ts';
import { resolveParameters } from '../resolve-parameters.ts';
import type { Gate, GateAnswer } from './gate.ts';
import { gateOf } from './gates.ts';
import { type DecisionInputs, isKnown, marginOf, type NumberInput, type SideOrNone } from './inputs.ts';

/** Plain data: stored with a model, shown as a form, compared by value. */
export interface DecisionPolicy {
  readonly version: 1;
  readonly id: string;
  readonly title: string;
  /** In order. Values left out are the gate's defaults. */
  readonly gates: readonly { readonly gate: string; readonly values: ParameterValues }[];
}

export interface Decision {
  readonly decision: 'BUY' | 'SELL' | 'FLAT';
  readonly side: SideOrNone;
  /** What each gate had to say, in order; gates that merely allowed say nothing. The last of a FLAT is why. */
  readonly reasons: readonly { readonly gate: string; readonly words: string }[];
  /** |buy − sell|; NaN where the model says nothing. */
  readonly margin: number;
  /** What margin, chance or predicted size was held against; NaN where no gate asked. */
  readonly threshold: number;
  /** Size of the trade; 0 for FLAT. */
  readonly multiplier: number;
}

interface Step {
  readonly gate: Gate;
  readonly values: ParameterValues;
  readonly needs: readonly NumberInput[];
}

/** Checks the policy once and gives its decisions. Throws RangeError for unknown gates, values out of range, or a chain that never chooses a side. */
export function createDecider(policy: DecisionPolicy): (inputs: DecisionInputs) => Decision {
  const steps = policy.gates.map(({ gate: id, values: given }): Step => {
    const gate = gateOf(id);
    const values = resolveParameters(gate.parameters, given);
    return { gate, values, needs: gate.needs(values) };
  });
  if (!steps.some(({ gate }) => gate.role === 'steers'))
    throw new RangeError(
      `the policy ${policy.id} has no gate that chooses a side; add one such as model-candidate`,
    );
  return (inputs) => decided(steps, inputs);
}

/** One decision; `createDecider` for many. */
export function decide(inputs: DecisionInputs, policy: DecisionPolicy): Decision {
  return createDecider(policy)(inputs);
}

function decided(steps: readonly Step[], inputs: DecisionInputs): Decision {
  const reasons: { gate: string; words: string }[] = [];
  let side: SideOrNone = 0;
  let threshold = Number.NaN;
  let multiplier = 1;
  const ending = (own: SideOrNone): Decision => ({
    decision: own > 0 ? 'BUY' : own < 0 ? 'SELL' : 'FLAT',
    side: own,
    reasons,
    margin: marginOf(inputs),
    threshold,
    multiplier: own === 0 ? 0 : multiplier,
  });
  for (const step of steps) {
    const answer = answerOf(step, inputs, side);
    if (answer.threshold !== undefined) threshold = answer.threshold;
    if (answer.kind !== 'allow') reasons.push({ gate: step.gate.id, words: answer.words });
    if (answer.kind === 'flat') return ending(0);
    if (answer.kind === 'side') side = answer.side;
    multiplier *= answer.multiplier ?? 1;
  }
  if (side === 0) reasons.push({ gate: 'end', words: 'no gate chose a side' });
  return ending(side);
}

function answerOf({ gate, values, needs }: Step, inputs: DecisionInputs, side: SideOrNone): GateAnswer {
  const missing = needs.filter((name) => !isKnown(inputs[name]));
  if (missing.length === 0) return gate.judge(inputs, values, side);
  return { kind: 'flat', words: `not known: ${missing.join(', ')}` };
}
