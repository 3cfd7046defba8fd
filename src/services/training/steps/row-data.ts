// Rows of a training table in the shape estimators read. Called for fitting (through a training part, which lets no other row out) and
// for predicting. Copies; the table itself is never written.

import type { LabelledData, LearningData, RowOrder } from '../../../../engines/learn/contract.ts';
import type { TrainingPart } from '../../../../engines/validation/splits/training-part.ts';
import type { TrainingTable } from './contract.ts';

/**
 * One number per instrument and session: the table holds instruments one after the other, ascending by time, so rows taken in
 * ascending order lie together as estimators that look along time need them.
 */
export function orderOfRows(table: TrainingTable, rows: Uint32Array): RowOrder {
  const { instrument, session, time, t1 } = table;
  const sequence = new Int32Array(rows.length);
  for (let k = 1; k < rows.length; k++) {
    const [before, row] = [rows[k - 1]!, rows[k]!];
    const same = instrument[row] === instrument[before] && session[row] === session[before];
    sequence[k] = sequence[k - 1]! + (same ? 0 : 1);
  }
  return {
    sequence,
    time: Float64Array.from(rows, (row) => time[row]!),
    t1: Float64Array.from(rows, (row) => t1[row]!),
  };
}

/** Only the named columns; throws RangeError for a name the source does not have. Rows of all where absent. */
export function rowsOf(
  source: TrainingTable | LearningData,
  names: readonly string[],
  rows?: Uint32Array,
): LearningData {
  const places = new Map(source.names.map((name, f) => [name, f]));
  const columns = names.map((name) => {
    const place = places.get(name);
    if (place === undefined)
      throw new RangeError(
        `the model reads ${name}, which is not among the ${source.names.length} features given`,
      );
    const values = source.columns[place]!;
    return rows === undefined ? values : gathered(values, rows);
  });
  const order = orderOf(source, rows);
  return { rows: rows?.length ?? source.rows, names, columns, ...(order && { order }) };
}

function orderOf(source: TrainingTable | LearningData, rows: Uint32Array | undefined): RowOrder | undefined {
  if ('datasetId' in source) return orderOfRows(source, rows ?? Uint32Array.from(source.time.keys()));
  const { order } = source;
  if (order === undefined || rows === undefined) return order;
  return {
    sequence: Int32Array.from(rows, (row) => order.sequence[row]!),
    time: Float64Array.from(rows, (row) => order.time[row]!),
    t1: Float64Array.from(rows, (row) => order.t1[row]!),
  };
}

function gathered(values: Float32Array, rows: Uint32Array): Float32Array {
  const own = new Float32Array(rows.length);
  for (let k = 0; k < rows.length; k++) own[k] = values[rows[k]!]!;
  return own;
}

/** All rows of the part with every feature, their targets and weights. */
export function labelledRows(table: TrainingTable, part: TrainingPart): LabelledData {
  const rows = part.rows();
  const { classes } = table.task;
  return {
    ...part.gather(),
    classes,
    target:
      classes.length === 0
        ? part.gatherVector(table.value)
        : Float64Array.from(rows, (row) => table.label[row]!),
    weight: part.gatherVector(table.weight),
    order: orderOfRows(table, rows),
  };
}
