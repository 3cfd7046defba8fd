// Turns a chosen candidate into the intent the kernel sees: exits, score and the figures that explain it.

import type { EnterIntent } from '../contract.ts';
import type { Columns } from './columns.ts';
import { avwapDistanceAtr } from './evidence.ts';
import { longQuality, shortQuality } from './quality.ts';
import type { Candidate } from './setups.ts';

export function intentOf(columns: Columns, candidate: Candidate): EnterIntent {
  const { own, impulse, impulseBar: i, entryBar } = candidate;
  const { side } = own;
  const close = columns.bars.close[i]!;
  const atr = columns.atr[i]!;
  const adx = columns.adx[i]!;
  const adxSlope = adx - columns.adx[i - 2]!;
  const emaGapAtr = ((close - columns.emaFast[i]!) * side) / atr;
  // The published files measure a short's distance at the impulse and a long's at the entry (AVWAP v11 as published).
  const distance = avwapDistanceAtr(columns, side, side === 1 ? entryBar : i);
  const figures = { adx, avwapDistanceAtr: distance, emaGapAtr, impulse };
  const average = columns.volumeAverage[i]!;
  return {
    kind: 'enter',
    side,
    tag: candidate.tag,
    exits: own.exits,
    triggerPrice: candidate.trigger,
    score: side === 1 ? longQuality({ ...figures, adxSlope }) : shortQuality(figures),
    signalBar: i,
    details: {
      impulse,
      adx,
      adx_slope: adxSlope,
      rsi: columns.rsi[i]!,
      stoch_k: columns.stochasticK[i]!,
      stoch_d: columns.stochasticD[i]!,
      avwap_distance_atr: distance,
      ema20_gap_atr: emaGapAtr,
      atr,
      atr_pct: atr / close,
      volume_ratio: average > 0 ? columns.bars.volume[i]! / average : 0,
      signal_close: close,
      entry_close: columns.bars.close[entryBar]!,
      avwap: columns.avwap[entryBar]!,
    },
  };
}
