import { describe, expect, it } from 'vitest';
import { type Candle, oneDay } from '../../tests/fixtures/indicator-scenes.ts';
import { outputsOf } from '../../tests/property/naive-columns.ts';
import { BREAK_RETEST } from './break-retest.ts';

const PARAMETERS = { strength: 1, tolerance_bps: 10, patience: 3 };
/** A swing high of 105 at bar 1, known at bar 2, broken by the close of bar 3. */
const BROKEN: Candle[] = [
  [100, 102, 99, 101],
  [101, 105, 100, 103],
  [103, 104, 101, 102],
  [102, 108, 102, 107],
];

const rowsOf = (column: Float64Array | undefined) =>
  Array.from(column!).flatMap((value, i) => (value === 1 ? [i] : []));

describe('break and retest', () => {
  it('marks the break once, and the bar that comes back and holds', () => {
    const input = oneDay([...BROKEN, [107, 109, 106, 108], [108, 108, 105.05, 107]]);
    const columns = outputsOf(BREAK_RETEST, input, PARAMETERS);
    expect(rowsOf(columns.bull_break)).toEqual([3]);
    expect(rowsOf(columns.bull_retest)).toEqual([5]);
    expect(rowsOf(columns.bear_break)).toEqual([]);
  });

  it('is no retest where the close falls back, or the return comes too late', () => {
    const back = oneDay([...BROKEN, [107, 107, 103, 104], [104, 107, 104, 106]]);
    expect(rowsOf(outputsOf(BREAK_RETEST, back, PARAMETERS).bull_retest)).toEqual([]);
    const away: Candle[] = Array.from({ length: 3 }, () => [107, 108, 106.5, 107]);
    const late = oneDay([...BROKEN, ...away, [107, 107, 105, 106]]);
    expect(rowsOf(outputsOf(BREAK_RETEST, late, PARAMETERS).bull_retest)).toEqual([]);
    expect(rowsOf(outputsOf(BREAK_RETEST, late, { ...PARAMETERS, patience: 4 }).bull_retest)).toEqual([7]);
  });

  it('mirrors below a swing low', () => {
    const input = oneDay([
      [100, 101, 98, 99],
      [99, 100, 95, 97],
      [97, 99, 96, 98],
      [98, 98, 92, 93],
      [93, 95, 91, 92],
    ]);
    const columns = outputsOf(BREAK_RETEST, input, PARAMETERS);
    expect(rowsOf(columns.bear_break)).toEqual([3]);
    expect(rowsOf(columns.bear_retest)).toEqual([4]);
    expect(rowsOf(columns.bull_break)).toEqual([]);
  });
});
