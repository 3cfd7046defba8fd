// Writes "neutrality, then side": the chance that nothing happens, and which way if something does. Its parts are written by their own
// writers, which the caller passes on. Called by estimator-writers.ts.

import type { Model } from '../contract.ts';
import { asSeen } from '../ensemble/neutral-then-side.ts';
import { modelOf, type NeutralThenSideState } from '../ensemble/state.ts';
import type { GraphBuilder } from './builder.ts';
import type { EstimatorInputs, EstimatorWriter } from './estimator-writers.ts';
import { COLUMNS, constantRows, pick } from './shapes.ts';

/** Doubles `[rows, 3]`, as every writer gives. */
export function writeNeutralThenSide(
  builder: GraphBuilder,
  model: Model,
  inputs: EstimatorInputs,
  write: EstimatorWriter,
): string {
  const state = model.state as NeutralThenSideState;
  const { short, long, flat, flatShare } = state;
  const neutral = modelOf(state, 'neutral');
  if (neutral === undefined) throw new RangeError('the model was stopped before anything was learned');
  const side = modelOf(state, 'side');
  const one = builder.doubles([1]);
  const chance = trueChance(builder, pick(builder, write(builder, neutral, inputs), [1]), flatShare);
  const acting = builder.add('Sub', [one, chance]);
  const sides =
    side === undefined ? constantRows(builder, inputs.rows, [0.5, 0.5]) : write(builder, side, inputs);
  const joined = builder.add('Concat', [builder.add('Mul', [acting, sides]), chance], COLUMNS);
  // Columns are short, long, flat here; the classes have an order of their own.
  const places = [0, 0, 0];
  [short, long, flat].forEach((k, at) => {
    places[k] = at;
  });
  return pick(builder, joined, places);
}

/** As `asSeen` turns the balanced chance back into a true one. `[rows, 1]`. */
function trueChance(builder: GraphBuilder, balanced: string, share: number): string {
  if (share === 0 || share === 1) return constantRows(builder, balanced, [asSeen(0.5, share)]);
  const own = builder.add('Mul', [balanced, builder.doubles([share])]);
  const rest = builder.add('Sub', [builder.doubles([1]), balanced]);
  const other = builder.add('Mul', [rest, builder.doubles([1 - share])]);
  return builder.add('Div', [own, builder.add('Add', [own, other])]);
}
