// meta-29: the extended inputs of the meta-label pipeline (AVWAP v11 as published), made scale-free. On 5-minute decision bars, for
// proposed trades. Names are the published ones; what a name stands for is corrected where it was an amount, or meant a short only.

import type { FeatureEntry, FeatureSet } from '../definition.ts';
import { entry } from './entry.ts';

/** A: returns and volatility. `atr_val` and `tr_val` were rupees; here they are fractions of the close. */
const RETURNS_AND_VOLATILITY: readonly FeatureEntry[] = [
  entry('ret_1', 'log_return', { bars: 1 }),
  entry('ret_2', 'log_return', { bars: 2 }),
  entry('ret_3', 'log_return', { bars: 3 }),
  entry('atr_val', 'atr_fraction', { atr_bars: 14 }),
  entry('tr_val', 'mean_range', { bars: 1 }),
  entry('atr_pctile_50', 'atr_percentile', { bars: 50, atr_bars: 14 }),
  entry('bb_width', 'bollinger_bandwidth', { period: 20, deviations: 2 }),
  entry('bb_position', 'bollinger_percent_b', { period: 20, deviations: 2 }),
  entry('range_to_atr', 'range_to_atr', { atr: 14 }),
];

/**
 * B: trend and location. The published `vwap_dist_atr` measured from a VWAP that ran on over the whole file, so that it meant
 * something else every day; here it is that of the last 75 bars, a regular session's worth. `avwap_dist_atr` is anchored at the
 * session's open, as the strategy reads it.
 */
const TREND_AND_LOCATION: readonly FeatureEntry[] = [
  entry('ema20_slope', 'ema_slope', { period: 20, bars: 6 }),
  entry('ema50_slope', 'ema_slope', { period: 50, bars: 6 }),
  entry('adx_val', 'adx', { period: 14, seed: 1 }),
  entry('di_plus', 'plus_di', { period: 14, seed: 1 }),
  entry('di_minus', 'minus_di', { period: 14, seed: 1 }),
  entry('di_diff', 'di_difference', { period: 14, seed: 1 }),
  entry('vwap_dist_atr', 'rolling_vwap_distance_atr', { bars: 75, atr_bars: 14 }),
  entry('avwap_dist_atr', 'vwap_distance_atr', { atr_bars: 14 }),
];

/**
 * C: volume. Rupees of turnover tell one instrument from another and not one moment from another: both numbers are taken against
 * the mean of the last 75 bars.
 */
const VOLUME: readonly FeatureEntry[] = [
  entry('vol_zscore_20', 'volume_z_score', { period: 20 }),
  entry('dollar_vol', 'log_turnover', { bars: 75 }),
  entry('illiquidity_proxy', 'illiquidity', { bars: 75 }),
];

/** D: time. Bars left come from the calendar: 75 − index counts bars that do not come on a short day. */
const TIME: readonly FeatureEntry[] = [
  entry('minute_bucket', 'session_bucket', { minutes: 30 }),
  entry('bars_left_in_day', 'bars_left'),
  entry('gap_pct', 'gap'),
];

/**
 * E: structure. The published formulas describe a short (bars below the VWAP, upper wick, distance from the low); here each is
 * mirrored for a long, so that one value means one thing.
 */
const STRUCTURE: readonly FeatureEntry[] = [
  entry('touch_depth', 'touch_depth_atr', { atr_bars: 14 }),
  entry('rejection_body_ratio'),
  entry('upper_wick_ratio', 'rejection_wick_ratio'),
  entry('consec_below_avwap', 'closes_with_side', { cap: 10 }),
  entry('pullback_from_low20_atr', 'pullback_atr', { bars: 20, atr_bars: 14 }),
];

/** F: side. */
const SIDE: readonly FeatureEntry[] = [entry('side')];

export const META_29: FeatureSet = {
  id: 'meta-29',
  version: 1,
  title: 'Meta-label, 29 features',
  description:
    'Returns, trend, volume, time, structure and side of a proposed trade, for 5-minute decision bars (AVWAP v11 as published). No amounts: ranges over the price, turnover over its mean. Structure is seen from the trade: what the published names say of shorts is mirrored for longs. Bars left come from the calendar.',
  entries: [...RETURNS_AND_VOLATILITY, ...TREND_AND_LOCATION, ...VOLUME, ...TIME, ...STRUCTURE, ...SIDE],
};
