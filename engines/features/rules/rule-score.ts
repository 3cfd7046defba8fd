// One rule out of four: indicators, consensus of timeframes, patterns, classic indicators, by configurable weights. Read by the rule
// hierarchy. Source: the published scalper with the weights of its first version.

import type { IndicatorParameter, IndicatorParameters } from '../../indicators/definition.ts';
import type { CombinedTemplate } from '../definition.ts';
import { consensusId, SLOW_PARAMETER } from './multi-timeframe.ts';

const weight = (name: string, standard: number, what: string): IndicatorParameter => ({
  name,
  default: standard,
  min: 0,
  max: 10,
  help: `Weight of the ${what}; the four are scaled to add up to 1.`,
});

export const RULE_WEIGHTS: readonly IndicatorParameter[] = [
  weight('weight_indicator', 0.5, 'indicator score'),
  weight('weight_mtf', 0.35, 'consensus of timeframes'),
  weight('weight_pattern', 0.15, 'pattern adjustment'),
  weight('weight_ta', 0, 'TA rule'),
];

/** Values in the order of the weights. What weighs nothing may be missing; missing where all weights are 0. */
export function ruleScore(values: ArrayLike<number>, parameters: IndicatorParameters): number {
  let sum = 0;
  let total = 0;
  RULE_WEIGHTS.forEach(({ name }, k) => {
    const one = parameters[name]!;
    if (one === 0) return;
    sum += one * values[k]!;
    total += one;
  });
  return sum / total;
}

export const RULE_SCORE: CombinedTemplate = {
  kind: 'combined',
  id: 'rule_score',
  version: 1,
  title: 'Rule score',
  help: 'Weighted mean of indicator score (0.50), pattern consensus of three timeframes (0.35), pattern adjustment (0.15) and TA rule (0): the published scalper.',
  family: 'rule',
  unit: 'score',
  range: { min: -1, max: 1 },
  parameters: [...RULE_WEIGHTS, SLOW_PARAMETER],
  parts: ({ slow }, place) => [
    { feature: 'indicator_score', ...place },
    { feature: consensusId(slow!), ...place },
    { feature: 'pattern_adjustment', ...place },
    { feature: 'ta_rule', ...place },
  ],
  combine: ruleScore,
};
