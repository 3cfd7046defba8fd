// Windows of rows for graphs that look along a sequence: each row last, the rows of its sequence before it, oldest first, and how many of
// them are real. Called by graph-session.ts.

import { Tensor } from 'onnxruntime-node';
import type { RowOrder } from '../../../../engines/learn/contract.ts';
import { GRAPH_VALUES } from '../../../../engines/learn/onnx/servable-writer.ts';

/** Windows of rows `from` … `to` − 1; rows before `from` are read, too. Throws RangeError for rows without an order. */
export function windowsOf(
  columns: readonly Float32Array[],
  order: RowOrder | undefined,
  from: number,
  to: number,
  steps: number,
): Record<string, Tensor> {
  if (order === undefined) throw new RangeError('the model looks along sessions; give the rows an order');
  const { sequence } = order;
  const width = columns.length;
  const rows = to - from;
  const values = new Float32Array(rows * steps * width);
  const lengths = new BigInt64Array(rows);
  for (let row = from; row < to; row++) {
    let first = row;
    while (first > 0 && row - first + 1 < steps && sequence[first - 1] === sequence[row]) first--;
    const length = row - first + 1;
    lengths[row - from] = BigInt(length);
    const start = (row - from) * steps + steps - length;
    for (let i = first; i <= row; i++)
      for (let f = 0; f < width; f++) values[(start + i - first) * width + f] = columns[f]![i]!;
  }
  return {
    [GRAPH_VALUES.windows]: new Tensor('float32', values, [rows, steps, width]),
    [GRAPH_VALUES.lengths]: new Tensor('int64', lengths, [rows]),
  };
}
