// scalper-52: 52 of the inputs of the one-minute direction system (the published scalper), each in its corrected form. Comments name
// the defect a correction avoids. Decisions on 1-minute bars: the pattern consensus needs 1-minute bars to exist.

import type { FeatureEntry, FeatureSet } from '../definition.ts';
import { entry } from './entry.ts';

/**
 * Trend. Every average is a distance from the price in percent (the raw averages carried the index level, two of them
 * divided by the deviation of price changes and one not). `last_price` is gone: relative to itself nothing is left of it.
 */
const TREND: readonly FeatureEntry[] = [
  entry('ema_8', 'distance_to_ema', { period: 8 }),
  entry('ema_21', 'distance_to_ema', { period: 21 }),
  entry('ema_50', 'distance_to_ema', { period: 50 }),
  entry('ema_trend', 'ema_spread', { fast: 8, slow: 21 }),
];

/** The oscillator bundle, alive (it was a constant), from one implementation for training and serving. */
const OSCILLATORS: readonly FeatureEntry[] = [
  entry('ta_rsi14', 'rsi', { period: 14 }),
  // In percent of the price (in index points, clipped at ±5, saturated most of the day).
  entry('ta_macd_hist', 'macd_histogram', { fast: 12, slow: 26, signal: 9 }),
  // Not clipped to 0..1: beyond the bands is where the information is.
  entry('ta_bb_pctb', 'bollinger_percent_b', { period: 20, deviations: 2 }),
  entry('ta_bb_bw', 'bollinger_bandwidth', { period: 20, deviations: 2 }),
  entry('ta_stoch_k', 'stochastic_k', { range: 14, smoothing: 1 }),
  entry('ta_stoch_d', 'stochastic_d', { range: 14, smoothing: 1, signal: 3 }),
  // Unscaled: the published scalper's division by 200 and clip at ±3 lost what lay beyond; a tree needs neither.
  entry('ta_cci', 'cci', { period: 20 }),
  // Wilder's smoothing; the published scalper called plain sums ADX.
  entry('ta_adx', 'adx', { period: 14 }),
  // Volume of the future where the instrument is an index: an index has none, and 0 is not a measurement.
  entry('ta_mfi', 'mfi', { period: 14 }, { source: 'future' }),
  entry('ta_mom14', 'momentum', { bars: 14 }),
  entry('ta_obv_z', 'obv_z_score', { bars: 100 }, { source: 'future' }),
];

/** The last bars. Windows have a fixed length; the published scalper took whatever its list held since the last restart. */
const MICRO_TREND: readonly FeatureEntry[] = [
  entry('micro_slope', 'micro_slope', { bars: 5 }),
  entry('micro_imbalance', 'micro_imbalance', { bars: 32 }),
  entry('mean_drift_pct', 'momentum', { bars: 31 }),
  entry('last_zscore', 'z_score', { period: 32 }),
];

/**
 * Volatility and time: one definition, the live one (5 and 15 bars, returns, minutes since the open over 375); offline the published scalper
 * took 14 and 42 bars, price differences and the minute of the day over 1440.
 */
const VOLATILITY_AND_TIME: readonly FeatureEntry[] = [
  entry('atr_1t', 'mean_range', { bars: 5 }),
  entry('atr_3t', 'mean_range', { bars: 15 }),
  entry('rv_10', 'realised_volatility', { period: 10 }),
  entry('tod_sin', 'tod_sin', { minutes: 375 }),
  entry('tod_cos', 'tod_cos', { minutes: 375 }),
];

/** Support and resistance as fractions of the price. A breakout leaves the bars before it, not a range that holds the bar itself. */
const RANGE_EDGES: readonly FeatureEntry[] = [
  entry('sr_1t_hi_dist', 'high_distance', { bars: 1 }),
  entry('sr_1t_lo_dist', 'low_distance', { bars: 1 }),
  entry('sr_3t_hi_dist', 'high_distance', { bars: 3 }),
  entry('sr_3t_lo_dist', 'low_distance', { bars: 3 }),
  entry('sr_5t_hi_dist', 'high_distance', { bars: 5 }),
  entry('sr_5t_lo_dist', 'low_distance', { bars: 5 }),
  entry('sr_breakout_up', 'breakout_up', { bars: 5 }),
  entry('sr_breakout_dn', 'breakout_down', { bars: 5 }),
];

/**
 * Flow, from the future: missing where its bars are (missing was 0, and the model learned from the constant;
 * rows without VWAP counted as valid). The deviation is the future's own: spot against the VWAP of a future is mostly
 * the basis. Volume changes are relative to their mean (the published scalper divided by 10,000).
 */
const FLOW: readonly FeatureEntry[] = [
  entry('wick_extreme_up'),
  entry('wick_extreme_down'),
  entry('vwap_reversion_flag', 'vwap_reversion_flag', {}, { source: 'future' }),
  entry('cvd_divergence', 'cvd_divergence', {}, { source: 'future' }),
  entry('fut_vwap_dev', 'vwap_deviation', {}, { source: 'future' }),
  entry('fut_cvd_delta', 'cvd_delta', {}, { source: 'future' }),
  entry('fut_vol_delta', 'volume_delta', {}, { source: 'future' }),
];

/** Structure: fair-value gaps between bars 1 and 3 (adjacent bars were compared). */
const STRUCTURE: readonly FeatureEntry[] = [
  entry('struct_pivot_swipe_up', 'swipe_up'),
  entry('struct_pivot_swipe_down', 'swipe_down'),
  entry('struct_fvg_up_present', 'fvg_up'),
  entry('struct_fvg_down_present', 'fvg_down'),
  entry('struct_ob_bull_present', 'order_block_bull'),
  entry('struct_ob_bear_present', 'order_block_bear'),
  entry('struct_pivot_dist_from_high', 'dist_from_high', { bars: 20 }),
  entry('struct_pivot_dist_from_low', 'dist_from_low', { bars: 20 }),
];

/**
 * Reversal crosses: an upper wick with bearish flow, a lower one with bullish (the signs were the other way round).
 * Wick and flow are those of the same instrument, the future.
 */
const CROSSES: readonly FeatureEntry[] = [
  entry('rev_cross_upper_wick_cvd', 'rev_cross_upper_wick_cvd', {}, { source: 'future' }),
  entry('rev_cross_lower_wick_cvd', 'rev_cross_lower_wick_cvd', {}, { source: 'future' }),
  entry('rev_cross_upper_wick_vwap', 'rev_cross_upper_wick_vwap', {}, { source: 'future' }),
  entry('rev_cross_lower_wick_vwap', 'rev_cross_lower_wick_vwap', {}, { source: 'future' }),
];

/** Do the patterns of 1, 3 and 5 minutes agree: stars and piercing lines can fire, no win rates as inputs. */
const PATTERNS: readonly FeatureEntry[] = [entry('mtf_consensus')];

export const SCALPER_52: FeatureSet = {
  id: 'scalper-52',
  version: 1,
  title: 'Scalper, 52 features',
  description:
    'The one-minute direction system’s inputs, corrected: no price levels, one definition for training and serving, reversal signs the right way round. Needs 1-minute bars (smallest timeframe 1 minute; the pattern consensus reads 1, 3 and 5 minutes). Flow comes from the side series “future” and is missing where there is none. For a share that trades itself, edit a version that reads flow from the instrument.',
  entries: [
    ...TREND,
    ...OSCILLATORS,
    ...MICRO_TREND,
    ...VOLATILITY_AND_TIME,
    ...RANGE_EDGES,
    ...FLOW,
    ...STRUCTURE,
    ...CROSSES,
    ...PATTERNS,
  ],
};
