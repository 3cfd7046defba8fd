// Returns over the last bars of a place. Building blocks of every set; logarithmic where sums over time matter.

import { ATR } from '../../indicators/true-range.ts';
import type { FeatureTemplate } from '../definition.ts';
import { rowFeature } from '../row-feature.ts';
import { ATR_BARS, over } from './windows.ts';

const BARS = { name: 'bars', default: 1, min: 1, max: 500, help: 'Bars between the two closes.' };

export const RETURNS: readonly FeatureTemplate[] = [
  rowFeature({
    id: 'log_return',
    version: 1,
    title: 'Log return',
    help: 'ln(close / close `bars` ago). Crosses nights where the bars do.',
    family: 'returns',
    unit: 'log ratio',
    range: null,
    parameters: [BARS],
    lookback: ({ bars }) => bars!,
    compute: (row, { bars }) => Math.log(row.close(0) / row.close(bars!)),
  }),
  rowFeature({
    id: 'momentum',
    version: 1,
    title: 'Momentum',
    help: 'close / close `bars` ago − 1.',
    family: 'returns',
    unit: 'ratio',
    range: null,
    parameters: [{ ...BARS, default: 10 }],
    lookback: ({ bars }) => bars!,
    compute: (row, { bars }) => row.close(0) / row.close(bars!) - 1,
  }),
  rowFeature({
    id: 'momentum_atr',
    version: 1,
    title: 'Momentum in ATR',
    help: '(close − close `bars` ago) / ATR: how many usual ranges the price has gone.',
    family: 'returns',
    unit: 'atr',
    range: null,
    parameters: [{ ...BARS, default: 10 }, ATR_BARS],
    indicators: (parameters) => [{ definition: ATR, parameters: { period: parameters.atr_bars! } }],
    lookback: ({ bars }) => bars!,
    warmup: ({ bars, atr_bars }) => Math.max(bars!, atr_bars!),
    compute: (row, { bars }) => over(row.close(0) - row.close(bars!), row.value(0, 0, 0)),
  }),
];
