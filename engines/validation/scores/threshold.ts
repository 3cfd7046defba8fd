// What acting above a threshold gives: coverage, hit rate and the net worth of the rows acted on after their own charges, less a
// price for turning the position over. Called by the threshold step inside a training part, by search objectives and reports.

/** Rows in order of time within each `stream` (an instrument): turnover is counted along them. */
export interface ThresholdRows {
  /** How sure the model is of acting; NaN: it says nothing. */
  readonly confidence: Float64Array;
  /** What acting earns before charges, in any one unit (a fraction of the entry, rupees); NaN: unknown, the row is left out. */
  readonly value: Float64Array;
  /** What acting costs, in the same unit, never negative: dated charges and slippage of that very row. */
  readonly cost: Float64Array;
  /** Side acted on, +1 or −1; all +1 where absent. */
  readonly side?: Int8Array;
  /** Instrument of each row; one stream where absent. */
  readonly stream?: Int32Array;
}

export interface ThresholdPoint {
  readonly threshold: number;
  /** Rows acted on, and their share of the rows that take part. */
  readonly acted: number;
  readonly coverage: number;
  /** Share of the acted rows that earn more than they cost; NaN where none was acted on. */
  readonly hitRate: number;
  /** Before charges: share that earns anything. Shown beside the other, never chosen by. */
  readonly grossHitRate: number;
  /** Mean net worth of an acted row; NaN where none. */
  readonly expectancy: number;
  /** Sum over acted rows, charges taken off. */
  readonly net: number;
  readonly charges: number;
  /** Changes of position (in, out, from side to side) per row that takes part: 0 … 2. */
  readonly turnover: number;
}

/** The points of each threshold in turn; acting means confidence ≥ threshold. */
export function thresholdCurve(rows: ThresholdRows, thresholds: readonly number[]): ThresholdPoint[] {
  checkLengths(rows);
  return thresholds.map((threshold) => pointAt(rows, threshold));
}

function pointAt(rows: ThresholdRows, threshold: number): ThresholdPoint {
  const { confidence, value, cost, side, stream } = rows;
  let part = 0;
  let acted = 0;
  let hits = 0;
  let grossHits = 0;
  let net = 0;
  let charges = 0;
  let changes = 0;
  const held = new Map<number, number>();
  for (let i = 0; i < confidence.length; i++) {
    if (Number.isNaN(confidence[i]!) || Number.isNaN(value[i]!)) continue;
    if (!(cost[i]! >= 0))
      throw new RangeError(`row ${i} costs ${cost[i]}; charges are zero or more, and known for every row`);
    part++;
    const acts = confidence[i]! >= threshold;
    const position = acts ? (side?.[i] ?? 1) : 0;
    const key = stream?.[i] ?? 0;
    changes += Math.abs(position - (held.get(key) ?? 0));
    held.set(key, position);
    if (!acts) continue;
    acted++;
    const worth = value[i]! - cost[i]!;
    net += worth;
    charges += cost[i]!;
    if (worth > 0) hits++;
    if (value[i]! > 0) grossHits++;
  }
  // What is still held at the end has to be closed as well.
  for (const position of held.values()) changes += Math.abs(position);
  const share = (count: number, of: number): number => (of > 0 ? count / of : Number.NaN);
  return {
    threshold,
    acted,
    coverage: share(acted, part),
    hitRate: share(hits, acted),
    grossHitRate: share(grossHits, acted),
    expectancy: share(net, acted),
    net,
    charges,
    turnover: share(changes, part),
  };
}

export interface ThresholdObjective {
  /** `expectancy`: mean net worth of an acted row; `per-row`: net worth over all rows, acted or not, which weighs coverage too. */
  readonly by: 'expectancy' | 'per-row';
  /** Taken off per unit of turnover, in the unit of the values: trading for its own sake must never pay. */
  readonly turnoverPenalty: number;
  /** Fewer acted rows than this are luck; the threshold cannot be chosen. */
  readonly fewestActed: number;
}

export const THRESHOLD_OBJECTIVE: ThresholdObjective = { by: 'per-row', turnoverPenalty: 0, fewestActed: 30 };

/** −Infinity where too few rows are acted on. */
export function thresholdScore(point: ThresholdPoint, objective: ThresholdObjective): number {
  if (!(objective.turnoverPenalty >= 0))
    throw new RangeError(`a turnover penalty is zero or more, got ${objective.turnoverPenalty}`);
  if (point.acted < Math.max(1, objective.fewestActed)) return Number.NEGATIVE_INFINITY;
  const gain = objective.by === 'expectancy' ? point.expectancy : point.expectancy * point.coverage;
  return gain - objective.turnoverPenalty * point.turnover;
}

export interface ThresholdChoice {
  /** Null: no threshold earns more than staying out, and that is the answer. */
  readonly threshold: number | null;
  readonly score: number;
  readonly curve: readonly ThresholdPoint[];
}

/** The best threshold, the higher of equals. Only to be called with rows of a training part. */
export function chooseThreshold(
  rows: ThresholdRows,
  thresholds: readonly number[],
  objective: ThresholdObjective = THRESHOLD_OBJECTIVE,
): ThresholdChoice {
  const curve = thresholdCurve(rows, thresholds);
  let threshold: number | null = null;
  let score = 0;
  for (const point of curve) {
    const own = thresholdScore(point, objective);
    if (own > score || (own === score && threshold !== null && point.threshold > threshold)) {
      threshold = point.threshold;
      score = own;
    }
  }
  return { threshold, score, curve };
}

/** `count` thresholds at even steps from `from` to `to`, both included; rounded so that 0.55 is 0.55. */
export function thresholdGrid(from: number, to: number, count: number): number[] {
  if (!(Number.isInteger(count) && count >= 2 && to > from))
    throw new RangeError(
      `a grid of thresholds has two or more, ascending; got ${count} from ${from} to ${to}`,
    );
  return Array.from({ length: count }, (_, k) =>
    Number((from + ((to - from) * k) / (count - 1)).toFixed(10)),
  );
}

function checkLengths(rows: ThresholdRows): void {
  const length = rows.confidence.length;
  for (const [name, column] of Object.entries(rows))
    if (column !== undefined && column.length !== length)
      throw new RangeError(`${name} holds ${column.length} rows, confidence ${length}; they must be equal`);
}
