// The part of the AUC axis worth drawing: every figure and one half, with a margin, in steps of 0.05. Pure.

const MARGIN = 0.012;

export function aucRange(values: readonly number[]): readonly [number, number] {
  const known = [...values.filter(Number.isFinite), 0.5];
  return [
    Math.max(0, Math.floor((Math.min(...known) - MARGIN) * 20) / 20),
    Math.min(1, Math.ceil((Math.max(...known) + MARGIN) * 20) / 20),
  ];
}
