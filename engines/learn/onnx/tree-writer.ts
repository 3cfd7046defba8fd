// Writes a tree model as a graph: its trees, then what makes predictions of their scores, as `predictionsOf` does. Called by
// estimator-writers.ts.

import type { Model } from '../contract.ts';
import { type TreeState, treeShare } from '../trees/model/tree-state.ts';
import { type GraphBuilder, int } from './builder.ts';
import { bothClasses, rowSums } from './shapes.ts';
import { treeScores } from './tree-ensemble.ts';

/** `features`: doubles `[rows, names]`. Gives what the estimator predicts, `[rows, classes or 1]`. */
export function writeTrees(builder: GraphBuilder, model: Model, features: string): string {
  const state = model.state as TreeState;
  const sums = treeScores(builder, state, features);
  const scores = state.objective === 'mean' ? meanOf(builder, state, sums) : sums;
  const classes = model.classes.length;
  if (classes === 0) return scores;
  if (state.outputs === 1)
    return bothClasses(
      builder,
      state.objective === 'logistic'
        ? builder.add('Sigmoid', [scores])
        : builder.add('Clip', [scores, builder.doubles([0], []), builder.doubles([1], [])]),
    );
  if (state.objective === 'softmax') return builder.add('Softmax', [scores], { axis: int(1) });
  const shares = builder.add('Relu', [scores]);
  const sum = rowSums(builder, shares);
  const none = builder.add('LessOrEqual', [sum, builder.doubles([0])]);
  return builder.add('Where', [none, builder.doubles([1 / classes]), builder.add('Div', [shares, sum])]);
}

function meanOf(builder: GraphBuilder, state: TreeState, sums: string): string {
  const means = builder.add('Mul', [sums, builder.doubles([treeShare(state)])]);
  return builder.add('Add', [builder.doubles(state.initial, [1, state.outputs]), means]);
}
