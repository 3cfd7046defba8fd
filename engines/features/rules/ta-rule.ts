// Classic indicators as votes: a rule between −1 and 1, and how undecided they are. Read by the rule score. Source: the published
// scalper, with its two thresholds in index points made relative to the price.

import { BOLLINGER } from '../../indicators/bollinger.ts';
import { LINEAR_REGRESSION } from '../../indicators/linear-regression.ts';
import { MACD } from '../../indicators/macd.ts';
import { RSI } from '../../indicators/rsi.ts';
import { clip } from '../../numeric/arrays.ts';
import type { CombinedTemplate, FeatureTemplate } from '../definition.ts';
import { type Row, rowFeature } from '../row-feature.ts';
import { FLOW_HELP, flowParts, readFlow } from './flow-reading.ts';
import { settledEma } from './indicator-score.ts';
import { SWIPE_PARAMETER } from './setups.ts';

const RSI_14 = { definition: RSI, parameters: { period: 14 } };
const MACD_12_26_9 = { definition: MACD, parameters: { fast: 12, slow: 26, signal: 9 } };
const HISTOGRAM = 2;

export interface TaReading {
  readonly close: number;
  readonly fast: number;
  readonly middle: number;
  readonly slow: number;
  readonly slope: number;
  readonly rsi: number;
  readonly histogram: number;
  /** NaN where the bands meet. */
  readonly percentB: number;
  readonly bandwidth: number;
}

/** The votes of the instrument's own indicators, without the VWAP's. */
export function taVotes(reading: TaReading, leastSlope: number): number {
  const { close, fast, middle, slow, slope, rsi, histogram, percentB, bandwidth } = reading;
  const trend = Math.sign(fast - middle);
  const beyond = trend > 0 ? close > Math.max(fast, middle, slow) : close < Math.min(fast, middle, slow);
  let votes = 0.1 * Math.sign(histogram);
  if (trend !== 0 && beyond) votes += 0.5 * trend;
  if (Math.abs(slope) > leastSlope) votes += 0.25 * Math.sign(slope);
  if (rsi >= 52) votes += 0.15;
  else if (rsi <= 48) votes -= 0.15;
  if (bandwidth > 0.05) {
    if (percentB > 0.6) votes += 0.1;
    else if (percentB < 0.4) votes -= 0.1;
  }
  return votes;
}

/** The VWAP's vote added; less sure of itself where the averages point the other way. An unknown deviation votes for nothing. */
export function taRule(votes: number, trend: number, deviation: number, leastDeviation: number): number {
  const side = Math.abs(deviation) > leastDeviation ? Math.sign(deviation) : 0;
  const sum = votes + 0.25 * side;
  return clip(side * trend < 0 ? 0.6 * sum : sum, -1, 1);
}

/** 1 where RSI stands at 50 and the MACD histogram at 0; less with a setup on one side, slightly more with both. */
export function taNeutrality(calm: number, bull: number, bear: number): number {
  const oneSided = bull !== bear;
  return clip(calm + (oneSided ? -0.3 : bull > 0 ? 0.05 : 0), 0, 1);
}

const part =
  (row: Row) =>
  (k: number, output = 0) =>
    row.value(k, output, 0);

export const TA_RULE: readonly FeatureTemplate[] = [
  rowFeature({
    id: 'ta_votes',
    version: 1,
    title: 'Votes of the classic indicators',
    help: '±0.50 where EMA 8 and 21 agree and the close is beyond EMA 8, 21 and 50; ±0.25 for a steep line through the last 5 closes; RSI 14 ≥ 52 / ≤ 48 ±0.15; MACD histogram ±0.10; with a bandwidth above 0.05, %b > 0.6 / < 0.4 ±0.10. The published slope threshold 0.15 fits no relative slope and is read as percent.',
    family: 'rule',
    unit: 'score',
    range: { min: -1.1, max: 1.1 },
    parameters: [
      {
        name: 'least_slope',
        default: 0.0015,
        min: 0,
        max: 1,
        help: 'Relative change of the close per bar from which on the slope of the last 5 closes votes.',
      },
    ],
    indicators: () => [
      settledEma(8),
      settledEma(21),
      settledEma(50),
      RSI_14,
      MACD_12_26_9,
      { definition: BOLLINGER, parameters: { period: 20, deviations: 2 } },
      { definition: LINEAR_REGRESSION, parameters: { period: 5 } },
    ],
    lookback: 0,
    compute: (row, { least_slope: leastSlope }) => {
      const value = part(row);
      const reading = {
        close: row.close(0),
        fast: value(0),
        middle: value(1),
        slow: value(2),
        slope: value(6) / row.close(0),
        rsi: value(3),
        histogram: value(4, HISTOGRAM),
        percentB: value(5, 3),
        bandwidth: value(5, 4),
      };
      const { percentB: _mayBeMissing, ...required } = reading;
      for (const one of Object.values(required)) if (!Number.isFinite(one)) return Number.NaN;
      return taVotes(reading, leastSlope!);
    },
  }),
  rowFeature({
    id: 'ta_calm',
    version: 1,
    title: 'Calm of the classic indicators',
    help: '½·clip(1 − |RSI 14 − 50| / 20) + ½·clip(1 − |MACD histogram / close| / scale): 1 where neither leans.',
    family: 'rule',
    unit: 'ratio',
    range: { min: 0, max: 1 },
    parameters: [
      {
        name: 'histogram_scale',
        default: 2e-5,
        min: 1e-9,
        max: 1,
        help: 'Histogram as a share of the close that is not calm any more; the published 0.5 points were this at an index of 25,000.',
      },
    ],
    indicators: () => [RSI_14, MACD_12_26_9],
    lookback: 0,
    compute: (row, { histogram_scale: scale }) => {
      const value = part(row);
      const histogram = Math.abs(value(1, HISTOGRAM) / row.close(0));
      return 0.5 * clip(1 - Math.abs(value(0) - 50) / 20, 0, 1) + 0.5 * clip(1 - histogram / scale!, 0, 1);
    },
  }),
  {
    kind: 'combined',
    id: 'ta_rule',
    version: 1,
    title: 'TA rule',
    help: `Votes of the classic indicators ±0.25 for a deviation from the VWAP beyond 0.05 %, times 0.6 where EMA trend and deviation disagree, within ±1 (the published scalper). ${FLOW_HELP}; an unknown deviation votes for nothing.`,
    family: 'rule',
    unit: 'score',
    range: { min: -1, max: 1 },
    parameters: [
      {
        name: 'least_deviation',
        default: 0.0005,
        min: 0,
        max: 0.01,
        help: 'Deviation from the session VWAP from which on it votes.',
      },
    ],
    parts: (_parameters, place) => [
      { feature: 'ta_votes', ...place },
      { feature: 'ema_trend_sign', ...place },
      ...flowParts(['vwap_deviation'], place),
    ],
    combine: (values, { least_deviation: leastDeviation }) =>
      taRule(values[0]!, values[1]!, readFlow(values, 1, 2)[0]!, leastDeviation!),
  } satisfies CombinedTemplate,
  {
    kind: 'combined',
    id: 'ta_neutrality',
    version: 1,
    title: 'TA neutrality',
    help: 'Calm of the classic indicators, less 0.3 with a setup on one side only, plus 0.05 with setups on both; within 0 to 1 (the published scalper).',
    family: 'rule',
    unit: 'ratio',
    range: { min: 0, max: 1 },
    parameters: [SWIPE_PARAMETER],
    parts: ({ swipe_sign }, place) => [
      { feature: 'ta_calm', ...place },
      { feature: 'setup_bull', ...place, parameters: { swipe_sign: swipe_sign! } },
      { feature: 'setup_bear', ...place, parameters: { swipe_sign: swipe_sign! } },
    ],
    combine: (values) =>
      Number.isNaN(values[1]! + values[2]!) ? Number.NaN : taNeutrality(values[0]!, values[1]!, values[2]!),
  } satisfies CombinedTemplate,
];
