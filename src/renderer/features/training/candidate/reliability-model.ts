// Calibration and confusion as the page shows them: the error over bins, the range worth drawing, precision and recall by class. Pure.

import type { ReliabilityView } from '../../../../contracts/training-results.ts';

const rowsOf = (bins: readonly ReliabilityView[]) => bins.reduce((sum, bin) => sum + bin.rows, 0);

/** Expected calibration error over the bins: mean |observed − predicted|, weighted by rows; NaN without rows. */
export function expectedError(bins: readonly ReliabilityView[]): number {
  const rows = rowsOf(bins);
  if (rows === 0) return Number.NaN;
  return (
    bins.reduce(
      (sum, bin) => sum + (bin.rows === 0 ? 0 : bin.rows * Math.abs(bin.observed - bin.meanProbability)),
      0,
    ) / rows
  );
}

/** The largest gap between what was said and what came, among bins of at least `fewest` rows; null where there is none. */
export function widestGap(
  bins: readonly ReliabilityView[],
  fewest: number,
): { readonly bin: ReliabilityView; readonly gap: number } | null {
  let widest: { bin: ReliabilityView; gap: number } | null = null;
  for (const bin of bins) {
    if (bin.rows < fewest) continue;
    const gap = bin.observed - bin.meanProbability;
    if (widest === null || Math.abs(gap) > Math.abs(widest.gap)) widest = { bin, gap };
  }
  return widest;
}

/** The probabilities that hold rows, rounded outwards to tenths; 0 … 1 without rows. Same on both axes, so that the diagonal stays one. */
export function filledRange(...diagrams: readonly (readonly ReliabilityView[])[]): readonly [number, number] {
  const values = diagrams
    .flat()
    .filter((bin) => bin.rows > 0)
    .flatMap((bin) => [bin.meanProbability, bin.observed]);
  if (values.length === 0) return [0, 1];
  const low = Math.floor(Math.min(...values) * 10 + 1e-9) / 10;
  const high = Math.ceil(Math.max(...values) * 10 - 1e-9) / 10;
  return high > low
    ? [Math.max(0, low), Math.min(1, high)]
    : [Math.max(0, low - 0.1), Math.min(1, high + 0.1)];
}

export interface ConfusionCell {
  readonly count: number;
  /** Of the rows that really are of the class. */
  readonly share: number;
}
export interface ConfusionRow {
  readonly name: string;
  readonly rows: number;
  readonly cells: readonly ConfusionCell[];
  readonly precision: number;
  readonly recall: number;
}

/** `confusion[actual][predicted]`, one row per actual class. */
export function confusionRows(
  classes: readonly string[],
  confusion: readonly (readonly number[])[],
): readonly ConfusionRow[] {
  const at = (actual: number, predicted: number) => confusion[actual]?.[predicted] ?? 0;
  const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : Number.NaN);
  return classes.map((name, k) => {
    const rows = classes.reduce((sum, _, predicted) => sum + at(k, predicted), 0);
    const predictedAs = classes.reduce((sum, _, actual) => sum + at(actual, k), 0);
    return {
      name,
      rows,
      cells: classes.map((_, predicted) => ({
        count: at(k, predicted),
        share: ratio(at(k, predicted), rows),
      })),
      precision: ratio(at(k, k), predictedAs),
      recall: ratio(at(k, k), rows),
    };
  });
}
