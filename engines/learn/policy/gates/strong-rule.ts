// When a rule is strong enough to be lenient beside it. Shared by the gates of margin and neutrality.

import { type GateParameter, numberOf } from '../gate.ts';
import { type DecisionInputs, modelSideOf, sideOf } from '../inputs.ts';

export const strongRuleParameter: GateParameter = numberOf(
  'strongRule',
  'Strong from',
  'Size of the rules’ score from which a rule counts as strong.',
  [0.7, 0, 1],
  'higher',
);

export const STRONG_RULE_INPUTS = ['ruleScore', 'setupBull', 'setupBear'] as const;

/** Strong, on the model's side, with a setup of that side alone. What is not known is not strong. */
export function strongRule(inputs: DecisionInputs, least: number): boolean {
  const side = sideOf(inputs.ruleScore);
  const setup = sideOf((inputs.setupBull ?? Number.NaN) - (inputs.setupBear ?? Number.NaN));
  return side !== 0 && Math.abs(inputs.ruleScore!) >= least && side === modelSideOf(inputs) && setup === side;
}
