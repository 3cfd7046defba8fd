// Direction of a position and the plan for leaving it. Stated by strategies, carried out by the kernel and, live, by the
// executor; data only.

/** +1 long, −1 short. */
export type Side = 1 | -1;

/**
 * How a position is to be left. With basis `fill` the distances are fractions of the entry *fill* (0.0075 = 0.75 %), so the
 * stop keeps its distance whatever price the entry got; with `price` stop and target are absolute prices. NaN switches one off.
 */
export interface ExitPlan {
  readonly basis: 'fill' | 'price';
  readonly stop: number;
  readonly target: number;
  /** Favourable move (fraction of entry) that arms breakeven and trailing; NaN = never. */
  readonly breakevenTrigger: number;
  /** Stop offset beyond entry once armed, fraction; NaN = no breakeven stop. */
  readonly breakevenPad: number;
  /** Trailing distance from the best price once armed, fraction; NaN = no trail. */
  readonly trail: number;
}
