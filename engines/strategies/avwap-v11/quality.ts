// Quality of a signal (AVWAP v11 as published). The two formulae are on different scales: a short's lies in 0 to 1, a long's is
// unbounded. They are only comparable within a side.

import { clip } from '../../numeric/arrays.ts';
import type { Impulse } from './impulse.ts';

export interface ShortQualityInput {
  /** ADX at the impulse bar. */
  readonly adx: number;
  /** (AVWAP − close) / ATR at the impulse bar. */
  readonly avwapDistanceAtr: number;
  /** (EMA20 − close) / ATR at the impulse bar. */
  readonly emaGapAtr: number;
  readonly impulse: Impulse;
}

export interface LongQualityInput {
  readonly adx: number;
  /** Rise of the ADX over two bars. */
  readonly adxSlope: number;
  /** (close − AVWAP) / ATR at the entry bar. */
  readonly avwapDistanceAtr: number;
  /** (close − EMA20) / ATR at the impulse bar. */
  readonly emaGapAtr: number;
  readonly impulse: Impulse;
}

export function shortQuality({ adx, avwapDistanceAtr, emaGapAtr, impulse }: ShortQualityInput): number {
  return (
    0.45 * clip((adx - 20) / 30, 0, 1) +
    0.35 * clip(avwapDistanceAtr / 2, 0, 1) +
    0.1 * clip(emaGapAtr / 2, 0, 1) +
    0.1 * (impulse === 'HUGE' ? 1 : 0.6)
  );
}

export function longQuality({
  adx,
  adxSlope,
  avwapDistanceAtr,
  emaGapAtr,
  impulse,
}: LongQualityInput): number {
  return (
    0.04 * adx + 0.2 * adxSlope + 1.2 * avwapDistanceAtr + 0.8 * emaGapAtr + (impulse === 'HUGE' ? 0.25 : 0)
  );
}
