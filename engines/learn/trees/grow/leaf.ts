// A leaf of the tree being grown: its rows, sums and the best cut found for it. Sums are in quantised units (quantisation.ts).

/** A cut of a leaf: rows whose bin of `feature` is at most `bin` go left, missing ones to the side of `missingLeft`. */
export interface Cut {
  /** Score of both sides less that of the leaf, quantised. */
  gain: number;
  feature: number;
  bin: number;
  missingLeft: boolean;
  leftGradient: number;
  leftHessian: number;
}

export interface Leaf {
  /** First position in the list of rows, and how many. */
  readonly start: number;
  readonly rows: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly depth: number;
  /** Counts leaves in the order they came to be: names their chances. */
  readonly serial: number;
  /** Bounds on the value from monotone features above it, quantised. */
  readonly lower: number;
  readonly upper: number;
  /** Value of the nearest ancestor with enough weight, quantised: for children too small to say. */
  readonly fallback: number;
  /** Histogram it owns, −1 none. */
  slot: number;
  cut: Cut | null;
  /** Where the tree refers to this leaf: node and side, −1 for the root. */
  readonly parent: number;
  readonly isLeft: boolean;
}

/** What a leaf predicts, quantised: the minimum of Gw + ½(H+λ)w² + α|w|, within its bounds. */
export function leafValue(leaf: Leaf, l1: number, l2: number): number {
  return boundedValue(leaf.gradient, leaf.hessian, l1, l2, leaf.lower, leaf.upper);
}

export function boundedValue(
  gradient: number,
  hessian: number,
  l1: number,
  l2: number,
  lower: number,
  upper: number,
): number {
  const size = Math.max(Math.abs(gradient) - l1, 0);
  const denominator = hessian + l2;
  if (denominator <= 0) return Math.min(Math.max(0, lower), upper);
  const value = (gradient > 0 ? -size : size) / denominator;
  return Math.min(Math.max(value, lower), upper);
}

/** −2 × (Gw + ½(H+λ)w² + α|w|): the score of a side that predicts w; at the best free w it is T(G)²/(H+λ). */
export function scoreOf(gradient: number, hessian: number, l1: number, l2: number, value: number): number {
  return -2 * (gradient * value + l1 * Math.abs(value)) - (hessian + l2) * value * value;
}
