// A table cut into 8-bit bins, once per dataset: what the trees are grown on. Made by `binColumns` before training, and by
// `binWith` for rows that must fall into the same bins. Pure; NaN has a bin of its own, values never share it.

import { createRandom } from '../../../numeric/random.ts';
import { quantileThresholds } from './quantile-thresholds.ts';
import { radixScratch, radixSortFloat32 } from './radix-sort.ts';

/** Values lie in bins 0..253; NaN lies here. */
export const MISSING_BIN = 255;
export const MAX_VALUE_BINS = 254;
/** Columns longer than this are cut at the quantiles of a spread sample of this many rows. */
const SAMPLE_ROWS = 200_000;

export interface BinnedData {
  readonly rows: number;
  readonly features: number;
  /** Groups of four features: `ceil(features / 4)`. */
  readonly groups: number;
  /**
   * One word per group and row, group after group: `words[g * rows + row]` holds the bin of feature `4g + k` in bits `8k..8k+7`.
   * One load feeds four histograms. Features that pad the last group lie in bin 0.
   */
  readonly words: Uint32Array;
  /** Per feature, ascending: `x <= thresholds[f][b]` exactly where the bin is at most b. */
  readonly thresholds: readonly Float32Array[];
  /** 1 where the feature has NaN in these rows. */
  readonly hasMissing: Uint8Array;
}

/** Bins from the quantiles of the columns themselves. `maxBins`: 2..254 bins for values. */
export function binColumns(
  columns: readonly Float32Array[],
  rows: number,
  maxBins: number = MAX_VALUE_BINS,
): BinnedData {
  if (!Number.isInteger(maxBins) || maxBins < 2 || maxBins > MAX_VALUE_BINS)
    throw new RangeError(`bins must be a whole number from 2 to ${MAX_VALUE_BINS}, got ${maxBins}`);
  checkLengths(columns, rows);
  const sample = sampleRows(rows);
  const length = sample?.length ?? rows;
  const sorted = new Float32Array(length);
  const scratch = radixScratch(length);
  const starts = new Uint32Array(length + 1);
  const thresholds = columns.map((column) => {
    let present = 0;
    for (let i = 0; i < length; i++) {
      const value = column[sample === null ? i : sample[i]!]!;
      sorted[present] = value;
      // Branch-free: a NaN is overwritten by the next value.
      present += Number(!Number.isNaN(value));
    }
    radixSortFloat32(sorted, present, scratch);
    return quantileThresholds(sorted, present, maxBins, starts);
  });
  return binWith(columns, rows, thresholds);
}

/** Bins by given thresholds: rows of validation or of a continued training. */
export function binWith(
  columns: readonly Float32Array[],
  rows: number,
  thresholds: readonly Float32Array[],
): BinnedData {
  checkLengths(columns, rows);
  const features = columns.length;
  const groups = Math.ceil(features / 4);
  const words = new Uint32Array(groups * rows);
  const hasMissing = new Uint8Array(features);
  columns.forEach((column, f) => {
    const start = (f >> 2) * rows;
    hasMissing[f] = binColumn(column, thresholds[f]!, words.subarray(start, start + rows), (f & 3) << 3);
  });
  return { rows, features, groups, words, thresholds, hasMissing };
}

function checkLengths(columns: readonly Float32Array[], rows: number): void {
  columns.forEach((column, f) => {
    if (column.length < rows)
      throw new RangeError(`column ${f} holds ${column.length} values, the table ${rows} rows`);
  });
}

/** Writes the bins of one column into its byte of the words; 1 where a NaN was met. */
function binColumn(column: Float32Array, thresholds: Float32Array, words: Uint32Array, shift: number): 0 | 1 {
  const t = new Float32Array(256).fill(Number.POSITIVE_INFINITY);
  t.set(thresholds);
  const middle = t[127]!;
  let missing = 0;
  for (let i = 0; i < words.length; i++) {
    const x = column[i]!;
    // Eight comparisons without a branch; infinity pads the tail, so absent thresholds are never passed.
    let bin = Number(x > middle) << 7;
    bin += Number(x > t[bin + 63]!) << 6;
    bin += Number(x > t[bin + 31]!) << 5;
    bin += Number(x > t[bin + 15]!) << 4;
    bin += Number(x > t[bin + 7]!) << 3;
    bin += Number(x > t[bin + 3]!) << 2;
    bin += Number(x > t[bin + 1]!) << 1;
    bin += Number(x > t[bin]!);
    const absent = Number(Number.isNaN(x));
    missing |= absent;
    words[i]! |= (bin | (-absent & MISSING_BIN)) << shift;
  }
  return missing ? 1 : 0;
}

/** Rows to look for quantiles in: one from each of SAMPLE_ROWS equal stretches, so that order in time is covered evenly. */
function sampleRows(rows: number): Uint32Array | null {
  if (rows <= SAMPLE_ROWS) return null;
  const random = createRandom(0x5a3f);
  const stretch = rows / SAMPLE_ROWS;
  return Uint32Array.from({ length: SAMPLE_ROWS }, (_, i) => Math.floor((i + random.next()) * stretch));
}

export function binAt(binned: BinnedData, feature: number, row: number): number {
  return (binned.words[(feature >> 2) * binned.rows + row]! >>> ((feature & 3) << 3)) & 255;
}
