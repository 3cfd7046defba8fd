// Momentum on a fixed scale: RSI and its stochastic, MACD against the price, Fisher transform, Ultimate RSI and the classics.
// Sets take them from the catalogue. What Wilder's trend measures say is in trend.ts.

import { CCI } from '../../indicators/commodity-channel.ts';
import { FISHER } from '../../indicators/fisher-transform.ts';
import { MACD } from '../../indicators/macd.ts';
import { RSI } from '../../indicators/rsi.ts';
import { STOCHASTIC_RSI } from '../../indicators/stochastic-rsi.ts';
import { ULTIMATE_RSI } from '../../indicators/ultimate-rsi.ts';
import { WILLIAMS_RANGE } from '../../indicators/williams-range.ts';
import { clip } from '../../numeric/arrays.ts';
import type { FeatureTemplate, SeriesTemplate } from '../definition.ts';
import { type Row, rowFeature } from '../row-feature.ts';
import { bars } from './windows.ts';

const PERCENT = { min: 0, max: 100 };
const FAST = bars('fast', 12, 'Span of the fast EMA.');
const SLOW = bars('slow', 26, 'Span of the slow EMA.');
const SIGNAL = bars('signal', 9, "Span of the line's own EMA.");

function macdFeature(
  id: string,
  title: string,
  help: string,
  parameters: SeriesTemplate['parameters'],
  output: number,
): FeatureTemplate {
  return rowFeature({
    id,
    version: 1,
    title,
    help,
    family: 'oscillator',
    unit: 'percent',
    range: null,
    parameters,
    // A signal of one bar is the line itself and needs no bars of its own.
    indicators: ({ fast, slow, signal = 1 }) => [
      { definition: MACD, parameters: { fast: fast!, slow: slow!, signal } },
    ],
    lookback: 0,
    compute: (row) => (100 * row.value(0, output, 0)) / row.close(0),
  });
}

const crossed = (row: Row) => {
  const distance = row.value(0, 0, 0) - row.value(0, 1, 0);
  return Number.isNaN(distance) ? distance : Math.sign(distance);
};

export const OSCILLATORS: readonly FeatureTemplate[] = [
  rowFeature({
    id: 'rsi',
    version: 1,
    title: 'Relative strength index',
    help: "Wilder's RSI as TA-Lib computes it. The published multi-timeframe system used simple means and called a window without losses 0; here that is 100, and a window without any change is missing.",
    family: 'oscillator',
    unit: 'points 0-100',
    range: PERCENT,
    parameters: [bars('period', 14, 'Changes smoothed.')],
    indicators: ({ period }) => [{ definition: RSI, parameters: { period: period! } }],
    lookback: 0,
    compute: (row) => row.value(0, 0, 0),
  }),
  rowFeature({
    id: 'stochastic_rsi',
    version: 1,
    title: 'Stochastic RSI',
    help: '100 · (RSI − lowest RSI) / (highest − lowest RSI) over `range` bars (T. Chande, S. Kroll 1994), not smoothed.',
    family: 'oscillator',
    unit: 'points 0-100',
    range: PERCENT,
    parameters: [
      bars('period', 14, 'Changes smoothed by the RSI.'),
      bars('range', 14, "Bars of the RSI's range.", 2),
    ],
    indicators: ({ period, range }) => [
      {
        definition: STOCHASTIC_RSI,
        parameters: { period: period!, range: range!, smoothing: 1, signal: 1 },
      },
    ],
    lookback: 0,
    // The division may leave the scale by a rounding error.
    compute: (row) => clip(row.value(0, 0, 0), 0, 100),
  }),
  macdFeature(
    'macd_line',
    'MACD line over price',
    '100 · (fast EMA − slow EMA) / close (G. Appel 1979).',
    [FAST, SLOW],
    0,
  ),
  macdFeature(
    'macd_signal',
    'MACD signal over price',
    '100 · EMA of the MACD line / close.',
    [FAST, SLOW, SIGNAL],
    1,
  ),
  macdFeature(
    'macd_histogram',
    'MACD histogram over price',
    '100 · (line − signal) / close: whether the fast average gains on the slow one.',
    [FAST, SLOW, SIGNAL],
    2,
  ),
  rowFeature({
    id: 'cci',
    version: 1,
    title: 'Commodity channel index',
    help: 'Distance of the typical price from its mean in mean absolute deviations, over 0.015 (D. Lambert 1980).',
    family: 'oscillator',
    unit: 'points',
    range: null,
    parameters: [bars('period', 20, 'Typical prices averaged.', 2)],
    indicators: ({ period }) => [{ definition: CCI, parameters: { period: period! } }],
    lookback: 0,
    compute: (row) => row.value(0, 0, 0),
  }),
  rowFeature({
    id: 'williams_r',
    version: 1,
    title: 'Williams %R',
    help: '−100 at the lowest low, 0 at the highest high of the last `period` bars (L. Williams 1973).',
    family: 'oscillator',
    unit: 'points −100-0',
    range: null,
    parameters: [bars('period', 14, 'Bars of the high-low range.')],
    indicators: ({ period }) => [{ definition: WILLIAMS_RANGE, parameters: { period: period! } }],
    lookback: 0,
    compute: (row) => row.value(0, 0, 0),
  }),
  rowFeature({
    id: 'fisher',
    version: 1,
    title: 'Fisher transform',
    help: 'Position of the middle price in its range of `period` bars, smoothed and spread out by ½·ln((1+v)/(1−v)) (J. Ehlers 2002): turns stand out as sharp extremes.',
    family: 'oscillator',
    unit: 'points',
    range: null,
    parameters: [bars('period', 10, 'Bars of the range.', 2)],
    indicators: ({ period }) => [{ definition: FISHER, parameters: { period: period! } }],
    lookback: 0,
    // The indicator's own warm-up waits for the trigger.
    warmup: ({ period }) => period! - 1,
    compute: (row) => row.value(0, 0, 0),
  }),
  rowFeature({
    id: 'fisher_trigger',
    version: 1,
    title: 'Fisher transform less its trigger',
    help: 'Fisher transform minus its value one bar before (the trigger line): positive while it rises.',
    family: 'oscillator',
    unit: 'points',
    range: null,
    parameters: [bars('period', 10, 'Bars of the range.', 2)],
    indicators: ({ period }) => [{ definition: FISHER, parameters: { period: period! } }],
    lookback: 0,
    compute: (row) => row.value(0, 0, 0) - row.value(0, 1, 0),
  }),
  rowFeature({
    id: 'ultimate_rsi',
    version: 1,
    title: 'Ultimate RSI',
    help: '50 + 50 · smoothed d / smoothed |d|, where d is the whole range of the closes when it widens and else the change: reacts to breakouts as RSI does to changes.',
    family: 'oscillator',
    unit: 'points 0-100',
    range: PERCENT,
    parameters: [bars('period', 14, 'Closes of the range and length of the smoothing.', 2)],
    indicators: ({ period }) => [{ definition: ULTIMATE_RSI, parameters: { period: period!, signal: 1 } }],
    lookback: 0,
    compute: (row) => row.value(0, 0, 0),
  }),
  rowFeature({
    id: 'ultimate_rsi_signal',
    version: 1,
    title: 'Signal of the Ultimate RSI',
    help: 'Exponential average of the Ultimate RSI.',
    family: 'oscillator',
    unit: 'points 0-100',
    range: PERCENT,
    parameters: [
      bars('period', 14, 'Closes of the range and length of the smoothing.', 2),
      bars('signal', 5, 'Span of the average.'),
    ],
    indicators: (parameters) => [{ definition: ULTIMATE_RSI, parameters }],
    lookback: 0,
    compute: (row) => row.value(0, 1, 0),
  }),
  rowFeature({
    id: 'ultimate_rsi_cross',
    version: 1,
    title: 'Ultimate RSI against its signal',
    help: '+1 while the Ultimate RSI stands above its signal, −1 below, 0 where they are equal.',
    family: 'oscillator',
    unit: 'sign',
    range: { min: -1, max: 1 },
    parameters: [
      bars('period', 14, 'Closes of the range and length of the smoothing.', 2),
      bars('signal', 5, 'Span of the average.'),
    ],
    indicators: (parameters) => [{ definition: ULTIMATE_RSI, parameters }],
    lookback: 0,
    compute: crossed,
  }),
];
