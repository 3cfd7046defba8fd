// The indicators against TA-Lib's figures on 5,000 random bars: 1e-9 relative from TA-Lib's first value on.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { adx } from '../../engines/indicators/adx.ts';
import { ema } from '../../engines/indicators/exponential.ts';
import { rsi } from '../../engines/indicators/rsi.ts';
import { sma } from '../../engines/indicators/sma.ts';
import { stochastic } from '../../engines/indicators/stochastic.ts';
import { atr, trueRange } from '../../engines/indicators/true-range.ts';
import { describeWithGolden } from '../shared-data.ts';
import { mismatches, readColumns, readReferenceBars } from './reference-columns.ts';

describeWithGolden('indicators equal TA-Lib', (folder) => {
  const bars = readReferenceBars(folder);

  const cases: readonly [string, string, number, () => Float64Array][] = [
    ['SMA_10', 'sma', 9, () => sma(bars.close, 10)],
    ['SMA_30', 'sma', 29, () => sma(bars.close, 30)],
    ['SMA_50', 'sma', 49, () => sma(bars.close, 50)],
    ['SMA_200', 'sma', 199, () => sma(bars.close, 200)],
    ['EMA_12', 'ema', 11, () => ema(bars.close, 12, 'average')],
    ['EMA_20', 'ema', 19, () => ema(bars.close, 20, 'average')],
    ['EMA_30', 'ema', 29, () => ema(bars.close, 30, 'average')],
    ['TRANGE', 'trange', 1, () => trueRange(bars, 'missing')],
    ['ATR_14', 'atr', 14, () => atr(bars, 14)],
    ['RSI_14', 'rsi', 14, () => rsi(bars.close, 14)],
    ['PLUS_DI_14', 'plus_di', 14, () => adx(bars, 14).plusDi],
    ['MINUS_DI_14', 'minus_di', 14, () => adx(bars, 14).minusDi],
    ['ADX_14', 'adx', 27, () => adx(bars, 14).adx],
    ['STOCH_5_3_3', 'slowk', 8, () => stochastic(bars, { range: 5, smoothing: 3, signal: 3 }, 'zero').k],
    ['STOCH_5_3_3', 'slowd', 8, () => stochastic(bars, { range: 5, smoothing: 3, signal: 3 }, 'zero').d],
  ];

  it.each(cases)('%s %s', (file, column, firstRow, compute) => {
    const expected = readColumns(join(folder, `${file}.csv`))[column]!;
    const actual = compute();
    const { compared, wrong } = mismatches(actual, expected);
    expect(compared).toBe(5000 - firstRow);
    expect(wrong.slice(0, 3)).toEqual([]);
    // Where no value is possible yet there is none (%K alone exists two bars before TA-Lib shows it).
    const firstValue = column === 'slowk' ? firstRow - 2 : firstRow;
    expect(Array.from(actual.subarray(0, firstValue)).every(Number.isNaN)).toBe(true);
    expect(Number.isNaN(actual[firstValue]!)).toBe(false);
  });

  it.each([
    ['EMA_20', 'ema', () => ema(bars.close, 20, 'first'), 400],
    ['ADX_14', 'adx', () => adx(bars, 14, 'first').adx, 600],
    ['RSI_14', 'rsi', () => rsi(bars.close, 14, { seed: 'first', withoutLosses: 'missing' }), 600],
  ] as const)('the other start of %s converges to it', (file, column, compute, from) => {
    const expected = readColumns(join(folder, `${file}.csv`))[column]!;
    const actual = compute();
    const { wrong } = mismatches(actual.subarray(from), expected.subarray(from));
    expect(wrong.slice(0, 3)).toEqual([]);
    // And it did start elsewhere: the test would be empty if both starts were the same code.
    expect(actual[30]).not.toBe(expected[30]);
  });
});
