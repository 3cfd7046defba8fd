// Tables with an order in time for the tests of ensembles: sessions of 40 rows, five minutes apart.

import { createRandom } from '../../numeric/random.ts';
import type { LabelledData, RowOrder } from '../contract.ts';

export type OrderedTable = LabelledData & { readonly order: RowOrder };

const MINUTE = 60_000;

export function inSequence<T extends LabelledData>(
  data: T,
  reachMinutes = 15,
  session = 40,
): T & OrderedTable {
  const sequence = Int32Array.from({ length: data.rows }, (_, i) => Math.floor(i / session));
  const time = Float64Array.from(
    { length: data.rows },
    (_, i) => Math.floor(i / session) * 1_440 * MINUTE + (i % session) * 5 * MINUTE,
  );
  return { ...data, order: { sequence, time, t1: time.map((t) => t + reachMinutes * MINUTE) } };
}

/** Two classes that follow two of four features, with noise; feature 0 is the row's own number. */
export function orderedTable(rows: number, seed: number, reachMinutes = 15): OrderedTable {
  const random = createRandom(seed);
  const columns = [
    Float32Array.from({ length: rows }, (_, i) => i),
    ...[1, 2, 3].map(() => Float32Array.from({ length: rows }, () => random.normal())),
  ];
  const target = Float64Array.from({ length: rows }, (_, i) => {
    const score = 1.5 * columns[1]![i]! - columns[2]![i]!;
    return Number(random.next() < 1 / (1 + Math.exp(-score)));
  });
  return inSequence(
    { rows, names: ['row', 'a', 'b', 'c'], columns, classes: ['down', 'up'], target },
    reachMinutes,
  );
}

export const logLoss = (data: LabelledData, predictions: Float64Array): number =>
  data.target.reduce(
    (sum, y, i) => sum - Math.log(Math.max(1e-12, predictions[i * data.classes.length + y]!)),
    0,
  ) / data.rows;
