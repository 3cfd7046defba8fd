// Every name becomes a feature that exists, or is refused with a reason; what differs from the published formula is told.

import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../catalogue.ts';
import { resolveSet } from '../resolve.ts';
import { META_5 } from '../sets/meta-5.ts';
import { META_29 } from '../sets/meta-29.ts';
import { SCALPER_52 } from '../sets/scalper-52.ts';
import { KNOWN_NAMES } from './known-names.ts';
import { mapLegacySchema } from './map.ts';
import { refusalOf } from './refusals.ts';

const PATTERN_NAMES =
  'bearish_engulfing bullish_engulfing dark_cloud doji evening_star hammer harami_bearish harami_bullish inside_bar inverted_hammer morning_star outside_bar piercing_line shooting_star thestrat_2d2d_cont thestrat_2d_1_2u_rev thestrat_2u2u_cont thestrat_2u_1_2d_rev three_black_crows three_white_soldiers'.split(
    ' ',
  );

/** The 99 names of the later one-minute system, written out from its schema. */
const NAMES_99 = [
  ...'atr_1t atr_3t cvd_divergence ema_21 ema_50 ema_8 last_price last_zscore mean_drift_pct micro_imbalance'.split(
    ' ',
  ),
  ...'micro_slope mtf_adj mtf_consensus mtf_tf_5T mtf_tf_5T_adj pat_confirmed_by_rvol'.split(' '),
  ...PATTERN_NAMES.map((name) => `pat_is_${name}`),
  'pat_rvol',
  ...PATTERN_NAMES.map((name) => `pat_winrate_${name}`),
  'probability_adjustment',
  ...['lower', 'upper'].flatMap((edge) => ['cvd', 'vwap'].map((flow) => `rev_cross_${edge}_wick_${flow}`)),
  'rv_10',
  ...['1T', '3T', '5T'].flatMap((bars) => [`sr_${bars}_hi_dist`, `sr_${bars}_lo_dist`]),
  ...'sr_breakout_dn sr_breakout_up struct_fvg_down_present struct_fvg_down_size struct_fvg_up_present'.split(
    ' ',
  ),
  ...'struct_fvg_up_size struct_ob_bear_dist struct_ob_bear_present struct_ob_bull_dist struct_ob_bull_present'.split(
    ' ',
  ),
  ...'struct_pivot_dist_from_high struct_pivot_dist_from_low struct_pivot_is_swing_high'.split(' '),
  ...'struct_pivot_is_swing_low struct_pivot_swipe_down struct_pivot_swipe_up ta_bb_bw ta_bb_lower ta_bb_mid'.split(
    ' ',
  ),
  ...'ta_bb_pctb ta_bb_upper ta_macd ta_macd_hist ta_macd_signal ta_rsi14 tod_cos tod_sin vwap_reversion_flag'.split(
    ' ',
  ),
  ...'wick_extreme_down wick_extreme_up'.split(' '),
];

const asSet = (entries: ReturnType<typeof mapLegacySchema>['entries']) =>
  resolveSet({ id: 'mapped', version: 1, title: '', description: '', entries }, CATALOGUE);

describe('mapLegacySchema', () => {
  it('maps the 99-name schema but for the price itself and the constant win rates', () => {
    expect(NAMES_99).toHaveLength(99);
    const { entries, unmapped, corrected } = mapLegacySchema(NAMES_99);
    expect(entries).toHaveLength(78);
    expect(unmapped.map(({ name }) => name)).toEqual([
      'last_price',
      ...PATTERN_NAMES.map((name) => `pat_winrate_${name}`),
    ]);
    expect(corrected).toHaveLength(51);
    expect(asSet(entries).names).toEqual(
      NAMES_99.filter((name) => unmapped.every((refused) => refused.name !== name)).map((name) =>
        name.toLowerCase(),
      ),
    );
  });

  it.each([META_5, META_29, SCALPER_52])('maps every name of $id to that set’s own entry', (set) => {
    const { entries, unmapped } = mapLegacySchema(set.entries.map(({ name }) => name));
    expect(entries).toEqual(set.entries);
    expect(unmapped).toEqual([]);
  });

  it('tells what was corrected where a published formula was wrong', () => {
    const { corrected } = mapLegacySchema([
      'rev_cross_upper_wick_cvd',
      'ema_8',
      'pat_is_morning_star',
      'ta_rsi14',
    ]);
    expect(corrected.map(({ name }) => name)).toEqual([
      'rev_cross_upper_wick_cvd',
      'ema_8',
      'pat_is_morning_star',
    ]);
    expect(corrected[0]!.words).toContain('signs turned round');
    expect(corrected[2]!.words).toContain('could never fire');
  });

  it.each([
    ['aux_ret_main', 'after the decision'],
    ['aux_label_short', 'after the decision'],
    ['target_binary', 'after the decision'],
    ['pat_winrate_hammer', 'constant'],
    ['last_price', 'price itself'],
    ['close', 'raw price'],
    ['market_cap', 'fundamental'],
    ['pe_ratio', 'fundamental'],
    ['sent_60m', 'Sentiment'],
    ['news_volume', 'Sentiment'],
    ['sector_momentum', 'side series'],
    ['meta_p_xgb_raw', 'another model'],
    ['std_dltp_short', 'ticks'],
    ['teacher_strength', 'decision of the system'],
    ['moon_phase', 'Not a name of any schema known here'],
  ])('refuses %s: %s', (name, words) => {
    const { entries, unmapped } = mapLegacySchema([name]);
    expect(entries).toEqual([]);
    expect(unmapped).toEqual([{ name, reason: expect.stringContaining(words) }]);
  });

  it('keeps a name listed twice once, whatever its case, and says so', () => {
    const { entries, unmapped } = mapLegacySchema(['ema_8', 'EMA_8']);
    expect(entries.map(({ name }) => name)).toEqual(['ema_8']);
    expect(unmapped).toEqual([{ name: 'EMA_8', reason: expect.stringContaining('twice') }]);
  });

  it('every name it knows can be computed, none is refused as well, and keys are the entries’ own names', () => {
    expect(asSet([...KNOWN_NAMES.values()].map(({ entry }) => entry)).names).toEqual([...KNOWN_NAMES.keys()]);
    for (const name of KNOWN_NAMES.keys()) expect(refusalOf(name), name).toBeNull();
  });
});
