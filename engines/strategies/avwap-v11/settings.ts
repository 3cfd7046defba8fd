// The parameters of AVWAP v11 as typed settings, one record per side, so that the rules read names and never strings.

import type { ParameterValues } from '../../parameters/parameters.ts';
import type { ExitPlan, Side } from '../contract.ts';
import { parseTimeOfDay } from '../exchange-clock.ts';

/** What differs between the sides; the rules themselves are mirrored by the sign of `side`. */
export interface SideSettings {
  readonly side: Side;
  readonly moderateMinAtr: number;
  readonly adxMin: number;
  readonly adxSlopeMin: number;
  /** Inclusive limits; the open end is ±∞. */
  readonly rsiMin: number;
  readonly rsiMax: number;
  readonly stochasticMin: number;
  readonly stochasticMax: number;
  readonly pullback: boolean;
  /** Evidence: the run of closes may start on the impulse bar itself. */
  readonly impulseCountsAsEvidence: boolean;
  readonly exits: ExitPlan;
}

export interface TimeWindow {
  /** Minutes since local midnight, both inclusive. */
  readonly from: number;
  readonly to: number;
}

export interface Settings {
  readonly sides: readonly SideSettings[];
  readonly hindsight: boolean;
  readonly minHistoryBars: number;
  readonly session: TimeWindow;
  readonly windows: readonly TimeWindow[];
  readonly minBarsLeft: number;
  readonly minBarsForScan: number;
  /** Scheduled bars that must follow an impulse. */
  readonly tailBars: number;
  readonly moderateMaxAtr: number;
  readonly hugeMinAtr: number;
  readonly hugeMinRangeAtr: number;
  readonly closeNearExtremeMax: number;
  readonly smallCounterMaxAtr: number;
  readonly atrFractionMin: number;
  readonly volumeMinRatio: number;
  readonly requireEvidence: boolean;
  readonly touchCounts: boolean;
  readonly minConsecutiveCloses: number;
  readonly evidenceMode: 'any' | 'both';
  readonly distanceMinAtr: number;
  readonly distanceMaxAtr: number;
  readonly lagModerate: number;
  readonly lagPullback: number;
  readonly lagHuge: number;
  readonly bounceBars: number;
  readonly confirmClose: boolean;
  readonly bufferRupees: number;
  readonly bufferFraction: number;
  readonly atrPeriod: number;
  readonly emaFastPeriod: number;
  readonly emaSlowPeriod: number;
  readonly rsiPeriod: number;
  readonly stochasticPeriods: { readonly range: number; readonly smoothing: number; readonly signal: number };
  readonly adxPeriod: number;
  readonly volumeAveragePeriod: number;
}

export function settingsOf(values: ParameterValues): Settings {
  const number = (name: string) => values[name] as number;
  const flag = (name: string) => values[name] as boolean;
  const minute = (name: string) => parseTimeOfDay(values[name] as string);
  const evidenceWindow = values.evidence_window as string;

  function exitsOf(prefix: string): ExitPlan {
    const breakeven = flag('enable_breakeven');
    const trailing = flag('enable_trailing_stop');
    return Object.freeze({
      basis: 'fill',
      stop: number(`${prefix}_stop_pct`),
      target: number(`${prefix}_target_pct`),
      breakevenTrigger: breakeven || trailing ? number(`${prefix}_be_trigger_pct`) : Number.NaN,
      breakevenPad: breakeven ? number(`${prefix}_be_pad_pct`) : Number.NaN,
      trail: trailing ? number(`${prefix}_trail_pct`) : Number.NaN,
    });
  }

  function sideOf(side: Side): SideSettings {
    const prefix = side === 1 ? 'long' : 'short';
    return {
      side,
      moderateMinAtr: number(`${prefix}_mod_impulse_min_atr`),
      adxMin: number(`${prefix}_adx_min`),
      adxSlopeMin: number(`${prefix}_adx_slope_min`),
      rsiMin: side === 1 ? number('long_rsi_min') : Number.NEGATIVE_INFINITY,
      rsiMax: side === 1 ? Number.POSITIVE_INFINITY : number('short_rsi_max'),
      stochasticMin: side === 1 ? number('long_stoch_min') : Number.NEGATIVE_INFINITY,
      stochasticMax: side === 1 ? number('long_stoch_max') : number('short_stoch_max'),
      pullback: flag(`${prefix}_enable_setup_a_pullback_c2_break`),
      impulseCountsAsEvidence:
        evidenceWindow === 'symmetric' || (evidenceWindow === 'published' && side === -1),
      exits: exitsOf(prefix),
    };
  }

  const windows: TimeWindow[] = [{ from: minute('window_start'), to: minute('window_end') }];
  if (flag('use_second_window'))
    windows.push({ from: minute('second_window_start'), to: minute('second_window_end') });
  const sides: Side[] = values.sides === 'short' ? [-1] : values.sides === 'long' ? [1] : [-1, 1];

  return {
    sides: sides.map(sideOf),
    hindsight: values.scan_order === 'published',
    minHistoryBars: number('min_history_bars'),
    session: { from: minute('session_start'), to: minute('session_end') },
    windows,
    minBarsLeft: number('min_bars_left_after_entry'),
    minBarsForScan: number('min_bars_for_scan'),
    tailBars: flag('allow_incomplete_tail') ? 1 : 3,
    moderateMaxAtr: number('mod_impulse_max_atr'),
    hugeMinAtr: number('huge_impulse_min_atr'),
    hugeMinRangeAtr: number('huge_impulse_min_range_atr'),
    closeNearExtremeMax: number('close_near_extreme_max'),
    smallCounterMaxAtr: number('small_counter_max_atr'),
    atrFractionMin: number('atr_pct_min'),
    volumeMinRatio: number('volume_min_ratio'),
    requireEvidence: flag('require_avwap_rule'),
    touchCounts: flag('avwap_touch'),
    minConsecutiveCloses: number('avwap_min_consec_closes'),
    evidenceMode: values.avwap_mode === 'both' ? 'both' : 'any',
    distanceMinAtr: number('avwap_dist_atr_mult'),
    distanceMaxAtr: number('avwap_dist_atr_max'),
    lagModerate: number('lag_a_mod'),
    lagPullback: number('lag_a_pullback'),
    lagHuge: number('lag_b_huge'),
    bounceBars: number('bounce_bars'),
    confirmClose: flag('require_entry_close_confirm'),
    bufferRupees: number('buffer_abs'),
    bufferFraction: number('buffer_pct'),
    atrPeriod: number('atr_period'),
    emaFastPeriod: number('ema_fast_period'),
    emaSlowPeriod: number('ema_slow_period'),
    rsiPeriod: number('rsi_period'),
    stochasticPeriods: {
      range: number('stoch_period'),
      smoothing: number('stoch_smooth'),
      signal: number('stoch_signal'),
    },
    adxPeriod: number('adx_period'),
    volumeAveragePeriod: number('volume_average_period'),
  };
}
