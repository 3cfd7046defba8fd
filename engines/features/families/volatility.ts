// How much prices move: ranges and deviations relative to the price, per bar of their own timeframe.
// Sets take them from the catalogue. An amount in rupees is never a feature.

import type { IndicatorDefinition } from '../../indicators/definition.ts';
import {
  GARMAN_KLASS,
  PARKINSON,
  REALISED_VOLATILITY,
  STANDARD_DEVIATION,
} from '../../indicators/range-volatility.ts';
import { ATR } from '../../indicators/true-range.ts';
import type { FeatureTemplate } from '../definition.ts';
import { rowFeature } from '../row-feature.ts';
import { bars, over } from './windows.ts';

const UNBOUNDED_ABOVE = { min: 0, max: Number.POSITIVE_INFINITY };

/** A range estimator that is a fraction already: shown as it is. */
function estimator(
  definition: IndicatorDefinition,
  id: string,
  title: string,
  help: string,
  minimum: number,
): FeatureTemplate {
  return rowFeature({
    id,
    version: 1,
    title,
    help,
    family: 'volatility',
    unit: 'ratio',
    range: UNBOUNDED_ABOVE,
    parameters: [bars('period', 20, 'Bars in the window.', minimum)],
    indicators: ({ period }) => [{ definition, parameters: { period: period! } }],
    lookback: 0,
    compute: (row) => row.value(0, 0, 0),
  });
}

export const VOLATILITY: readonly FeatureTemplate[] = [
  estimator(
    REALISED_VOLATILITY,
    'realised_volatility',
    'Realised volatility',
    'Standard deviation of the last `period` log returns, per bar: not scaled to a year, so that timeframes stay what they are.',
    2,
  ),
  estimator(
    PARKINSON,
    'parkinson_volatility',
    'Parkinson volatility',
    'Volatility per bar from highs and lows (M. Parkinson 1980): uses the whole range where the close uses one price.',
    1,
  ),
  estimator(
    GARMAN_KLASS,
    'garman_klass_volatility',
    'Garman–Klass volatility',
    'Volatility per bar from open, high, low and close (M. Garman, M. Klass 1980).',
    1,
  ),
  rowFeature({
    id: 'atr_ratio',
    version: 1,
    title: 'ATR over price',
    help: "Wilder's average true range as a fraction of the close.",
    family: 'volatility',
    unit: 'ratio',
    range: null,
    parameters: [bars('period', 14, 'True ranges averaged.')],
    indicators: ({ period }) => [{ definition: ATR, parameters: { period: period! } }],
    lookback: 0,
    compute: (row) => row.value(0, 0, 0) / row.close(0),
  }),
  rowFeature({
    id: 'deviation_ratio',
    version: 1,
    title: 'Deviation over price',
    help: 'Standard deviation of the last `period` closes as a fraction of the close: the published “intraday volatility” without its price unit.',
    family: 'volatility',
    unit: 'ratio',
    range: null,
    parameters: [bars('period', 20, 'Closes in the window.', 2)],
    indicators: ({ period }) => [{ definition: STANDARD_DEVIATION, parameters: { period: period! } }],
    lookback: 0,
    compute: (row) => row.value(0, 0, 0) / row.close(0),
  }),
  rowFeature({
    id: 'volatility_ratio',
    version: 1,
    title: 'Short against long volatility',
    help: 'Realised volatility of the short window over that of the long one: above 1 the market has woken up.',
    family: 'volatility',
    unit: 'ratio',
    range: null,
    parameters: [
      bars('short', 10, 'Returns in the short window.', 2),
      bars('long', 60, 'Returns in the long window.', 2),
    ],
    indicators: ({ short, long }) => [
      { definition: REALISED_VOLATILITY, parameters: { period: short! } },
      { definition: REALISED_VOLATILITY, parameters: { period: long! } },
    ],
    lookback: 0,
    compute: (row) => over(row.value(0, 0, 0), row.value(1, 0, 0)),
  }),
];
