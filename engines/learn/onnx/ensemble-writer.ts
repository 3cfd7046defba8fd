// Writes the ensembles among the estimators: members that vote, a stack over them, one model per regime. Each member is written by its own
// writer, which the caller passes on. Called by estimator-writers.ts.

import type { Model } from '../contract.ts';
import {
  type EnsembleState,
  modelOf,
  type RegimeSwitchedState,
  type StackingState,
} from '../ensemble/state.ts';
import { type GraphBuilder, int } from './builder.ts';
import type { EstimatorInputs, EstimatorWriter } from './estimator-writers.ts';
import { COLUMNS, pick, rowSums, sumOf } from './shapes.ts';
import { writeSoftVote, writeStack } from './stack-writer.ts';

const membersOf = ({ parts }: EnsembleState): readonly Model[] =>
  parts.filter(({ key }) => key.startsWith('member/')).map(({ model }) => model);

/** Doubles `[rows, width]`, as every writer gives. */
export function writeVote(
  builder: GraphBuilder,
  model: Model,
  inputs: EstimatorInputs,
  write: EstimatorWriter,
): string {
  const members = membersOf(model.state as EnsembleState);
  return writeSoftVote(
    builder,
    members.map((member) => write(builder, member, inputs)),
  );
}

export function writeStacking(
  builder: GraphBuilder,
  model: Model,
  inputs: EstimatorInputs,
  write: EstimatorWriter,
): string {
  const state = model.state as StackingState;
  const predictions = membersOf(state).map((member) => write(builder, member, inputs));
  if (state.stack === null) return writeSoftVote(builder, predictions);
  const regimes = state.stack.states > 0 ? pick(builder, inputs.rows, state.regimeColumns) : null;
  return writeStack(builder, state.stack, predictions, regimes, write);
}

/** The likeliest regime's model, or all by their chances; the fallback where a regime has none of its own. */
export function writeSwitched(
  builder: GraphBuilder,
  model: Model,
  inputs: EstimatorInputs,
  write: EstimatorWriter,
): string {
  const state = model.state as RegimeSwitchedState;
  const fallback = modelOf(state, 'fallback');
  if (fallback === undefined) throw new RangeError('the model was stopped before anything was learned');
  const general = write(builder, fallback, inputs);
  const states = state.regimes?.hmm.start.length ?? state.regimeColumns.length;
  if (states === 0) return general;
  const chances = state.regimes === null ? pick(builder, inputs.rows, state.regimeColumns) : inputs.regimes;
  if (chances === null) throw new RangeError('the chances of its regimes are no input of the graph');
  const own = Array.from({ length: states }, (_, k) => {
    const part = modelOf(state, `state/${k}`);
    return part === undefined ? general : write(builder, part, inputs);
  });
  if (model.parameters.mixing === 'mixed') {
    const shares = builder.add('Div', [chances, rowSums(builder, chances)]);
    return sumOf(
      builder,
      own.map((prediction, k) => builder.add('Mul', [pick(builder, shares, [k]), prediction])),
    );
  }
  // Of equal chances the first, as the estimator does.
  const likeliest = builder.add('ArgMax', [chances], { ...COLUMNS, keepdims: int(1) });
  return own.slice(1).reduce((chosen, prediction, k) => {
    const is = builder.add('Equal', [likeliest, builder.integers([k + 1])]);
    return builder.add('Where', [is, prediction, chosen]);
  }, own[0]!);
}
