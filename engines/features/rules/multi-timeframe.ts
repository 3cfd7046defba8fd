// Do the patterns of several timeframes agree? Votes and weighted adjustments over 1/3/5 or 5/15/60 minutes, each from bars that
// were complete at the decision time. Read by the rule score and the rule hierarchy.

import type { IndicatorParameter } from '../../indicators/definition.ts';
import type { Interval } from '../../market/interval.ts';
import { clip } from '../../numeric/arrays.ts';
import type { CombinedTemplate, FeaturePart, FeaturePlace } from '../definition.ts';
import { LARGEST_ADJUSTMENT, PATTERN_ADJUSTMENT } from './pattern-adjustment.ts';

type ThreeTimeframes = readonly [Interval, Interval, Interval];

const FAST: ThreeTimeframes = ['1m', '3m', '5m'];
const SLOW: ThreeTimeframes = ['5m', '15m', '60m'];

/** Chooses the three timeframes in features that read the consensus. */
export const SLOW_PARAMETER: IndicatorParameter = {
  name: 'slow',
  default: 0,
  min: 0,
  max: 1,
  help: '0: consensus of 1, 3 and 5 minutes (needs 1-minute bars). 1: of 5, 15 and 60 minutes.',
};

export function consensusId(slow: number): string {
  return slow >= 0.5 ? 'mtf_consensus_5_15_60' : 'mtf_consensus';
}

function parts(timeframes: ThreeTimeframes, { source }: FeaturePlace): readonly FeaturePart[] {
  return timeframes.map((timeframe) => ({ feature: PATTERN_ADJUSTMENT.id, source, timeframe }));
}

/** Mean of the signs; missing where one is. */
export function consensusOf(adjustments: Float64Array): number {
  let votes = 0;
  for (const adjustment of adjustments) votes += Math.sign(adjustment);
  return votes / adjustments.length;
}

const WEIGHTS: readonly IndicatorParameter[] = [
  { name: 'weight_first', default: 1, min: 0, max: 10, help: 'Weight of the shortest timeframe.' },
  { name: 'weight_second', default: 0.6, min: 0, max: 10, help: 'Weight of the middle timeframe.' },
  { name: 'weight_third', default: 0.4, min: 0, max: 10, help: 'Weight of the longest timeframe.' },
];

function pair(suffix: string, timeframes: ThreeTimeframes): readonly CombinedTemplate[] {
  const names = timeframes.map((interval) => interval.replace('m', '')).join('/');
  const facts = { kind: 'combined', version: 1, family: 'rule' } as const;
  return [
    {
      ...facts,
      id: `mtf_consensus${suffix}`,
      title: `Pattern consensus ${names} minutes`,
      help: `Mean of the signs of the pattern adjustments on ${names}-minute bars complete by the decision time: 1 all up, −1 all down (the published scalper).`,
      unit: 'ratio',
      range: { min: -1, max: 1 },
      parameters: [],
      parts: (_parameters, place) => parts(timeframes, place),
      combine: consensusOf,
    },
    {
      ...facts,
      id: `mtf_adjustment${suffix}`,
      title: `Pattern adjustment ${names} minutes`,
      help: `Weighted mean of the pattern adjustments on ${names}-minute bars complete by the decision time (weights 1, 0.6, 0.4), within ±limit. Missing where all weights are 0.`,
      unit: 'probability',
      range: { min: -LARGEST_ADJUSTMENT, max: LARGEST_ADJUSTMENT },
      parameters: [
        ...WEIGHTS,
        { name: 'limit', default: 0.08, min: 0, max: LARGEST_ADJUSTMENT, help: 'Largest adjustment.' },
      ],
      parts: (_parameters, place) => parts(timeframes, place),
      combine(values, { weight_first, weight_second, weight_third, limit }) {
        const weights = [weight_first!, weight_second!, weight_third!];
        let sum = 0;
        let total = 0;
        weights.forEach((weight, k) => {
          sum += weight * values[k]!;
          total += weight;
        });
        return clip(sum / total, -limit!, limit!);
      },
    },
  ];
}

export const MULTI_TIMEFRAME: readonly CombinedTemplate[] = [...pair('', FAST), ...pair('_5_15_60', SLOW)];
