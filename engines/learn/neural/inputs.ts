// The rows a network sees: standardised by the training part's own columns, float32, one row after the other. Called by fit and
// prediction alike.

import type { LearningData } from '../contract.ts';
import { checkFinite, type DesignColumns, designColumn } from '../linear/design-columns.ts';
import { LANES, padTo } from './kernels/kernels.ts';
import type { NetworkInputs } from './network.ts';

/** Throws RangeError for an infinite value. */
export function inputsOf(
  design: DesignColumns,
  data: LearningData,
  history: Int32Array | null,
): NetworkInputs {
  checkFinite(data);
  const { rows } = data;
  const width = padTo(design.feature.length, LANES);
  const values = new Float32Array(rows * width);
  design.feature.forEach((_, k) => {
    const column = designColumn(design, data, k);
    for (let i = 0; i < rows; i++) values[i * width + k] = column[i]!;
  });
  return { rows, width, values, history };
}
