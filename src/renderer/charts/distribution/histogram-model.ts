// Buckets of a histogram with round edges and zero on an edge, so that no bar mixes gains and losses. Pure.

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const STEPS = [1, 2, 2.5, 5, 10];
/** Outliers beyond this share of the values on either side are gathered in the end bins. */
const TAIL = 0.005;

/** Money has paise: finer bars would only show rounding. */
const LEAST_STEP = 0.01;

export function niceStep(spread: number, bins: number): number {
  const raw = spread / Math.max(1, bins);
  if (!(raw > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  return (STEPS.find((factor) => factor * power >= raw * 0.999) ?? 10) * power;
}

export function histogram(values: readonly number[], bins = 40): readonly HistogramBin[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const low = at(TAIL);
  const high = at(1 - TAIL);
  const step = Math.max(LEAST_STEP, niceStep(high - low || Math.abs(high) || 1, bins));
  const first = Math.floor(low / step);
  const last = Math.max(first, Math.ceil(high / step) - 1);
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const value of sorted) {
    const bin = Math.min(last, Math.max(first, Math.floor(value / step))) - first;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, k) => ({ from: (first + k) * step, to: (first + k + 1) * step, count }));
}
