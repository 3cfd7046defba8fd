// Moving averages and oscillators of the registry against TA-Lib's figures on 5,000 random bars, from TA-Lib's first value on
// and through the definitions that charts and features use: to the last bit, or to 1e-9 relative where a case says so.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { IndicatorParameters } from '../../engines/indicators/definition.ts';
import { findIndicator } from '../../engines/indicators/registry.ts';
import { describeWithGolden } from '../shared-data.ts';
import { mismatches, type RowRange, readColumns, readReferenceBars } from './reference-columns.ts';

/** One output of a definition beside one column of TA-Lib. */
interface Case {
  readonly file: string;
  readonly column: string;
  readonly id: string;
  readonly output?: string;
  readonly parameters: IndicatorParameters;
  /** First row of TA-Lib's column; `earlier` rows before it our definition has a value that TA-Lib does not show yet. */
  readonly first: number;
  readonly earlier?: number;
  /** The stochastic multiplies before it divides: last bits differ. */
  readonly rounded?: boolean;
  readonly excluded?: readonly RowRange[];
}

/**
 * [Note: CCI of a standing price] From row 1519 to 1539 all 20 typical prices are equal. Their mean is off by one rounding,
 * so TA-Lib divides that rounding by itself and shows ±66.67; ours sees that nothing moved. (In CCI_14 the mean is exact.)
 */
const STANDING_CCI: readonly RowRange[] = [[1519, 1539]];

const plain = (file: string, column: string, id: string, period: number, first: number): Case => ({
  file: `${file}_${period}`,
  column,
  id,
  parameters: { period },
  first,
});
/** With TA-Lib's start: the mean of the first n values. */
const seeded = (entry: Case): Case => ({ ...entry, parameters: { ...entry.parameters, seed: 1 } });
/** With TA-Lib's zero where the price stood still. */
const zeroed = (entry: Case): Case => ({ ...entry, parameters: { ...entry.parameters, flat: 1 } });

const stochasticCase = (file: string, column: string, entry: Omit<Case, 'file' | 'column'>): Case =>
  zeroed({ file, column, ...entry });

const cases: readonly Case[] = [
  ...[10, 30, 50, 200].map((period) => plain('SMA', 'sma', 'sma', period, period - 1)),
  ...[12, 20, 30].map((period) => seeded(plain('EMA', 'ema', 'ema', period, period - 1))),
  plain('WMA', 'wma', 'wma', 30, 29),
  seeded(plain('DEMA', 'dema', 'dema', 30, 58)),
  seeded(plain('TEMA', 'tema', 'tema', 30, 87)),
  plain('KAMA', 'kama', 'kama', 30, 30),
  plain('MAX', 'max', 'highest', 30, 29),
  plain('MIN', 'min', 'lowest', 30, 29),
  seeded(plain('TRIX', 'trix', 'trix', 30, 88)),
  seeded(plain('RSI', 'rsi', 'rsi', 14, 14)),
  seeded(plain('CMO', 'cmo', 'cmo', 14, 14)),
  plain('ROC', 'roc', 'roc', 10, 10),
  plain('MOM', 'mom', 'momentum', 10, 10),
  zeroed(plain('CCI', 'cci', 'cci', 14, 13)),
  zeroed({ ...plain('CCI', 'cci', 'cci', 20, 19), excluded: STANDING_CCI }),
  zeroed(plain('WILLR', 'willr', 'williams-r', 14, 13)),
  zeroed({
    file: 'ULTOSC_7_14_28',
    column: 'ultosc',
    id: 'ultimate',
    parameters: { short: 7, medium: 14, long: 28 },
    first: 28,
  }),
  ...(['k', 'd'] as const).flatMap((output) => [
    stochasticCase('STOCH_5_3_3', `slow${output}`, {
      id: 'stochastic',
      output,
      parameters: { range: 5, smoothing: 3, signal: 3 },
      first: 8,
      earlier: output === 'k' ? 2 : 0,
      rounded: true,
    }),
    stochasticCase('STOCHF_5_3', `fast${output}`, {
      id: 'stochastic-fast',
      output,
      parameters: { range: 5, signal: 3 },
      first: 6,
      earlier: output === 'k' ? 2 : 0,
      rounded: true,
    }),
    ...[5, 14].map((range) =>
      stochasticCase(`STOCHRSI_14_${range}_3`, `fast${output}`, {
        id: 'stochastic-rsi',
        output,
        parameters: { period: 14, range, smoothing: 1, signal: 3 },
        first: 15 + range,
        earlier: output === 'k' ? 2 : 0,
      }),
    ),
  ]),
  ...(
    [
      ['macd', 'macd', 8],
      ['signal', 'signal', 0],
      ['hist', 'histogram', 0],
    ] as const
  ).map(([column, output, earlier]) =>
    seeded({
      file: 'MACD_12_26_9',
      column,
      id: 'macd',
      output,
      parameters: { fast: 12, slow: 26, signal: 9 },
      first: 33,
      earlier,
    }),
  ),
  // TA-Lib's PPO averages simply unless told otherwise, hence `ppo-sma`; `ppo` is the exponential one (see below).
  { file: 'PPO_12_26', column: 'ppo', id: 'ppo-sma', parameters: { fast: 12, slow: 26 }, first: 25 },
];

describeWithGolden('moving averages and oscillators equal TA-Lib', (folder) => {
  const bars = readReferenceBars(folder);
  const input = { bars, session: new Int32Array(bars.length), sessions: [], intervalMs: 60_000 };
  const reference = (file: string, column: string) => readColumns(join(folder, `${file}.csv`))[column]!;

  function compute(id: string, parameters: IndicatorParameters, output?: string): Float64Array {
    const definition = findIndicator(id)!;
    const place = output === undefined ? 0 : definition.outputs.indexOf(output);
    return definition.batch(input, parameters)[place]!;
  }

  it.each(cases.map((entry) => [entry.file, entry.column, entry] as const))(
    '%s %s',
    (_file, _column, entry) => {
      const expected = reference(entry.file, entry.column);
      const actual = compute(entry.id, entry.parameters, entry.output);
      const excluded = entry.excluded ?? [];
      const { compared, wrong } = mismatches(actual, expected, excluded);
      const skipped = excluded.reduce((total, [first, last]) => total + last - first + 1, 0);
      expect(wrong.slice(0, 3)).toEqual([]);
      expect(compared).toBe(bars.length - entry.first - skipped);
      const ownFirst = entry.first - (entry.earlier ?? 0);
      expect(Array.from(actual.subarray(0, ownFirst)).every(Number.isNaN)).toBe(true);
      expect(Number.isFinite(actual[ownFirst]!)).toBe(true);
      if (entry.rounded) return;
      const otherBits = expected.findIndex(
        (value, row) =>
          !Number.isNaN(value) &&
          value !== actual[row] &&
          !excluded.some(([first, last]) => row >= first && row <= last),
      );
      expect(otherBits, `row ${otherBits}: ${actual[otherBits]} against ${expected[otherBits]}`).toBe(-1);
    },
  );

  // The others that the bench lays beside TA-Lib; `indicators-trend-flow.test.ts` compares their families to 1e-9.
  it.each([
    ['ATR_14', 'atr', 'atr', 'atr', { period: 14, seed: 1 }, 5000],
    ['PLUS_DI_14', 'plus_di', 'adx', 'plus_di', { period: 14, seed: 1 }, 5000],
    ['MINUS_DI_14', 'minus_di', 'adx', 'minus_di', { period: 14, seed: 1 }, 5000],
    ['ADX_14', 'adx', 'adx', 'adx', { period: 14, seed: 1 }, 5000],
    ['BBANDS_5_2', 'upper', 'bollinger', 'upper', { period: 5, deviations: 2 }, 5000],
    ['BBANDS_5_2', 'middle', 'bollinger', 'middle', { period: 5, deviations: 2 }, 5000],
    ['BBANDS_20_2', 'lower', 'bollinger', 'lower', { period: 20, deviations: 2 }, 5000],
    ['OBV', 'obv', 'obv', 'obv', {}, 5000],
    // Up to the first window without any inflow: there our sum is zero, TA-Lib's goes on with what rounding left (−3e-14).
    ['MFI_14', 'mfi', 'mfi', 'mfi', { period: 14 }, 427],
  ] as const)('%s %s to the last bit', (file, column, id, output, parameters, rows) => {
    const expected = reference(file, column).subarray(0, rows);
    const actual = compute(id, parameters, output);
    const otherBits = expected.findIndex((value, row) => !Number.isNaN(value) && value !== actual[row]);
    expect(otherBits, `row ${otherBits}: ${actual[otherBits]} against ${expected[otherBits]}`).toBe(-1);
  });

  it('the excluded rows differ as their note says, and only by what TA-Lib makes of rounding', () => {
    const expected = reference('CCI_20', 'cci');
    const ours = compute('cci', { period: 20, flat: 0 });
    for (let row = 1519; row <= 1539; row++) {
      expect(Math.abs(expected[row]!)).toBeCloseTo(66.67, 1);
      expect(ours[row]).toBeNaN();
    }
  });

  it('the PPO of exponential averages is the MACD line over the slow average', () => {
    const line = reference('MACD_12_26_9', 'macd');
    const simple = reference('PPO_12_26', 'ppo');
    const slow = compute('ema', { period: 26, seed: 1 });
    const ours = compute('ppo', { fast: 12, slow: 26, signal: 9, seed: 1 });
    const expected = line.map((value, row) => (100 * value) / slow[row]!);
    const { compared, wrong } = mismatches(ours, expected);
    expect(compared).toBe(bars.length - 33);
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(mismatches(ours, simple).wrong.length).toBeGreaterThan(4900);
  });

  it.each([
    ['MACD_12_26_9', 'signal', 'macd', 'signal', { fast: 12, slow: 26, signal: 9 }],
    ['DEMA_30', 'dema', 'dema', undefined, { period: 30 }],
    ['TEMA_30', 'tema', 'tema', undefined, { period: 30 }],
    ['CMO_14', 'cmo', 'cmo', undefined, { period: 14 }],
  ] as const)(
    'the start with the first value of %s %s converges to it',
    (file, column, id, output, parameters) => {
      const expected = reference(file, column);
      const actual = compute(id, { ...parameters, seed: 0 }, output);
      expect(mismatches(actual.subarray(1000), expected.subarray(1000)).wrong.slice(0, 3)).toEqual([]);
      expect(Number.isFinite(actual[1]!)).toBe(true);
      expect(actual[90]).not.toBe(expected[90]);
    },
  );
});
