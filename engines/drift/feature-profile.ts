// One column of a feature matrix as a person wants to see it: distribution, missing share, and how it moved from month to month.
// Called by dataset builds and feature studies. Rows of all instruments come pooled; order does not matter.

import { mean, populationStd, quantileSorted } from '../numeric/statistics.ts';
import { binShares, psiEdges, stabilityIndex } from './psi.ts';

export interface ColumnProfile {
  readonly rows: number;
  /** 0..1. */
  readonly missing: number;
  readonly mean: number;
  readonly std: number;
  /** Minimum, 1 %, 5 %, 25 %, 50 %, 75 %, 95 %, 99 %, maximum; NaN where nothing is known. */
  readonly quantiles: readonly number[];
  readonly histogram: { readonly from: number; readonly to: number; readonly counts: readonly number[] };
  readonly months: readonly MonthProfile[];
}

export interface MonthProfile {
  readonly month: string;
  readonly rows: number;
  readonly missing: number;
  readonly mean: number;
  readonly std: number;
  /** Against the first month with enough rows; NaN before it and where the month has none known. */
  readonly psi: number;
}

const PROBABILITIES = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1];
const BINS = 40;
/** A month with fewer rows is no reference to compare others with. */
export const REFERENCE_ROWS = 200;

/** `month[i]` is the position in `months` (ascending) of row i. */
export function profileColumn(
  values: Float32Array,
  month: Int32Array,
  months: readonly string[],
): ColumnProfile {
  const byMonth = months.map((): number[] => []);
  const rows = new Int32Array(months.length);
  const known: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const k = month[i]!;
    rows[k] = rows[k]! + 1;
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    known.push(value);
    byMonth[k]!.push(value);
  }
  const ascending = Float64Array.from(known).sort();
  const quantiles = PROBABILITIES.map((probability) => quantileSorted(ascending, probability));
  const reference = rows.findIndex((count) => count >= REFERENCE_ROWS);
  const edges = psiEdges(Float64Array.from(byMonth[reference] ?? []));
  const expected = binShares(Float64Array.from(byMonth[reference] ?? []), edges);
  return {
    rows: values.length,
    missing: values.length === 0 ? 0 : 1 - known.length / values.length,
    mean: mean(ascending),
    std: populationStd(ascending),
    quantiles,
    histogram: histogramOf(ascending, quantiles[1]!, quantiles[7]!),
    months: months.map((name, k) => {
      const column = Float64Array.from(byMonth[k]!);
      return {
        month: name,
        rows: rows[k]!,
        missing: rows[k] === 0 ? 0 : 1 - column.length / rows[k]!,
        mean: mean(column),
        std: populationStd(column),
        psi: reference < 0 || k < reference ? Number.NaN : stabilityIndex(expected, binShares(column, edges)),
      };
    }),
  };
}

/** Equal-width bins from `from` to `to`; what lies outside counts in the outer bins. A constant column has one bin. */
function histogramOf(ascending: Float64Array, from: number, to: number): ColumnProfile['histogram'] {
  if (ascending.length === 0) return { from: Number.NaN, to: Number.NaN, counts: [] };
  if (!(to > from)) return { from, to, counts: [ascending.length] };
  const counts = Array.from({ length: BINS }, () => 0);
  const width = (to - from) / BINS;
  for (const value of ascending) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((value - from) / width)));
    counts[bin] = counts[bin]! + 1;
  }
  return { from, to, counts };
}
