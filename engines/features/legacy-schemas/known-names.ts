// What each name of a foreign schema is computed by here, and in which words the formula was corrected. The names of our own sets
// are taken from those, so that a set and the mapping cannot differ. Called by map.ts.

import type { FeatureEntry } from '../definition.ts';
import { PATTERNS } from '../patterns/index.ts';
import { type EntryPlace, entry } from '../sets/entry.ts';
import { META_5 } from '../sets/meta-5.ts';
import { META_29 } from '../sets/meta-29.ts';
import { SCALPER_52 } from '../sets/scalper-52.ts';
import { DAILY_NAMES } from './daily-names.ts';

export interface KnownName {
  readonly entry: FeatureEntry;
  /** How our formula differs on purpose; absent where it is the published one. */
  readonly words?: string;
}

const future: EntryPlace = { source: 'future' };
const minutes = (timeframe: '1m' | '3m' | '5m'): EntryPlace => ({ timeframe });

const LEVEL = 'a price level: taken as distance from the price';
const FIXED_WINDOW = 'a fixed window instead of whatever the list held';
const OWN_FLOW = 'from the side series “future”, missing where it is: missing was written as 0';
const PRIOR_TREND = 'the trend before a reversal is read on bars 1 to 3 instead of 0 to 2';
const CAN_FIRE = `${PRIOR_TREND}: the published rule could never fire`;
const CROSS = 'signs turned round: an upper wick warns with bearish flow, a lower one with bullish';
const LIVE = 'one definition, the live one; offline another was used';
const FOR_BOTH_SIDES = 'published for shorts; mirrored for longs';

/** Corrections of names that our own sets carry. Keys are lower case. */
const SET_WORDS: Readonly<Record<string, string>> = {
  ema_8: LEVEL,
  ema_21: LEVEL,
  ema_50: LEVEL,
  ta_macd_hist: 'in percent of the price instead of clipped index points',
  ta_bb_pctb: 'not clipped to 0 to 1',
  ta_bb_bw: 'in percent, not clipped',
  ta_cci: 'not divided by 200 and clipped',
  ta_adx: "Wilder's smoothing instead of plain sums",
  ta_mfi: OWN_FLOW,
  ta_mom14: 'relative to the earlier close, not clipped',
  ta_obv_z: OWN_FLOW,
  micro_imbalance: FIXED_WINDOW,
  mean_drift_pct: FIXED_WINDOW,
  last_zscore: 'sample instead of population deviation',
  atr_1t: `a share of the price; ${LIVE}`,
  atr_3t: `a share of the price; ${LIVE}`,
  rv_10: `of returns, not of price differences; ${LIVE}`,
  tod_sin: `minutes since the open over 375; ${LIVE}`,
  tod_cos: `minutes since the open over 375; ${LIVE}`,
  sr_breakout_up: 'against the bars before, not a range that holds the bar itself',
  sr_breakout_dn: 'against the bars before, not a range that holds the bar itself',
  vwap_reversion_flag: OWN_FLOW,
  cvd_divergence: OWN_FLOW,
  fut_vwap_dev: 'the future against its own VWAP: the spot against it is mostly the basis',
  fut_cvd_delta: OWN_FLOW,
  fut_vol_delta: 'relative to the mean volume instead of 10,000 units',
  struct_fvg_up_present: 'bars 1 and 3 instead of neighbours',
  struct_fvg_down_present: 'bars 1 and 3 instead of neighbours',
  struct_ob_bull_present: 'the last falling candle before an impulse, not the low of the window',
  struct_ob_bear_present: 'the last rising candle before an impulse, not the high of the window',
  rev_cross_upper_wick_cvd: CROSS,
  rev_cross_lower_wick_cvd: CROSS,
  rev_cross_upper_wick_vwap: CROSS,
  rev_cross_lower_wick_vwap: CROSS,
  mtf_consensus: 'from patterns that can all fire, on bars complete at the decision',
  atr_val: 'a share of the price instead of rupees',
  tr_val: 'a share of the price instead of rupees',
  range_to_atr: 'against the ATR of the bar before, which does not hold the bar itself',
  vwap_dist_atr: 'a VWAP of the last 75 bars instead of one since the file began',
  dollar_vol: 'logarithm against its mean instead of rupees',
  illiquidity_proxy: 'per usual turnover instead of per rupee',
  bars_left_in_day: 'from the calendar instead of 75 − index',
  touch_depth: FOR_BOTH_SIDES,
  rejection_body_ratio: FOR_BOTH_SIDES,
  upper_wick_ratio: FOR_BOTH_SIDES,
  consec_below_avwap: FOR_BOTH_SIDES,
  pullback_from_low20_atr: FOR_BOTH_SIDES,
};

const NEVER_FIRED = new Set(['morning_star', 'evening_star', 'piercing_line', 'dark_cloud']);
const AFTER_A_TREND = new Set([
  'hammer',
  'inverted_hammer',
  'shooting_star',
  'thestrat_2d_1_2u_rev',
  'thestrat_2u_1_2d_rev',
]);

function patternName(id: string): KnownName {
  const own = entry(`pat_is_${id}`, `pattern_${id}`);
  if (NEVER_FIRED.has(id)) return { entry: own, words: CAN_FIRE };
  return AFTER_A_TREND.has(id) ? { entry: own, words: PRIOR_TREND } : { entry: own };
}

const EXTRA: readonly KnownName[] = [
  { entry: entry('ema_9', 'distance_to_ema', { period: 9 }), words: LEVEL },
  { entry: entry('ema_15', 'distance_to_ema', { period: 15 }), words: LEVEL },
  { entry: entry('ta_macd', 'macd_line'), words: 'in percent of the price' },
  { entry: entry('ta_macd_line', 'macd_line'), words: 'in percent of the price' },
  { entry: entry('ta_macd_signal', 'macd_signal'), words: 'in percent of the price' },
  { entry: entry('ta_bb_upper', 'distance_to_bollinger_upper'), words: LEVEL },
  { entry: entry('ta_bb_mid', 'distance_to_sma', { period: 20 }), words: LEVEL },
  { entry: entry('ta_bb_lower', 'distance_to_bollinger_lower'), words: LEVEL },
  { entry: entry('ta_di_plus', 'plus_di') },
  { entry: entry('ta_di_minus', 'minus_di') },
  { entry: entry('ta_di_spread', 'di_difference') },
  { entry: entry('ta_supertrend_dir', 'supertrend_direction') },
  { entry: entry('ta_supertrend_flip', 'supertrend_flip') },
  { entry: entry('struct_pivot_is_swing_high', 'swing_high', { bars: 20 }) },
  { entry: entry('struct_pivot_is_swing_low', 'swing_low', { bars: 20 }) },
  { entry: entry('struct_fvg_up_size', 'fvg_up_size'), words: 'bars 1 and 3 instead of neighbours' },
  { entry: entry('struct_fvg_down_size', 'fvg_down_size'), words: 'bars 1 and 3 instead of neighbours' },
  {
    entry: entry('struct_ob_bull_dist', 'order_block_bull_distance'),
    words: SET_WORDS.struct_ob_bull_present!,
  },
  {
    entry: entry('struct_ob_bear_dist', 'order_block_bear_distance'),
    words: SET_WORDS.struct_ob_bear_present!,
  },
  { entry: entry('mtf_adj', 'mtf_adjustment'), words: SET_WORDS.mtf_consensus! },
  ...(['1m', '3m', '5m'] as const).flatMap((timeframe): KnownName[] => {
    const name = `mtf_tf_${timeframe.replace('m', 't')}`;
    return [
      { entry: entry(name, 'pattern_vote', {}, minutes(timeframe)), words: PRIOR_TREND },
      { entry: entry(`${name}_adj`, 'pattern_adjustment', {}, minutes(timeframe)), words: PRIOR_TREND },
    ];
  }),
  { entry: entry('probability_adjustment', 'pattern_adjustment'), words: PRIOR_TREND },
  {
    entry: entry('pat_rvol', 'relative_activity'),
    words: 'volume, or ranges where nothing trades, instead of ticks counted by one feed',
  },
  {
    entry: entry('pat_confirmed_by_rvol', 'activity_confirmed'),
    words: 'volume, or ranges where nothing trades, instead of ticks counted by one feed',
  },
  { entry: entry('indicator_score') },
  { entry: entry('price_range_tightness', 'range_tightness') },
  { entry: entry('is_bull_setup', 'setup_bull') },
  { entry: entry('is_bear_setup', 'setup_bear') },
  { entry: entry('flow_side') },
  { entry: entry('flow_score') },
  { entry: entry('flow_vwap_side', 'vwap_side') },
  { entry: entry('imbalance', 'micro_imbalance', { bars: 32 }), words: FIXED_WINDOW },
  { entry: entry('mean_drift', 'momentum', { bars: 31 }), words: FIXED_WINDOW },
  { entry: entry('flow_micro_imb', 'micro_imbalance', { bars: 32 }), words: FIXED_WINDOW },
  { entry: entry('flow_fut_vwap_dev', 'vwap_deviation', {}, future), words: SET_WORDS.fut_vwap_dev! },
  { entry: entry('flow_fut_cvd', 'cvd_delta', {}, future), words: OWN_FLOW },
  { entry: entry('flow_fut_vol', 'volume_delta', {}, future), words: SET_WORDS.fut_vol_delta! },
  { entry: entry('fut_session_vwap', 'distance_to_vwap', {}, future), words: LEVEL },
  ...PATTERNS.map(({ id }) => patternName(id)),
];

function known(): ReadonlyMap<string, KnownName> {
  const names = new Map<string, KnownName>();
  for (const one of [...DAILY_NAMES, ...EXTRA]) names.set(one.entry.name, one);
  for (const { entries } of [SCALPER_52, META_29, META_5])
    for (const own of entries) {
      const words = SET_WORDS[own.name];
      names.set(own.name, words === undefined ? { entry: own } : { entry: own, words });
    }
  return names;
}

/** By lower-case name. */
export const KNOWN_NAMES: ReadonlyMap<string, KnownName> = known();
