// Everything the rules of AVWAP v11 read about a bar, computed once per run: indicators and the bar's place in its day.
// The place comes from the session's schedule, never from how many bars the data happens to hold: that would be hindsight.

import { adx } from '../../indicators/adx.ts';
import { sessionVwap } from '../../indicators/avwap.ts';
import { ema } from '../../indicators/exponential.ts';
import { rsi } from '../../indicators/rsi.ts';
import { sessionNumbers } from '../../indicators/session-numbers.ts';
import { partialSma } from '../../indicators/sma.ts';
import { stochastic } from '../../indicators/stochastic.ts';
import { atr } from '../../indicators/true-range.ts';
import type { Bars } from '../../market/bars.ts';
import { intervalMs } from '../../market/interval.ts';
import type { StrategyInput } from '../contract.ts';
import { type Day, placeDays } from './days.ts';
import type { Settings } from './settings.ts';

export interface Columns {
  readonly bars: Bars;
  readonly session: Int32Array;
  readonly atr: Float64Array;
  readonly emaFast: Float64Array;
  readonly emaSlow: Float64Array;
  readonly rsi: Float64Array;
  readonly stochasticK: Float64Array;
  readonly stochasticD: Float64Array;
  readonly adx: Float64Array;
  readonly volumeAverage: Float64Array;
  readonly avwap: Float64Array;
  /** Local minute of day at the bar's close. */
  readonly closeMinute: Int32Array;
  /** Scheduled bars of the day after this one; −1 outside the scanned day. */
  readonly barsAfter: Int32Array;
  readonly days: readonly Day[];
}

export function columnsOf(input: StrategyInput, settings: Settings): Columns {
  const { bars } = input;
  const session = sessionNumbers(input.slices, bars.length);
  const { k, d } = stochastic(bars, settings.stochasticPeriods);
  return {
    bars,
    session,
    atr: atr(bars, settings.atrPeriod, { smoothing: 'sma' }),
    emaFast: ema(bars.close, settings.emaFastPeriod),
    emaSlow: ema(bars.close, settings.emaSlowPeriod),
    rsi: rsi(bars.close, settings.rsiPeriod, { seed: 'first', withoutLosses: 'missing' }),
    stochasticK: k,
    stochasticD: d,
    adx: adx(bars, settings.adxPeriod, 'first').adx,
    volumeAverage: partialSma(bars.volume, settings.volumeAveragePeriod),
    avwap: sessionVwap(bars, session),
    ...placeDays(input, settings.session, intervalMs(input.interval)),
  };
}
