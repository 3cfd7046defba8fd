// What the patterns of one bar add to a probability: published weights, capped unless activity confirms them. Read by the
// multi-timeframe rules and the rule score. The weights are configuration; nobody measured them (see patterns/published.ts).

import type { IndicatorParameters } from '../../indicators/definition.ts';
import { clip } from '../../numeric/arrays.ts';
import type { FeatureTemplate, SeriesTemplate } from '../definition.ts';
import { type PatternDefinition, signOf } from '../patterns/definition.ts';
import { PATTERNS } from '../patterns/index.ts';
import { PUBLISHED_PATTERNS, type PublishedPattern } from '../patterns/published.ts';
import { isComplete } from '../patterns/template.ts';
import { type Row, rowFeature } from '../row-feature.ts';
import { ACTIVITY_PARAMETERS, activityOf, CONFIRMATION } from './activity.ts';

export type PatternWeights = Readonly<Record<string, PublishedPattern>>;

export interface WeighedPattern {
  readonly pattern: PatternDefinition;
  readonly weight: PublishedPattern;
}

/** Throws RangeError for weights of a pattern that does not exist or that needs indicators. */
export function weighPatterns(weights: PatternWeights): readonly WeighedPattern[] {
  return Object.entries(weights).map(([id, weight]) => {
    const pattern = PATTERNS.find((one) => one.id === id);
    if (pattern === undefined) throw new RangeError(`there is no pattern "${id}" to give a weight to`);
    if (pattern.indicators !== undefined)
      throw new RangeError(`"${id}" needs indicators and cannot take part in the pattern adjustment`);
    return { pattern, weight };
  });
}

/** Largest adjustment that `limit` may be set to: bounds the feature's range. */
export const LARGEST_ADJUSTMENT = 0.2;

/** Sum of the weights of what was found, before any cap. */
export function patternSum(
  row: Row,
  weighed: readonly WeighedPattern[],
  { least_win_rate: leastWinRate, neutral_weight: neutralWeight }: IndicatorParameters,
): number {
  let sum = 0;
  for (const { pattern, weight } of weighed) {
    if (weight.winRate < leastWinRate! || !pattern.found(row)) continue;
    const sign = signOf(pattern.direction);
    sum += (sign === 0 ? neutralWeight! : sign) * weight.baseAdjustment;
  }
  return sum;
}

export function patternAdjustment(
  facts: Pick<SeriesTemplate, 'id' | 'version' | 'title' | 'help'>,
  weights: PatternWeights,
): SeriesTemplate {
  const weighed = weighPatterns(weights);
  const bars = Math.max(1, ...weighed.map(({ pattern }) => pattern.bars));
  return rowFeature({
    ...facts,
    family: 'rule',
    unit: 'probability',
    range: { min: -LARGEST_ADJUSTMENT, max: LARGEST_ADJUSTMENT },
    parameters: [
      ...ACTIVITY_PARAMETERS,
      CONFIRMATION,
      {
        name: 'unconfirmed',
        default: 0.03,
        min: 0,
        max: LARGEST_ADJUSTMENT,
        help: 'Largest adjustment without confirming activity.',
      },
      { name: 'limit', default: 0.08, min: 0, max: LARGEST_ADJUSTMENT, help: 'Largest adjustment at all.' },
      {
        name: 'least_win_rate',
        default: 0.55,
        min: 0,
        max: 1,
        help: 'Patterns with a lower published win rate add nothing.',
      },
      {
        name: 'neutral_weight',
        default: 0.5,
        min: -1,
        max: 1,
        help: 'Share of its weight that a pattern without direction adds; the published rule adds it upwards. 0 leaves such patterns out.',
      },
    ],
    lookback: ({ window }) => Math.max(bars - 1, window!),
    // Activity may be unknown on the first bars; the patterns are not.
    warmup: () => bars - 1,
    compute: (row, parameters) => {
      if (!isComplete(row, bars)) return Number.NaN;
      const sum = patternSum(row, weighed, parameters);
      const confirmed = activityOf(row, parameters) >= parameters.confirm!;
      const cap = confirmed ? parameters.limit! : Math.min(parameters.limit!, parameters.unconfirmed!);
      return clip(sum, -cap, cap);
    },
  });
}

export const PATTERN_ADJUSTMENT: FeatureTemplate = patternAdjustment(
  {
    id: 'pattern_adjustment',
    version: 1,
    title: 'Pattern adjustment',
    help: 'Published weights (not measured) of the patterns found on the bar: bullish less bearish plus half of the neutral ones; patterns with a published win rate below 0.55 add nothing; within ±0.03 unless relative activity is at least 1.2, within ±0.08 at all (the published scalper). Unknown activity confirms nothing.',
  },
  PUBLISHED_PATTERNS,
);
