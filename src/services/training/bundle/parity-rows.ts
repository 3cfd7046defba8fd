// Rows for a parity check: real ones first, then made ones that go where real rows seldom do: missing values, the ends of what was seen,
// and values exactly on a model's thresholds with their float32 neighbours. Called by parity.ts. All chance follows from a fixed seed.

import type { LearningData, Model, RowOrder } from '../../../../engines/learn/contract.ts';
import { isTreeModel, partsOf } from '../../../../engines/learn/onnx/estimator-writers.ts';
import type { TreeState } from '../../../../engines/learn/trees/model/tree-state.ts';
import { createRandom, type Random } from '../../../../engines/numeric/random.ts';
import type { StoredModel } from '../steps/contract.ts';
import { rowsOf } from '../steps/row-data.ts';
import { acceptsMissing, membersOf, regimesOf } from './servable.ts';

export const LEAST_ROWS = 10_000;
/** Made rows that are always there, however many real ones are given. */
const LEAST_MADE = 4_000;
/** Real rows beyond this tell nothing new and cost time. */
const MOST_REAL = 20_000;
const SEED = 0x9a417;
/** Rows of the sequences made rows stand in. */
const SEQUENCE = 40;

export interface ParityRows {
  /** The model's inputs. */
  readonly data: LearningData;
  readonly real: number;
  readonly made: number;
}

/** `real`: rows of the model's inputs with an order where it needs one; null where there are none. */
export function parityRows(stored: StoredModel, real: LearningData | null): ParityRows {
  const given = real === null ? emptyTable(stored) : evenly(rowsOf(real, stored.inputs), MOST_REAL);
  const made = Math.max(LEAST_MADE, LEAST_ROWS - given.rows);
  const random = createRandom(SEED);
  const knots = thresholdsOf(stored);
  const members = membersOf(stored);
  const trees = members.every(({ model }) => isTreeModel(model)) && regimesOf(stored).length === 0;
  const missing = acceptsMissing(stored);
  const columns = given.columns.map((column, f) => {
    const name = given.names[f]!;
    const out = new Float32Array(given.rows + made);
    out.set(column);
    const draw = valuesLike(column, knots.get(name) ?? [], { random, trees, missing });
    for (let i = given.rows; i < out.length; i++) out[i] = draw();
    return out;
  });
  const data: LearningData = {
    rows: given.rows + made,
    names: given.names,
    columns,
    order: orderOf(given, made),
  };
  return { data, real: given.rows, made };
}

interface Drawing {
  readonly random: Random;
  /** Only trees are asked about infinities and the largest floats: sums of others have no exact answer there. */
  readonly trees: boolean;
  readonly missing: boolean;
}

function valuesLike(
  column: Float32Array,
  knots: readonly number[],
  { random, trees, missing }: Drawing,
): () => number {
  const known = column.filter((x) => Number.isFinite(x));
  const low = known.length > 0 ? known.reduce((a, b) => Math.min(a, b)) : (knots.at(0) ?? 0) - 1;
  const high = known.length > 0 ? known.reduce((a, b) => Math.max(a, b)) : (knots.at(-1) ?? 0) + 1;
  const span = high > low ? high - low : 1;
  const ends = [low, high, low - 9 * span, high + 9 * span, 0, -0, low - span, high + span];
  const beyond = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    3.4028234663852886e38,
    -3.4028234663852886e38,
    1.401298464324817e-45,
  ];
  const extremes = trees ? [...ends, ...beyond] : ends;
  const one = (from: readonly number[]) => from[random.integer(from.length)]!;
  return () => {
    const kind = random.next();
    if (missing && kind < 0.15) return Number.NaN;
    if (kind < 0.3) return one(extremes);
    if (kind < 0.65 && knots.length > 0) return neighbour32(one(knots), random.integer(3) - 1);
    if (kind < 0.8 && known.length > 0) return known[random.integer(known.length)]!;
    return low + span * random.next();
  };
}

const value32 = new Float32Array(1);
const bits32 = new Int32Array(value32.buffer);

/** The float32 `by` (−1, 0, 1) steps above a finite one. */
export function neighbour32(x: number, by: number): number {
  value32[0] = x;
  if (by === 0 || !Number.isFinite(x)) return value32[0]!;
  // Zero's neighbours are the smallest numbers of either sign; elsewhere the bits count the magnitude.
  if (value32[0] === 0) bits32[0] = by > 0 ? 1 : -0x7fffffff;
  else bits32[0]! += x > 0 ? by : -by;
  return value32[0]!;
}

/** Per feature: the finite thresholds of all trees inside, ascending. */
function thresholdsOf(stored: StoredModel): ReadonlyMap<string, readonly number[]> {
  const sets = new Map<string, Set<number>>();
  for (const { names, state } of membersOf(stored).flatMap(({ model }) => treesIn(model)))
    (state as TreeState).feature.forEach((f, node) => {
      const own = sets.get(names[f]!) ?? new Set<number>();
      const threshold = (state as TreeState).threshold[node]!;
      if (Number.isFinite(threshold)) own.add(threshold);
      sets.set(names[f]!, own);
    });
  return new Map([...sets].map(([name, own]) => [name, [...own].sort((a, b) => a - b)]));
}

function treesIn(model: Model): readonly Model[] {
  return isTreeModel(model) ? [model] : partsOf(model).flatMap(treesIn);
}

function emptyTable({ inputs: names }: StoredModel): LearningData {
  return { rows: 0, names, columns: names.map(() => new Float32Array(0)) };
}

/** At most so many rows; whole sequences from the start where there is an order, every n-th row else. */
function evenly(data: LearningData, most: number): LearningData {
  if (data.rows <= most) return data;
  const stride = data.order === undefined ? data.rows / most : 1;
  const places = Int32Array.from({ length: most }, (_, k) => Math.floor(k * stride));
  const { order } = data;
  return {
    rows: most,
    names: data.names,
    columns: data.columns.map((column) => Float32Array.from(places, (i) => column[i]!)),
    ...(order && {
      order: {
        sequence: order.sequence.slice(0, most),
        time: order.time.slice(0, most),
        t1: order.t1.slice(0, most),
      },
    }),
  };
}

/** Made rows stand in sequences of their own; real ones without an order in one of their own each. */
function orderOf({ rows, order }: LearningData, made: number): RowOrder {
  const all = rows + made;
  const next = (order?.sequence.reduce((a, b) => Math.max(a, b), -1) ?? rows - 1) + 1;
  return {
    sequence: Int32Array.from({ length: all }, (_, i) =>
      i < rows ? (order?.sequence[i] ?? i) : next + Math.floor((i - rows) / SEQUENCE),
    ),
    time: Float64Array.from({ length: all }, (_, i) => (i < rows && order ? order.time[i]! : i * 60_000)),
    t1: new Float64Array(all).fill(Number.NaN),
  };
}
