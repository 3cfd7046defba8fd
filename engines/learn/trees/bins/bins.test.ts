// The cuts, the sort and the bins against their definitions.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../numeric/random.ts';
import { binAt, binColumns, binWith, MISSING_BIN } from './binned-data.ts';
import { floor32, thresholdBetween } from './float32.ts';
import { quantileThresholds } from './quantile-thresholds.ts';
import { radixScratch, radixSortFloat32 } from './radix-sort.ts';
import { columnsOfRows } from './transpose.ts';

describe('float32 thresholds', () => {
  test('floor32 is the largest float32 not above', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e30, max: 1e30, noNaN: true }), (x) => {
        const t = floor32(x);
        expect(t).toBeLessThanOrEqual(x);
        expect(Math.fround(t)).toBe(t);
        expect(Math.abs(t - x)).toBeLessThanOrEqual(Math.max(2e-38, Math.abs(x) * 1.2e-7));
      }),
    );
  });

  test.each([
    [1, 2],
    [1, 1 + 2 ** -23],
    [-1 - 2 ** -23, -1],
    [0, 1e-45],
    [Number.NEGATIVE_INFINITY, 3],
    [3, Number.POSITIVE_INFINITY],
  ])('parts %d and %d', (below, above) => {
    const t = thresholdBetween(below, above);
    expect(below <= t && t < above).toBe(true);
  });
});

test('radix sort orders like a sort by value', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true }), { maxLength: 300 }), (numbers) => {
      const values = Float32Array.from(numbers);
      radixSortFloat32(values, values.length, radixScratch(values.length));
      expect([...values]).toEqual([...Float32Array.from(numbers).sort()]);
    }),
  );
});

describe('quantile thresholds', () => {
  test('few values: one cut between every two', () => {
    expect([...quantileThresholds(Float32Array.of(1, 1, 2, 4, 4), 5, 254)]).toEqual([1.5, 3]);
    expect([...quantileThresholds(Float32Array.of(7, 7), 2, 254)]).toEqual([]);
  });

  test('many values: equal frequency', () => {
    const sorted = Float32Array.from({ length: 10_000 }, (_, i) => i);
    const thresholds = quantileThresholds(sorted, 10_000, 100);
    expect(thresholds.length).toBe(99);
    for (let k = 1; k < 99; k++)
      expect(Math.abs(thresholds[k]! - thresholds[k - 1]! - 100)).toBeLessThanOrEqual(2);
  });

  test('a value as frequent as a bin takes one bin, the others keep theirs', () => {
    const sorted = Float32Array.from({ length: 10_000 }, (_, i) => (i < 5000 ? 0 : i));
    const thresholds = quantileThresholds(sorted, 10_000, 100);
    expect(thresholds.length).toBeGreaterThanOrEqual(95);
    expect(thresholds[0]).toBe(2500);
  });
});

describe('binned data', () => {
  const random = createRandom(5);
  const rows = 3_000;
  const columns = Array.from({ length: 6 }, (_, f) =>
    Float32Array.from({ length: rows }, () =>
      f === 2 && random.next() < 0.1 ? Number.NaN : f === 3 ? random.integer(5) : random.normal(),
    ),
  );

  test('a value lies in bin b exactly where it is at most threshold b and above threshold b − 1; NaN lies apart', () => {
    const binned = binColumns(columns, rows, 60);
    expect([...binned.hasMissing]).toEqual([0, 0, 1, 0, 0, 0]);
    columns.forEach((column, f) => {
      const thresholds = binned.thresholds[f]!;
      expect(thresholds.length).toBeLessThan(60);
      for (let i = 0; i < rows; i++) {
        const bin = binAt(binned, f, i);
        if (Number.isNaN(column[i])) expect(bin).toBe(MISSING_BIN);
        else {
          expect(bin).toBeLessThanOrEqual(thresholds.length);
          if (bin < thresholds.length) expect(column[i]! <= thresholds[bin]!).toBe(true);
          if (bin > 0) expect(column[i]! > thresholds[bin - 1]!).toBe(true);
        }
      }
    });
  });

  test('the largest number of bins, infinities and a column of NaN', () => {
    const wide = Float32Array.from({ length: rows }, (_, i) => i);
    wide[0] = Number.NEGATIVE_INFINITY;
    wide[rows - 1] = Number.POSITIVE_INFINITY;
    const binned = binColumns([wide, new Float32Array(rows).fill(Number.NaN)], rows);
    expect(binned.thresholds[0]!.length).toBe(253);
    expect(binAt(binned, 0, 0)).toBe(0);
    expect(binAt(binned, 0, rows - 1)).toBe(253);
    expect(binned.thresholds[1]!.length).toBe(0);
    expect(binAt(binned, 1, 7)).toBe(MISSING_BIN);
  });

  test('other rows fall into the same bins', () => {
    const binned = binColumns(columns, rows);
    const part = columns.map((column) => column.slice(100, 200));
    const again = binWith(part, 100, binned.thresholds);
    for (let f = 0; f < 6; f++)
      for (let i = 0; i < 100; i++) expect(binAt(again, f, i)).toBe(binAt(binned, f, i + 100));
  });

  test('a long column is cut from a sample, nearly at the same places', () => {
    const long = Float32Array.from({ length: 450_000 }, (_, i) => ((i * 7919) % 450_000) / 450_000);
    const thresholds = binColumns([long], long.length, 10).thresholds[0]!;
    thresholds.forEach((t, k) => {
      expect(Math.abs(t - (k + 1) / 10)).toBeLessThan(0.01);
    });
  });

  test('refuses too many bins and short columns', () => {
    expect(() => binColumns(columns, rows, 255)).toThrow(/2 to 254/);
    expect(() => binColumns(columns, rows + 1)).toThrow(/column 0/);
  });
});

test('columns of rows', () => {
  const rows = 1_000;
  const values = Float32Array.from({ length: rows * 3 }, (_, i) => i);
  const columns = columnsOfRows(values, rows, 3);
  expect(columns[2]![999]).toBe(2999);
  expect(columns[0]![513]).toBe(1539);
  expect(() => columnsOfRows(values, rows + 1, 3)).toThrow(/3003/);
});
