// What each column of a foreign table holds: numbers, words, blanks, one value only, or the same as another column. Called by the
// inspection and by the import. Pure.

import { numberFromText } from '../../imports/index.ts';
import { type ForeignTable, isMissing } from './foreign-table.ts';

export interface ColumnFacts {
  readonly name: string;
  readonly cells: readonly string[];
  /** NaN where missing or not a number; true and false count as 1 and 0. */
  readonly values: Float64Array;
  readonly missing: number;
  /** Cells that are there and are no number. */
  readonly words: number;
  /** Every cell that is there is a number. */
  readonly numeric: boolean;
  /** Different values, up to the limit that is still counted. */
  readonly distinct: number;
  /** Every row holds the same. */
  readonly constant: boolean;
  /** An earlier column with the same numbers in every row. */
  readonly twin: string | null;
}

export const MOST_DISTINCT = 1000;
const TRUTH: Readonly<Record<string, number>> = { true: 1, false: 0 };

export function factsOf({ names, columns }: ForeignTable): readonly ColumnFacts[] {
  const facts: ColumnFacts[] = [];
  for (const [k, name] of names.entries()) {
    const cells = columns[k]!;
    const values = new Float64Array(cells.length);
    const seen = new Set<string>();
    let missing = 0;
    let words = 0;
    for (let row = 0; row < cells.length; row++) {
      const cell = cells[row]!;
      // Numbers first: they are nearly all there is.
      let value = numberFromText(cell);
      const absent = Number.isNaN(value) && isMissing(cell);
      if (seen.size < MOST_DISTINCT) seen.add(absent ? '' : cell);
      if (absent) missing++;
      else if (Number.isNaN(value)) {
        value = TRUTH[cell.toLowerCase()] ?? Number.NaN;
        if (Number.isNaN(value)) words++;
      }
      values[row] = value;
    }
    const numeric = words === 0 && missing < cells.length;
    const twin = numeric ? facts.find((one) => one.numeric && sameValues(one.values, values)) : undefined;
    facts.push({
      name,
      cells,
      values,
      missing,
      words,
      numeric,
      distinct: seen.size,
      constant: seen.size <= 1,
      twin: twin?.name ?? null,
    });
  }
  return facts;
}

function sameValues(one: Float64Array, other: Float64Array): boolean {
  for (let i = 0; i < one.length; i++) if (!Object.is(one[i], other[i])) return false;
  return true;
}
