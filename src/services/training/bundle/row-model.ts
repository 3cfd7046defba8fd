// Predicts single rows of one estimator's model without building a table where that can be done: trees are walked over their flat arrays,
// everything else is asked about a table of one row that is made once. Called by member-predictor.ts.

import { estimatorOf } from '../../../../engines/learn/catalogue.ts';
import type { Model } from '../../../../engines/learn/contract.ts';
import { isTreeModel } from '../../../../engines/learn/onnx/estimator-writers.ts';
import type { TreeState } from '../../../../engines/learn/trees/model/tree-state.ts';
import { predictionsOf, scoreRow } from '../../../../engines/learn/trees/model/walk.ts';

/** `row`: float32 values in the order of the model's names, NaN missing. Gives one number per class, or one. */
export type RowModel = (row: Float32Array) => Float64Array;

export function createRowModel(model: Model): RowModel {
  if (isTreeModel(model)) {
    const state = model.state as TreeState;
    const scores = new Float64Array(state.outputs);
    return (row) => {
      scoreRow(state, row, scores);
      return predictionsOf(state, scores, 1, model.classes.length);
    };
  }
  const estimator = estimatorOf(model.estimator);
  const columns = model.names.map(() => new Float32Array(1));
  const data = { rows: 1, names: model.names, columns };
  return (row) => {
    for (let f = 0; f < columns.length; f++) columns[f]![0] = row[f]!;
    return estimator.predict(model, data);
  };
}
