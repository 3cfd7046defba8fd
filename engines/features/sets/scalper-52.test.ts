// scalper-52: 52 columns, no price level among them, flow missing without a future, and a clear refusal on bars that are too long.

import { describe, expect, it } from 'vitest';
import { randomDays } from '../../../tests/fixtures/intraday-days.ts';
import { adx } from '../../indicators/adx.ts';
import { ema } from '../../indicators/exponential.ts';
import { rsi } from '../../indicators/rsi.ts';
import { sampleStd } from '../../numeric/statistics.ts';
import { CATALOGUE } from '../catalogue.ts';
import { buildMatrix } from '../matrix.ts';
import { resolveSet } from '../resolve.ts';
import { createFeatureStream } from '../stream.ts';
import { SCALPER_52 } from './scalper-52.ts';

const resolved = resolveSet(SCALPER_52, CATALOGUE);

/** The 29 names the published trainer preferred, less the price itself (the published scalper). */
const PREFERRED =
  'ema_8 ema_21 ema_50 ta_rsi14 ta_macd_hist ta_bb_pctb ta_bb_bw micro_slope micro_imbalance mean_drift_pct last_zscore atr_1t rv_10 tod_sin tod_cos struct_pivot_swipe_up struct_pivot_swipe_down struct_fvg_up_present struct_fvg_down_present struct_ob_bull_present struct_ob_bear_present wick_extreme_up wick_extreme_down vwap_reversion_flag cvd_divergence ta_adx ta_mfi ta_obv_z'.split(
    ' ',
  );

describe('scalper-52', () => {
  it('has exactly 52 different names, with every preferred one, for any bar', () => {
    expect(new Set(resolved.names).size).toBe(52);
    expect(resolved.names).toHaveLength(52);
    expect(PREFERRED.filter((name) => !resolved.names.includes(name))).toEqual([]);
    expect(resolved.needsCandidate).toBe(false);
    expect(resolved.sources).toEqual(['self', 'future']);
  });

  it('computes 52 different columns', () => {
    expect(new Set(resolved.outputs).size).toBe(52);
  });

  it('reads bars of 1, 3 and 5 minutes besides the decision’s own, and says so', () => {
    expect([...resolved.timeframes].sort()).toEqual(['1m', '3m', '5m', 'decision']);
    expect(SCALPER_52.description).toContain('smallest timeframe 1 minute');
  });

  it('has a value in every column on one-minute bars with a future', () => {
    const data = randomDays({ interval: '1m', days: 3, seed: 52, withFuture: true });
    const { columns, rows } = buildMatrix(resolved, data);
    const shares = columns.map((column) => column.filter((value) => !Number.isNaN(value)).length / rows);
    const thin = resolved.names.filter((_, k) => shares[k]! < 0.4);
    expect(thin).toEqual([]);
    const constant = resolved.names.filter(
      (_, k) => new Set(columns[k]!.filter((value) => !Number.isNaN(value))).size < 2,
    );
    // Two need a wick on the very bar that crosses the VWAP: random walks do not do that, real futures do (golden suite).
    expect(constant).toEqual(['rev_cross_upper_wick_vwap', 'rev_cross_lower_wick_vwap']);
  });

  it('takes the periods its names say, from the instrument', () => {
    const data = randomDays({ interval: '1m', days: 1, seed: 55, missing: 0 });
    const { close } = data.series.self!.bars;
    const { columns, rows } = buildMatrix(resolved, data);
    const last = rows - 1;
    const of = (name: string) => columns[resolved.names.indexOf(name)]![last]!;
    const distance = (period: number) => 100 * (close[last]! / ema(close, period, 'average')[last]! - 1);
    expect(of('ema_8')).toBeCloseTo(distance(8), 5);
    expect(of('ema_21')).toBeCloseTo(distance(21), 5);
    expect(of('ema_50')).toBeCloseTo(distance(50), 5);
    expect(of('ta_rsi14')).toBeCloseTo(rsi(close, 14)[last]!, 4);
    expect(of('ta_adx')).toBeCloseTo(adx(data.series.self!.bars, 14).adx[last]!, 4);
    expect(of('ta_mom14')).toBeCloseTo(close[last]! / close[last - 14]! - 1, 6);
    expect(of('mean_drift_pct')).toBeCloseTo(close[last]! / close[last - 31]! - 1, 6);
    const returns = Array.from({ length: 10 }, (_, k) => Math.log(close[last - k]! / close[last - k - 1]!));
    expect(of('rv_10')).toBeCloseTo(sampleStd(returns), 6);
  });

  it('leaves flow missing without a future, and never calls it 0', () => {
    const { columns } = buildMatrix(resolved, randomDays({ interval: '1m', days: 2, seed: 53 }));
    const missing = resolved.names.filter((_, k) => columns[k]!.every(Number.isNaN));
    expect(missing).toEqual(
      SCALPER_52.entries.filter(({ source }) => source === 'future').map(({ name }) => name),
    );
  });

  it('refuses an instrument that has 5-minute bars only, naming the bars it needs', () => {
    const data = randomDays({ interval: '5m', days: 2, seed: 54 });
    const words = /1m bars of .* cannot be built from 5m bars/;
    expect(() => buildMatrix(resolved, data)).toThrow(words);
    const { sessions } = data.series.self!;
    expect(() =>
      createFeatureStream(resolved, {
        decisionInterval: '5m',
        sources: { self: { interval: '5m', sessions } },
      }),
    ).toThrow(words);
  });
});
