// spy-30m: the inputs of the published SPY half-hour model without price levels, on whatever bars the decision is
// made on; periods are in days of 13 half hours. Comments name the defect a correction avoids.

import type { FeatureEntry, FeatureSet, FeatureSource } from '../definition.ts';
import { entry } from './entry.ts';

/** Half hours of a regular session: 13 in New York, and in India, where the last is a quarter. */
const DAY = 13;
/** `5D_Slope` and the other slopes look back five days. */
const SLOPE = 5 * DAY;

/** Raw prices and volume are non-stationary: where the bar stands in its day and its neighbourhood instead. */
const BAR: readonly FeatureEntry[] = [
  entry('spy_open', 'gap'),
  entry('spy_high', 'distance_to_previous_high'),
  entry('spy_low', 'distance_to_previous_low'),
  entry('spy_close', 'log_return', { bars: 1 }),
  entry('spy_volume', 'relative_volume', { sessions: 20, minimum: 5 }),
];

/** A level of the side series against its own mean of five days, and its last change; missing where no such series is chosen. */
const side = (name: string, source: FeatureSource): FeatureEntry[] => [
  entry(`${name}_close`, 'distance_to_sma', { period: 5 * DAY }, { source }),
  entry(`${name}_return`, 'log_return', { bars: 1 }, { source }),
];

const BANDS: readonly FeatureEntry[] = [
  entry('bb_percent_b', 'bollinger_percent_b', { period: 20 }),
  entry('bb_bandwidth', 'bollinger_bandwidth', { period: 20 }),
  entry('bb_1d_percent_b', 'bollinger_percent_b', { period: DAY }),
  entry('volatility', 'deviation_ratio', { period: 40 }),
  entry('atr', 'atr_ratio', { period: 14 }),
  entry('atr_20', 'atr_fraction', { atr_bars: 20 }),
  entry('donchian_position', 'donchian_position', { period: 20 }),
  entry('donchian_width', 'donchian_width', { period: 20 }),
];

/** The flags `…_above_zero` and `ursi_above_50` repeat a number beside them and are left out. */
const OSCILLATORS: readonly FeatureEntry[] = [
  entry('admf', 'directed_money_flow', { period: 20, weight: 0.6 }),
  entry('roc', 'momentum', { bars: 10 }),
  entry('ultimate_rsi', 'ultimate_rsi', { period: 14 }),
  entry('ultimate_rsi_signal', 'ultimate_rsi_signal', { period: 14, signal: 5 }),
  entry('fisher', 'fisher', { period: 10 }),
  entry('fisher_trigger', 'fisher_trigger', { period: 10 }),
];

const AVERAGES: readonly FeatureEntry[] = [
  entry('dist_to_ema21', 'distance_to_ema', { period: 21 * DAY }),
  entry('dist_to_ema50', 'distance_to_ema', { period: 50 * DAY }),
  ...[5, 20, 50, 100, 150, 200].map((days) =>
    entry(`dist_to_${days}d_sma`, 'distance_to_sma', { period: days * DAY }),
  ),
  // In ATR per bar, not in dollars per bar.
  entry('slope_5d', 'sma_angle', { period: 5 * DAY, bars: SLOPE }),
  entry('slope_ema21', 'ema_angle', { period: 21 * DAY, bars: SLOPE }),
  entry('slope_ema50', 'ema_angle', { period: 50 * DAY, bars: SLOPE }),
  entry('slope_20d', 'sma_angle', { period: 20 * DAY, bars: SLOPE }),
  entry('slope_50d', 'sma_angle', { period: 50 * DAY, bars: SLOPE }),
];

const CANDLE: readonly FeatureEntry[] = [
  entry('candle_body', 'body_ratio'),
  entry('upper_wick', 'upper_wick_ratio'),
  entry('lower_wick', 'lower_wick_ratio'),
  entry('candle_relative_position', 'close_position'),
  entry('candle_direction', 'candle_direction'),
];

const LEVELS = [
  ...[5, 10, 20, 50, 100].map((days) => ({ name: `${days}d_sma`, level: 'sma', period: days * DAY })),
  { name: 'bb_1d_upper', level: 'bollinger_upper', period: DAY },
  { name: 'bb_1d_lower', level: 'bollinger_lower', period: DAY },
];

/** Proximity is the nearness within the band: the signed one repeats the distances above. */
const BOUNCES: readonly FeatureEntry[] = LEVELS.flatMap(({ name, level, period }) => [
  entry(`bounce_${name}`, `bounce_${level}`, { period, band: 1 }),
  entry(`bounce_strength_${name}`, `bounce_strength_${level}`, { period, band: 1 }),
  entry(`touch_count_${name}`, `touch_share_${level}`, { period, band: 1, touches: 20 }),
  entry(`proximity_${name}`, `proximity_${level}`, { period, band: 1 }),
]);

/** One day is 13 bars (26 were called one). The autocorrelation is the window's own, not the series'. */
const STATISTICS: readonly FeatureEntry[] = [
  entry('autocorr_30m', 'autocorrelation', { period: 5 * DAY }),
  ...[1, 5].flatMap((days) => [
    entry(`skewness_${days}d`, 'skewness', { period: days * DAY }),
    entry(`z_score_${days}d`, 'z_score', { period: days * DAY }),
    entry(`percentile_${days}d`, 'percentile_rank', { period: days * DAY }),
    entry(`entropy_${days}d`, 'return_entropy', { period: days * DAY }),
  ]),
  entry('market_state', 'market_state', { period: 5 * DAY }),
];

export const SPY_30M: FeatureSet = {
  id: 'spy-30m',
  version: 1,
  title: 'SPY half hours',
  description:
    'The published 80 inputs of the SPY half-hour forecast in forms without price levels: raw prices became distances and returns, slopes are in ATR, entropy is that of returns. Made for 30-minute decisions; the slowest average takes 200 days. VIX and dollar columns are missing where no volatility or currency series is chosen.',
  entries: [
    ...BAR,
    ...side('vix', 'volatility'),
    ...side('uup', 'currency'),
    ...BANDS,
    ...OSCILLATORS,
    ...AVERAGES,
    ...CANDLE,
    ...BOUNCES,
    ...STATISTICS,
  ],
};
