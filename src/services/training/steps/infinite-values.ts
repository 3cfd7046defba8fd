// Infinite feature values of a table that was read, made missing and counted. Called while a dataset is loaded.
//
// [Note: infinite is missing] An infinite value is a division by nothing, or a number beyond single precision: it measures nothing. Trees
// could place it, straight lines and networks cannot, and one such row would cost them a whole segment. So every model sees it as
// missing, in training and in tests alike, and every candidate says how many there were. The application's own features are never
// infinite; columns imported from elsewhere may be.

import { grouped } from '../grouped.ts';

export interface InfiniteValues {
  /** Makes infinite values of these columns missing, and counts them. */
  remove(columns: readonly Float32Array[]): void;
  /** One caution, or none; says the same of the same values. */
  notes(): readonly string[];
}

/** Features named in the caution. */
const MOST_NAMED = 5;

export function createInfiniteValues(names: readonly string[]): InfiniteValues {
  const counts = names.map(() => 0);
  return {
    remove(columns) {
      columns.forEach((column, f) => {
        for (let row = 0; row < column.length; row++) {
          const size = Math.abs(column[row]!);
          if (size !== Number.POSITIVE_INFINITY) continue;
          column[row] = Number.NaN;
          counts[f]!++;
        }
      });
    },
    notes() {
      const found = names.flatMap((name, f) => (counts[f]! > 0 ? [{ name, count: counts[f]! }] : []));
      if (found.length === 0) return [];
      const total = found.reduce((sum, { count }) => sum + count, 0);
      const named = found.slice(0, MOST_NAMED).map(({ name, count }) => `${name}: ${grouped(count)}`);
      if (found.length > MOST_NAMED) named.push(`and ${found.length - MOST_NAMED} more`);
      return [
        `${grouped(total)} feature ${total === 1 ? 'value is' : 'values are'} infinite and ${total === 1 ? 'counts' : 'count'} as missing, in training and in tests (${named.join(', ')}). Find out what divides by nothing there; a model trained on this would meet the same gaps.`,
      ];
    },
  };
}
