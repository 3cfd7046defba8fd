// Writes everything that serves a row as one graph: selection of features, estimator or blend of several, calibration. Called by the
// bundle. Regimes are filtered along a session and cannot be in a graph: their chances are an input of it.

import type { RowCalibration } from '../calibration/calibrate-rows.ts';
import type { Model } from '../contract.ts';
import type { StackState } from '../ensemble/stack.ts';
import { createGraphBuilder, type GraphBuilder } from './builder.ts';
import { writeCalibration } from './calibration-writer.ts';
import { type EstimatorInputs, windowSteps, writeEstimator } from './estimator-writers.ts';
import type { OnnxGraph } from './graph.ts';
import { asDoubles, COLUMNS, pick } from './shapes.ts';
import { writeSoftVote, writeStack } from './stack-writer.ts';

export interface ServableMember {
  readonly model: Model;
  /** Per name of the model: its place among the inputs followed by the columns of regimes. */
  readonly places: readonly number[];
  /** The same of the chances of regimes the model follows by itself; empty where it follows none. */
  readonly regimePlaces: readonly number[];
}

export interface Servable {
  /** Features asked for, in order. */
  readonly inputs: readonly string[];
  /** Columns of regimes beside them. */
  readonly regimeColumns: number;
  /** One, or several that are blended. */
  readonly members: readonly ServableMember[];
  /** How members are blended; null for the model of a single estimator. */
  readonly blend:
    | { readonly method: 'soft-vote' }
    | { readonly method: 'stack'; readonly state: StackState; readonly regimePlaces: readonly number[] }
    | null;
  /** Classes; 1 for a number. */
  readonly width: number;
  readonly calibration: RowCalibration | null;
}

export const GRAPH_VALUES = {
  /** float32 `[rows, inputs]`, NaN missing. */
  features: 'features',
  /** float32 `[rows, columns of regimes]`; only where there are such. */
  regimes: 'regimes',
  /**
   * float32 `[rows, steps, inputs + columns of regimes]`: each row last, the rows of its sequence before it, oldest first, at the start
   * whatever where there are fewer; only for models that look back.
   */
  windows: 'windows',
  /** int64 `[rows]`: how many rows of each window are real. */
  lengths: 'lengths',
  /** float64 `[rows, width]`: before and after calibration. */
  raw: 'raw',
  prediction: 'prediction',
} as const;

/** Rows of the longest window any member reads, its own row among them; 1 where all read single rows. */
export const stepsOf = ({ members }: Pick<Servable, 'members'>): number =>
  Math.max(...members.map(({ model }) => windowSteps(model)));

/** Throws RangeError where there is no ONNX form of an estimator. */
export function writeServable(
  servable: Servable,
  name: string,
  metadata: Readonly<Record<string, string>> = {},
): OnnxGraph {
  const { inputs, regimeColumns, members, blend, width, calibration } = servable;
  const builder = createGraphBuilder();
  const steps = stepsOf(servable);
  const columns = inputs.length + regimeColumns;
  const own = builder.input(GRAPH_VALUES.features, 'float32', ['rows', inputs.length]);
  const rows = regimeColumns === 0 ? own : besideRegimes(builder, own, regimeColumns);
  const given: EstimatorInputs = {
    rows: asDoubles(builder, rows),
    windows:
      steps === 1
        ? null
        : {
            values: asDoubles(
              builder,
              builder.input(GRAPH_VALUES.windows, 'float32', ['rows', steps, columns]),
            ),
            lengths: builder.input(GRAPH_VALUES.lengths, 'int64', ['rows']),
            steps,
          },
    regimes: null,
  };
  const raws = members.map((member) =>
    writeEstimator(builder, member.model, placed(builder, given, member, columns)),
  );
  const raw = blended(builder, blend, raws, given.rows);
  builder.output(GRAPH_VALUES.raw, raw, 'float64', ['rows', width]);
  const prediction = calibration === null || width === 1 ? raw : writeCalibration(builder, calibration, raw);
  builder.output(GRAPH_VALUES.prediction, prediction, 'float64', ['rows', width]);
  return builder.graph(name, metadata);
}

function besideRegimes(builder: GraphBuilder, features: string, count: number): string {
  const regimes = builder.input(GRAPH_VALUES.regimes, 'float32', ['rows', count]);
  return builder.add('Concat', [features, regimes], COLUMNS);
}

/** The columns a member reads, in its order. */
function placed(
  builder: GraphBuilder,
  { rows, windows }: EstimatorInputs,
  { model, places, regimePlaces }: ServableMember,
  columns: number,
): EstimatorInputs {
  const regimes = regimePlaces.length > 0 ? pick(builder, rows, regimePlaces) : null;
  if (places.length === columns && places.every((at, k) => at === k)) return { rows, windows, regimes };
  const looksBack = windows !== null && windowSteps(model) > 1;
  return {
    rows: pick(builder, rows, places),
    windows: looksBack ? { ...windows, values: pick(builder, windows.values, places, 2) } : null,
    regimes,
  };
}

function blended(
  builder: GraphBuilder,
  blend: Servable['blend'],
  raws: readonly string[],
  rows: string,
): string {
  if (blend === null) return raws[0]!;
  if (blend.method === 'soft-vote') return writeSoftVote(builder, raws);
  const regimes = blend.regimePlaces.length > 0 ? pick(builder, rows, blend.regimePlaces) : null;
  return writeStack(builder, blend.state, raws, regimes, writeEstimator);
}
