// The trend of the last minutes in one number: averages, slope, imbalance and drift. Half of the rule score. Source: the published
// scalper; its two unnamed measures, short volatility and tightness, are defined here.

import { EMA } from '../../indicators/exponential.ts';
import { clip } from '../../numeric/arrays.ts';
import { populationStd } from '../../numeric/statistics.ts';
import type { CombinedTemplate, FeatureTemplate } from '../definition.ts';
import { extremeOf } from '../patterns/anatomy.ts';
import { isComplete } from '../patterns/template.ts';
import { rowFeature } from '../row-feature.ts';

/** The averages start at the mean of their first n closes: before that there is no trend to speak of. */
export const settledEma = (period: number) => ({ definition: EMA, parameters: { period, seed: 1 } });

export const EMA_TREND: FeatureTemplate = rowFeature({
  id: 'ema_trend_sign',
  version: 1,
  title: 'Sign of the EMA trend',
  help: 'Sign of the fast less the slow EMA of the close: 1 up, −1 down.',
  family: 'rule',
  unit: 'sign',
  range: { min: -1, max: 1 },
  parameters: [
    { name: 'fast', default: 8, min: 1, max: 500, help: 'Span of the fast average.' },
    { name: 'slow', default: 21, min: 1, max: 500, help: 'Span of the slow average.' },
  ],
  indicators: ({ fast, slow }) => [settledEma(fast!), settledEma(slow!)],
  lookback: 0,
  compute: (row) => Math.sign(row.value(0, 0, 0) - row.value(1, 0, 0)),
});

const TIGHTNESS: FeatureTemplate = rowFeature({
  id: 'range_tightness',
  version: 1,
  title: 'Tightness of the range',
  help: '1 − (highest high − lowest low of the last `bars`) / close, at least 0: near 1 where prices hardly moved.',
  family: 'rule',
  unit: 'ratio',
  range: { min: 0, max: 1 },
  parameters: [{ name: 'bars', default: 32, min: 1, max: 500, help: 'Bars looked at, the newest included.' }],
  lookback: ({ bars }) => bars! - 1,
  compute: (row, { bars }) => {
    if (!isComplete(row, bars!)) return Number.NaN;
    const range = extremeOf(row, 0, bars! - 1, 1) - extremeOf(row, 0, bars! - 1, -1);
    return clip(1 - range / row.close(0), 0, 1);
  },
});

const SHORT_VOLATILITY: FeatureTemplate = rowFeature({
  id: 'short_volatility',
  version: 1,
  title: 'Volatility of the last changes',
  help: 'Population standard deviation of the last `bars` relative changes of the close.',
  family: 'rule',
  unit: 'ratio',
  range: null,
  parameters: [{ name: 'bars', default: 5, min: 2, max: 500, help: 'Changes looked at.' }],
  lookback: ({ bars }) => bars!,
  compute: (row, { bars }) => {
    const changes: number[] = [];
    for (let lag = bars! - 1; lag >= 0; lag--) changes.push(row.close(lag) / row.close(lag + 1) - 1);
    return populationStd(changes);
  },
});

export interface TrendReading {
  readonly emaTrend: number;
  readonly slope: number;
  readonly imbalance: number;
  readonly drift: number;
  readonly volatility: number;
  readonly tightness: number;
}

/** Slope counts more where prices move freely and less where they stand. */
export function indicatorScore({
  emaTrend,
  slope,
  imbalance,
  drift,
  volatility,
  tightness,
}: TrendReading): number {
  if (Number.isNaN(volatility + tightness)) return Number.NaN;
  const standing = volatility <= 0 || tightness >= 0.995;
  const factor = standing ? 0.6 : tightness < 0.98 ? 1.25 : 1;
  const slopeWeight = clip(0.25 * factor, 0.05, 0.8);
  const usedSlope = tightness >= 0.995 ? Math.tanh(slope) : slope;
  return clip(0.35 * emaTrend + slopeWeight * usedSlope + 0.2 * imbalance + 0.2 * drift, -1, 1);
}

const SCORE: CombinedTemplate = {
  kind: 'combined',
  id: 'indicator_score',
  version: 1,
  title: 'Indicator score',
  help: '0.35·EMA trend + w·micro slope + 0.20·imbalance + 0.20·drift over 32 bars, w = 0.25 times 1.25 where prices move freely (tightness < 0.98) or 0.60 where they stand (tightness ≥ 0.995, or no volatility); within ±1 (the published scalper).',
  family: 'rule',
  unit: 'score',
  range: { min: -1, max: 1 },
  parameters: [
    { name: 'bars', default: 32, min: 2, max: 500, help: 'Bars of imbalance, drift and tightness.' },
  ],
  parts: ({ bars }, place) => [
    { feature: 'ema_trend_sign', ...place },
    { feature: 'micro_slope', ...place },
    { feature: 'micro_imbalance', ...place, parameters: { bars: bars! } },
    { feature: 'momentum', ...place, parameters: { bars: bars! } },
    { feature: 'short_volatility', ...place },
    { feature: 'range_tightness', ...place, parameters: { bars: bars! } },
  ],
  combine: (values) =>
    indicatorScore({
      emaTrend: values[0]!,
      slope: values[1]!,
      imbalance: values[2]!,
      drift: values[3]!,
      volatility: values[4]!,
      tightness: values[5]!,
    }),
};

export const INDICATOR_SCORE: readonly FeatureTemplate[] = [EMA_TREND, TIGHTNESS, SHORT_VOLATILITY, SCORE];
