// The shape of the last n closes and returns: z-score, rank, skewness, autocorrelation, entropy, and the market state made of
// them. Sets take them from the catalogue. Every window ends at the bar itself; nothing is fitted to the whole series.

import { clip } from '../../numeric/arrays.ts';
import type { CombinedTemplate, FeatureTemplate, SeriesTemplate } from '../definition.ts';
import { type Row, rowFeature } from '../row-feature.ts';
import { LOG_RETURNS } from './log-returns.ts';
import { bars } from './windows.ts';

/** Deviations below this share of the mean are rounding, not movement: the prices stand. */
const STANDING = 1e-12;

type Facts = Pick<SeriesTemplate, 'id' | 'title' | 'help' | 'unit' | 'range'>;

/** A statistic of the last `period` one-bar log returns. */
function ofReturns(
  facts: Facts,
  minimum: number,
  compute: (row: Row, period: number, parameters: Readonly<Record<string, number>>) => number,
  more: SeriesTemplate['parameters'] = [],
): FeatureTemplate {
  return rowFeature({
    ...facts,
    version: 1,
    family: 'statistics',
    parameters: [bars('period', 26, 'Returns in the window.', minimum, 1000), ...more],
    indicators: () => [{ definition: LOG_RETURNS }],
    lookback: ({ period }) => period! - 1,
    compute: (row, parameters) => compute(row, parameters.period!, parameters),
  });
}

/** A statistic of the last `period` closes. */
function ofCloses(facts: Facts, compute: (row: Row, period: number) => number): FeatureTemplate {
  return rowFeature({
    ...facts,
    version: 1,
    family: 'statistics',
    parameters: [bars('period', 26, 'Closes in the window.', 3, 1000)],
    lookback: ({ period }) => period! - 1,
    compute: (row, { period }) => compute(row, period!),
  });
}

function meanReturn(row: Row, period: number): number {
  let total = 0;
  for (let lag = 0; lag < period; lag++) total += row.value(0, 0, lag);
  return total / period;
}

function autocorrelation(row: Row, period: number): number {
  const mean = meanReturn(row, period);
  let squares = 0;
  let products = 0;
  let later = Number.NaN;
  for (let lag = 0; lag < period; lag++) {
    const deviation = row.value(0, 0, lag) - mean;
    squares += deviation * deviation;
    if (lag > 0) products += later * deviation;
    later = deviation;
  }
  // Returns have no scale to compare with: equal ones up to rounding are those whose deviations vanish against the mean.
  return squares > period * (STANDING * mean) ** 2 ? clip(products / squares, -1, 1) : Number.NaN;
}

function skewness(row: Row, period: number): number {
  const mean = meanReturn(row, period);
  let squares = 0;
  let cubes = 0;
  for (let lag = 0; lag < period; lag++) {
    const deviation = row.value(0, 0, lag) - mean;
    squares += deviation * deviation;
    cubes += deviation * deviation * deviation;
  }
  if (!(squares > period * (STANDING * mean) ** 2)) return Number.NaN;
  return cubes / period / (squares / period) ** 1.5;
}

function entropy(row: Row, period: number, binCount: number): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let lag = 0; lag < period; lag++) {
    const value = row.value(0, 0, lag);
    if (!Number.isFinite(value)) return Number.NaN;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const width = (high - low) / binCount;
  if (!(width > 0)) return Number.NaN;
  const counts = new Uint16Array(binCount);
  for (let lag = 0; lag < period; lag++) {
    const bin = Math.min(binCount - 1, Math.floor((row.value(0, 0, lag) - low) / width));
    counts[bin] = counts[bin]! + 1;
  }
  let total = 0;
  for (let bin = 0; bin < binCount; bin++)
    if (counts[bin]! > 0) total -= (counts[bin]! / period) * Math.log(counts[bin]! / period);
  return clip(total / Math.log(binCount), 0, 1);
}

function zScore(row: Row, period: number): number {
  let total = 0;
  for (let lag = 0; lag < period; lag++) total += row.close(lag);
  const mean = total / period;
  let squares = 0;
  for (let lag = 0; lag < period; lag++) squares += (row.close(lag) - mean) ** 2;
  const deviation = Math.sqrt(squares / (period - 1));
  return deviation > STANDING * Math.abs(mean) ? (row.close(0) - mean) / deviation : Number.NaN;
}

function percentileRank(row: Row, period: number): number {
  const newest = row.close(0);
  let below = 0;
  let equal = 0;
  for (let lag = 0; lag < period; lag++) {
    const close = row.close(lag);
    if (!Number.isFinite(close)) return Number.NaN;
    if (close < newest) below++;
    else if (close === newest && lag > 0) equal++;
  }
  return (100 * (below + equal / 2)) / (period - 1);
}

/** [Note: market state] Ordered from chop to trend, so that one number can be split at any point. */
const STATE = { choppy: -1, uncertain: 0, transitioning: 1, trending: 2 } as const;

function marketState(values: Float64Array): number {
  const [disorder, memory, z, rank] = values as unknown as [number, number, number, number];
  if (Number.isNaN(disorder + memory + z + rank)) return Number.NaN;
  const stretch = Math.abs(z);
  const edge = Math.abs(rank - 50) / 50;
  const trend = (1 - disorder + clip(memory, 0, 1) + stretch + edge) / 4;
  const chop = (disorder + (1 - Math.abs(memory)) + (1 - stretch) + (1 - edge)) / 4;
  if (trend > 0.7 && chop < 0.3) return STATE.trending;
  if (chop > 0.7 && trend < 0.3) return STATE.choppy;
  const between = (score: number) => score >= 0.4 && score <= 0.7;
  return between(trend) || between(chop) ? STATE.transitioning : STATE.uncertain;
}

const MARKET_STATE: CombinedTemplate = {
  kind: 'combined',
  id: 'market_state',
  version: 1,
  title: 'Market state',
  help: 'Trend score: mean of 1 − entropy, positive autocorrelation, |z-score| and the distance of the rank from the middle; chop score: its opposites. 2 trending (trend > 0.7, chop < 0.3), −1 choppy (the reverse), 1 transitioning (either between 0.4 and 0.7), else 0 uncertain (the published SPY model, with an entropy that can vary).',
  family: 'statistics',
  unit: 'state −1-2',
  range: { min: -1, max: 2 },
  parameters: [bars('period', 26, 'Bars of all four statistics.', 4, 1000)],
  parts: ({ period }, place) =>
    ['return_entropy', 'autocorrelation', 'z_score', 'percentile_rank'].map((feature) => ({
      ...place,
      feature,
      parameters: { period: period! },
    })),
  combine: marketState,
};

export const STATISTICS: readonly FeatureTemplate[] = [
  ofReturns(
    {
      id: 'autocorrelation',
      title: 'Autocorrelation of returns',
      help: 'Correlation of the last `period` log returns with the one before each: positive where moves continue. The published one was computed once over the whole series.',
      unit: 'ratio',
      range: { min: -1, max: 1 },
    },
    4,
    autocorrelation,
  ),
  ofReturns(
    {
      id: 'skewness',
      title: 'Skewness of returns',
      help: 'Third standardised moment of the last `period` log returns: negative where falls are the rare large moves.',
      unit: 'sigma',
      range: null,
    },
    4,
    skewness,
  ),
  ofReturns(
    {
      id: 'return_entropy',
      title: 'Entropy of returns',
      help: 'Shannon entropy of the last `period` log returns sorted into `bins` equal bins between their extremes, over that of an even spread: 0 to 1. The published entropy counts distinct prices, which hardly ever repeat: ln(26) at all times.',
      unit: 'ratio',
      range: { min: 0, max: 1 },
    },
    4,
    (row, period, { bins }) => entropy(row, period, bins!),
    [{ name: 'bins', default: 8, min: 2, max: 50, help: 'Bins between the lowest and highest return.' }],
  ),
  ofCloses(
    {
      id: 'z_score',
      title: 'Z-score of the price',
      help: '(close − mean) / sample standard deviation of the last `period` closes.',
      unit: 'sigma',
      range: null,
    },
    zScore,
  ),
  ofCloses(
    {
      id: 'percentile_rank',
      title: 'Percentile rank of the price',
      help: '0 where the close is the lowest of the last `period`, 100 where it is the highest; equal closes count half.',
      unit: 'points 0-100',
      range: { min: 0, max: 100 },
    },
    percentileRank,
  ),
  MARKET_STATE,
];
