// Turns a table with an order into what a hidden Markov model reads: observed columns row by row, and how long each sequence is.
// Called by fitting and appending, so that both see the same rows the same way.

import { checkTable } from '../check-data.ts';
import type { LearningData, RowOrder } from '../contract.ts';
import type { HmmData } from '../hmm/model.ts';

/**
 * Lengths of the sequences in turn. Throws RangeError where rows of one sequence do not lie together or do not ascend: filtering them
 * would carry knowledge backwards.
 */
export function sequenceLengths(data: LearningData): number[] {
  const order = orderOf(data);
  const lengths: number[] = [];
  const seen = new Set<number>();
  for (let i = 0; i < data.rows; i++) {
    const own = order.sequence[i]!;
    if (i > 0 && own === order.sequence[i - 1]) {
      if (!(order.time[i]! >= order.time[i - 1]!))
        throw new RangeError(`row ${i} of sequence ${own} is earlier than the row before it; sort by time`);
      lengths[lengths.length - 1]!++;
      continue;
    }
    if (seen.has(own))
      throw new RangeError(`rows of sequence ${own} do not lie together (row ${i}); sort by sequence`);
    seen.add(own);
    lengths.push(1);
  }
  return lengths;
}

/** The order of data that must have one; throws RangeError where it has none or it does not fit. */
export function orderOf(data: LearningData): RowOrder {
  const { order, rows } = data;
  if (order === undefined)
    throw new RangeError('the rows have no order in time; regimes and inner folds need sequence and time');
  for (const [name, values] of Object.entries(order))
    if (values.length !== rows)
      throw new RangeError(`the order's ${name} has ${values.length} values for ${rows} rows`);
  return order;
}

/** Throws RangeError for a column that is not there. */
export function observationsOf(data: LearningData, observed: readonly string[]): HmmData {
  checkTable(data);
  const columns = observed.map((name) => data.columns[positionOf(data.names, name)]!);
  const width = columns.length;
  const values = new Float64Array(data.rows * width);
  columns.forEach((column, d) => {
    for (let i = 0; i < data.rows; i++) values[i * width + d] = column[i]!;
  });
  return { names: observed, values, lengths: sequenceLengths(data) };
}

export function positionOf(names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  if (at < 0)
    throw new RangeError(
      `regimes observe ${name}, which is not among the ${names.length} features; choose others or add it to the feature set`,
    );
  return at;
}
