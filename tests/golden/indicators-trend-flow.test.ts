// Bands, trend and flow indicators of the registry against TA-Lib's figures on 5,000 random bars: 1e-9 relative from TA-Lib's
// first value on, through the definitions that charts and features use.

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
  readonly output: string;
  readonly parameters: IndicatorParameters;
  /** First row of TA-Lib's column, and ours where a definition starts earlier. */
  readonly first: number;
  readonly excluded?: readonly RowRange[];
}

/**
 * [Note: standing market] In rows 1500–1539 and 3000–3029 of the reference bars the price stands still and nothing trades.
 * Windows that end there hold at last no inflow, then no flow at all: TA-Lib goes on dividing what rounding left of older
 * bars (its figures reach from −4e-13 to 100), ours is exactly 0 and then missing.
 */
const NO_MONEY_FLOW: readonly RowRange[] = [
  [1512, 1540],
  [3012, 3029],
];

const BANDS = [
  ['upper', 'upper'],
  ['middle', 'middle'],
  ['lower', 'lower'],
] as const;

const cases: readonly Case[] = [
  { file: 'ADXR_14', column: 'adxr', id: 'adxr', output: 'adxr', parameters: { period: 14 }, first: 40 },
  {
    file: 'PLUS_DI_14',
    column: 'plus_di',
    id: 'adx',
    output: 'plus_di',
    parameters: { period: 14, seed: 1 },
    first: 14,
  },
  {
    file: 'MINUS_DI_14',
    column: 'minus_di',
    id: 'adx',
    output: 'minus_di',
    parameters: { period: 14, seed: 1 },
    first: 14,
  },
  { file: 'AROON_14', column: 'down', id: 'aroon', output: 'down', parameters: { period: 14 }, first: 14 },
  { file: 'AROON_14', column: 'up', id: 'aroon', output: 'up', parameters: { period: 14 }, first: 14 },
  {
    file: 'SAR_002_02',
    column: 'sar',
    id: 'parabolic-sar',
    output: 'sar',
    parameters: { acceleration: 0.02, maximum: 0.2 },
    first: 1,
  },
  {
    file: 'LINEARREG_SLOPE_14',
    column: 'slope',
    id: 'linear-regression',
    output: 'slope',
    parameters: { period: 14 },
    first: 13,
  },
  ...[5, 20].flatMap((period) =>
    BANDS.map(([column, output]) => ({
      file: `BBANDS_${period}_2`,
      column,
      id: 'bollinger',
      output,
      parameters: { period, deviations: 2 },
      first: period - 1,
    })),
  ),
  {
    file: 'MFI_14',
    column: 'mfi',
    id: 'mfi',
    output: 'mfi',
    parameters: { period: 14 },
    first: 14,
    excluded: NO_MONEY_FLOW,
  },
  { file: 'NATR_14', column: 'natr', id: 'natr', output: 'natr', parameters: { period: 14 }, first: 14 },
  ...[5, 20].map((period) => ({
    file: `STDDEV_${period}_1`,
    column: 'stddev',
    id: 'standard-deviation',
    output: 'standard_deviation',
    parameters: { period },
    first: period - 1,
  })),
  { file: 'AD', column: 'ad', id: 'accumulation-distribution', output: 'ad', parameters: {}, first: 0 },
  {
    file: 'ADOSC_3_10',
    column: 'adosc',
    id: 'adosc',
    output: 'adosc',
    parameters: { fast: 3, slow: 10 },
    first: 9,
  },
  { file: 'OBV', column: 'obv', id: 'obv', output: 'obv', parameters: {}, first: 0 },
];

describeWithGolden('registered indicators equal TA-Lib', (folder) => {
  const bars = readReferenceBars(folder);
  const input = { bars, session: new Int32Array(bars.length), sessions: [], intervalMs: 60_000 };

  it.each(cases.map((entry) => [entry.file, entry.column, entry] as const))(
    '%s %s',
    (_file, _column, entry) => {
      const definition = findIndicator(entry.id)!;
      const expected = readColumns(join(folder, `${entry.file}.csv`))[entry.column]!;
      const columns = definition.batch(input, entry.parameters);
      const actual = columns[definition.outputs.indexOf(entry.output)]!;
      const excluded = entry.excluded ?? [];
      const { compared, wrong } = mismatches(actual, expected, excluded);
      const skipped = excluded.reduce((total, [first, last]) => total + last - first + 1, 0);
      expect(wrong.slice(0, 3)).toEqual([]);
      expect(compared).toBe(bars.length - entry.first - skipped);
      expect(Array.from(actual.subarray(0, entry.first)).every(Number.isNaN)).toBe(true);
    },
  );
});
