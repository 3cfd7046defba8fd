// Parameters of the impulse bar and the trend behind it (AVWAP v11 as published). Assembled by `parameters.ts`.

import type { Parameter } from '../../parameters/parameters.ts';
import { integer, number, perSide } from './parameter-helpers.ts';

export const impulse: readonly Parameter[] = [
  ...perSide(
    'Impulse',
    {
      name: 'mod_impulse_min_atr',
      label: 'Moderate body, least',
      min: 0,
      max: 5,
      step: 0.05,
      unit: '× ATR',
      help: 'Smallest body of a moderate impulse bar (AVWAP v11 as published).',
    },
    { short: 0.45, long: 0.3 },
  ),
  ...[
    {
      name: 'mod_impulse_max_atr',
      label: 'Moderate body, most',
      default: 1,
      min: 0,
      max: 10,
      step: 0.05,
      unit: '× ATR',
      help: 'Largest body of a moderate impulse bar; between this and huge lies no impulse at all.',
    },
    {
      name: 'huge_impulse_min_atr',
      label: 'Huge body',
      default: 1.6,
      min: 0.1,
      max: 20,
      step: 0.05,
      unit: '× ATR',
      help: 'A body of at least this makes the impulse huge, wherever it closes.',
    },
    {
      name: 'huge_impulse_min_range_atr',
      label: 'Huge range',
      default: 2,
      min: 0.1,
      max: 20,
      step: 0.05,
      unit: '× ATR',
      help: 'A range of at least this makes the impulse huge, too.',
    },
    {
      name: 'close_near_extreme_max',
      label: 'Close near extreme',
      default: 0.25,
      min: 0,
      max: 1,
      step: 0.01,
      unit: 'of the range',
      help: 'A moderate impulse closes within this part of its range from the low (short) or high (long).',
    },
    {
      name: 'small_counter_max_atr',
      label: 'Pull-back body, most',
      default: 0.2,
      min: 0,
      max: 5,
      step: 0.05,
      unit: '× ATR',
      help: 'Largest body of a small candle against the impulse, in pull-backs and bounces.',
    },
    {
      name: 'atr_pct_min',
      label: 'ATR over close, least',
      default: 0.002,
      min: 0,
      max: 0.2,
      step: 0.0005,
      unit: 'fraction',
      help: 'Instruments that move less than this per bar are left alone.',
    },
    {
      name: 'volume_min_ratio',
      label: 'Volume over average, least',
      default: 1.2,
      min: 0,
      max: 20,
      step: 0.1,
      unit: '×',
      help: 'Volume of the impulse bar over its average. Passes where the average is zero (indices).',
    },
  ].map(number('Impulse')),
];

export const trend: readonly Parameter[] = [
  ...perSide(
    'Trend',
    {
      name: 'adx_min',
      label: 'ADX, least',
      min: 0,
      max: 100,
      step: 1,
      help: 'Least ADX at the impulse, which must also have risen twice in a row.',
    },
    { short: 25, long: 25 },
  ),
  ...perSide(
    'Trend',
    {
      name: 'adx_slope_min',
      label: 'ADX rise, least',
      min: 0,
      max: 50,
      step: 0.05,
      unit: 'in 2 bars',
      help: 'Least rise of the ADX over two bars.',
    },
    { short: 1.25, long: 0.8 },
  ),
  ...[
    {
      name: 'short_rsi_max',
      label: 'RSI, most, short',
      default: 55,
      min: 0,
      max: 100,
      step: 1,
      help: 'Shorts need an RSI of at most this, falling twice in a row.',
    },
    {
      name: 'long_rsi_min',
      label: 'RSI, least, long',
      default: 45,
      min: 0,
      max: 100,
      step: 1,
      help: 'Longs need an RSI of at least this, rising twice in a row.',
    },
    {
      name: 'short_stoch_max',
      label: 'Stochastic %K, most, short',
      default: 75,
      min: 0,
      max: 100,
      step: 1,
      help: 'Shorts need a %K of at most this, below %D and falling twice in a row.',
    },
    {
      name: 'long_stoch_min',
      label: 'Stochastic %K, least, long',
      default: 25,
      min: 0,
      max: 100,
      step: 1,
      help: 'Longs need a %K of at least this, above %D and rising twice in a row.',
    },
    {
      name: 'long_stoch_max',
      label: 'Stochastic %K, most, long',
      default: 95,
      min: 0,
      max: 100,
      step: 1,
      help: 'Longs need a %K of at most this: above, the move is exhausted.',
    },
  ].map(number('Trend')),
];

export const indicators: readonly Parameter[] = (
  [
    ['atr_period', 'ATR', 14, 'Bars of the simple mean of true ranges.'],
    ['ema_fast_period', 'Fast EMA', 20, 'Span of the fast EMA, over all days.'],
    ['ema_slow_period', 'Slow EMA', 50, 'Span of the slow EMA, over all days.'],
    ['rsi_period', 'RSI', 14, "Length of Wilder's smoothing in the RSI."],
    ['stoch_period', 'Stochastic range', 14, 'Bars of the high-low range of the stochastic.'],
    ['stoch_smooth', 'Stochastic %K', 3, 'Simple mean that makes %K slow.'],
    ['stoch_signal', 'Stochastic %D', 3, 'Simple mean of %K that makes %D.'],
    ['adx_period', 'ADX', 14, "Length of Wilder's smoothing in the ADX."],
    ['volume_average_period', 'Volume average', 20, 'Bars of the volume average, the impulse bar included.'],
  ] as const
).map(([name, label, standard, help]) =>
  integer('Indicators')({ name, label, default: standard, min: 1, max: 500, unit: 'bars', help }),
);
