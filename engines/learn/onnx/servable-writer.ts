// Writes everything that serves a row as one graph: selection of features, estimator, calibration. Called by the bundle. Regimes are
// filtered along a session and cannot be in a graph of single rows: their chances are an input of it.

import type { RowCalibration } from '../calibration/calibrate-rows.ts';
import type { Model } from '../contract.ts';
import { createGraphBuilder } from './builder.ts';
import { writeCalibration } from './calibration-writer.ts';
import { writeEstimator } from './estimator-writers.ts';
import type { OnnxGraph } from './graph.ts';
import { asDoubles, COLUMNS, pick } from './shapes.ts';

export interface Servable {
  /** Features asked for, in order. */
  readonly inputs: readonly string[];
  readonly model: Model;
  readonly calibration: RowCalibration | null;
}

export const GRAPH_VALUES = {
  /** float32 `[rows, inputs]`, NaN missing. */
  features: 'features',
  /** float32 `[rows, columns of the model that are no inputs]`, only where it has such. */
  regimes: 'regimes',
  /** float64 `[rows, classes]`, or `[rows, 1]` for a number: before and after calibration. */
  raw: 'raw',
  prediction: 'prediction',
} as const;

/** Names the estimator learned from that are no inputs: the chances of regimes. */
export function addedNames({ inputs, model }: Servable): readonly string[] {
  const known = new Set(inputs);
  return model.names.filter((name) => !known.has(name));
}

/** Throws RangeError where there is no ONNX form of the estimator. */
export function writeServable(
  servable: Servable,
  metadata: Readonly<Record<string, string>> = {},
): OnnxGraph {
  const { inputs, model, calibration } = servable;
  const builder = createGraphBuilder();
  const added = addedNames(servable);
  const given = asDoubles(builder, builder.input(GRAPH_VALUES.features, 'float32', ['rows', inputs.length]));
  const all =
    added.length === 0
      ? given
      : builder.add(
          'Concat',
          [given, asDoubles(builder, builder.input(GRAPH_VALUES.regimes, 'float32', ['rows', added.length]))],
          COLUMNS,
        );
  const places = placesOf(servable);
  const asTheyStand = places.length === inputs.length + added.length && places.every((at, k) => at === k);
  const raw = writeEstimator(builder, model, asTheyStand ? all : pick(builder, all, places));
  const width = Math.max(1, model.classes.length);
  builder.output(GRAPH_VALUES.raw, raw, 'float64', ['rows', width]);
  const prediction =
    calibration === null || model.classes.length === 0 ? raw : writeCalibration(builder, calibration, raw);
  builder.output(GRAPH_VALUES.prediction, prediction, 'float64', ['rows', width]);
  return builder.graph(model.estimator, metadata);
}

/** Per name of the model: its place among the inputs followed by the added names. */
export function placesOf(servable: Servable): Int32Array {
  const all = new Map([...servable.inputs, ...addedNames(servable)].map((name, at) => [name, at]));
  return Int32Array.from(servable.model.names, (name) => all.get(name)!);
}
