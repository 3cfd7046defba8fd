// Reads TA-Lib's reference columns and compares a computed column with one of them. Used by the golden suites of indicators.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bars } from '../../engines/market/bars.ts';

/** Columns of a reference file by header; empty cells (before TA-Lib's first value) are NaN. */
export function readColumns(file: string): Record<string, Float64Array> {
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const names = header!.trim().split(',');
  const columns = names.map(() => new Float64Array(lines.length));
  lines.forEach((line, row) => {
    line
      .trim()
      .split(',')
      .forEach((cell, column) => {
        columns[column]![row] = cell === '' ? Number.NaN : Number(cell);
      });
  });
  return Object.fromEntries(names.map((name, column) => [name, columns[column]!]));
}

/** The bars all reference columns were computed on; none where the folder is absent (the suite is then skipped). */
export function readReferenceBars(folder: string): Bars {
  const input = folder === '' ? {} : readColumns(join(folder, 'input5000.csv'));
  return { length: input.close?.length ?? 0, openTime: input.time, ...input } as unknown as Bars;
}

export interface Mismatch {
  readonly row: number;
  readonly expected: number;
  readonly actual: number | undefined;
}

/** Inclusive rows that are not compared; the caller names the reason. */
export type RowRange = readonly [first: number, last: number];

export function mismatches(
  actual: Float64Array,
  expected: Float64Array,
  excluded: readonly RowRange[] = [],
): { compared: number; wrong: Mismatch[] } {
  let compared = 0;
  const wrong: Mismatch[] = [];
  expected.forEach((reference, row) => {
    if (Number.isNaN(reference)) return;
    if (excluded.some(([first, last]) => row >= first && row <= last)) return;
    compared++;
    const value = actual[row]!;
    // Relative, with an absolute floor where the reference itself is about zero.
    if (!(Math.abs(value - reference) <= 1e-9 * Math.max(Math.abs(reference), 1e-3)))
      wrong.push({ row, expected: reference, actual: value });
  });
  return { compared, wrong };
}
