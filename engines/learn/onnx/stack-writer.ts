// Writes what a blend makes of its members' predictions: their mean, or a meta-learner over them, as blend.ts and stack.ts do. Called by
// servable-writer.ts and by the stacking estimator's writer.

import { META_EDGE, type StackState } from '../ensemble/stack.ts';
import { type GraphBuilder, int } from './builder.ts';
import type { EstimatorWriter } from './estimator-writers.ts';
import { asDoubles, COLUMNS, pick, sumOf } from './shapes.ts';

/** `predictions`: doubles `[rows, width]`, one per member. */
export function writeSoftVote(builder: GraphBuilder, predictions: readonly string[]): string {
  return builder.add('Div', [sumOf(builder, predictions), builder.doubles([predictions.length])]);
}

/** `regimes`: doubles `[rows, states]`; null where the stack knows none. */
export function writeStack(
  builder: GraphBuilder,
  { model, width }: StackState,
  predictions: readonly string[],
  regimes: string | null,
  write: EstimatorWriter,
): string {
  const columns = predictions.map((own) => metaColumns(builder, own, width));
  const joined = builder.add('Concat', regimes === null ? columns : [...columns, regimes], COLUMNS);
  // The meta-learner was fitted on single precision, and takes its cuts there.
  const single = builder.add('Cast', [joined], { to: int(FLOAT32) });
  return write(builder, model, { rows: asDoubles(builder, single), windows: null, regimes: null });
}

const FLOAT32 = 1;

/** See [Note: meta features] in stack.ts. */
function metaColumns(builder: GraphBuilder, predictions: string, width: number): string {
  if (width === 1) return predictions;
  const least = builder.doubles([META_EDGE], []);
  const most = builder.doubles([1 - META_EDGE], []);
  const logs = builder.add('Log', [builder.add('Clip', [predictions, least, most])]);
  if (width === 2) return builder.add('Sub', [pick(builder, logs, [1]), pick(builder, logs, [0])]);
  const mean = builder.add('ReduceMean', [logs, builder.integers([1])], { keepdims: int(1) });
  return builder.add('Sub', [logs, mean]);
}
