// The impulse bar C1: how it is classified and which filters it must pass (AVWAP v11 as published).
// Both sides are one rule mirrored by the sign of `side`. Every comparison is written so that NaN fails it.

import type { Columns } from './columns.ts';
import type { Settings, SideSettings, TimeWindow } from './settings.ts';

export type Impulse = 'MODERATE' | 'HUGE';

/** Why a bar is no impulse, in the order the filters are asked. */
export type ImpulseRejection =
  | 'window'
  | 'impulse'
  | 'price'
  | 'atr_pct'
  | 'volume'
  | 'adx'
  | 'rsi'
  | 'stochastic'
  | 'trend';

export type ImpulseVerdict = Impulse | ImpulseRejection;

export function isImpulse(verdict: ImpulseVerdict): verdict is Impulse {
  return verdict === 'MODERATE' || verdict === 'HUGE';
}

export function insideWindows(minute: number, windows: readonly TimeWindow[]): boolean {
  for (const window of windows) if (minute >= window.from && minute <= window.to) return true;
  return false;
}

/** Huge is asked first and knows no closeness to the extreme; between moderate and huge lies nothing. */
export function classifyImpulse(
  columns: Columns,
  settings: Settings,
  own: SideSettings,
  i: number,
): Impulse | undefined {
  const { bars } = columns;
  const { side } = own;
  const open = bars.open[i]!;
  const close = bars.close[i]!;
  const range = bars.high[i]! - bars.low[i]!;
  const atr = columns.atr[i]!;
  if (!(atr > 0 && range > 0)) return undefined;
  const body = (close - open) * side;
  if (!(body > 0)) return undefined;
  if (body >= settings.hugeMinAtr * atr || range >= settings.hugeMinRangeAtr * atr) return 'HUGE';
  const extreme = side === 1 ? bars.high[i]! : bars.low[i]!;
  const nearExtreme = ((extreme - close) * side) / range <= settings.closeNearExtremeMax;
  if (body >= own.moderateMinAtr * atr && body <= settings.moderateMaxAtr * atr && nearExtreme)
    return 'MODERATE';
  return undefined;
}

/** Moved the way of `side` on each of the last two bars. */
function movedTwice(values: Float64Array, i: number, side: number): boolean {
  return (values[i]! - values[i - 1]!) * side > 0 && (values[i - 1]! - values[i - 2]!) * side > 0;
}

/** The class of bar `i` as an impulse of this side, or the first filter it fails. */
export function judgeImpulse(
  columns: Columns,
  settings: Settings,
  own: SideSettings,
  i: number,
): ImpulseVerdict {
  if (!insideWindows(columns.closeMinute[i]!, settings.windows)) return 'window';
  const impulse = classifyImpulse(columns, settings, own, i);
  if (impulse === undefined) return 'impulse';
  const { side } = own;
  const close = columns.bars.close[i]!;
  const atr = columns.atr[i]!;
  if (!(Number.isFinite(close) && close > 0)) return 'price';
  if (!(atr / close >= settings.atrFractionMin)) return 'atr_pct';
  const average = columns.volumeAverage[i]!;
  if (!(average <= 0 || columns.bars.volume[i]! / average >= settings.volumeMinRatio)) return 'volume';

  const { adx, rsi, stochasticK, stochasticD } = columns;
  if (!(adx[i]! >= own.adxMin && movedTwice(adx, i, 1) && adx[i]! - adx[i - 2]! >= own.adxSlopeMin))
    return 'adx';
  if (!(rsi[i]! >= own.rsiMin && rsi[i]! <= own.rsiMax && movedTwice(rsi, i, side))) return 'rsi';
  const k = stochasticK[i]!;
  if (
    !(
      k >= own.stochasticMin &&
      k <= own.stochasticMax &&
      (k - stochasticD[i]!) * side > 0 &&
      movedTwice(stochasticK, i, side)
    )
  )
    return 'stochastic';
  const fast = columns.emaFast[i]!;
  if (
    !(
      (fast - columns.emaSlow[i]!) * side > 0 &&
      (close - fast) * side > 0 &&
      (close - columns.avwap[i]!) * side > 0
    )
  )
    return 'trend';
  return impulse;
}
