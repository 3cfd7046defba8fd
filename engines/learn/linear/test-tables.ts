// Small tables with known weights for the tests of the linear estimators.

import { createRandom } from '../../numeric/random.ts';
import type { LabelledData } from '../contract.ts';

/** Columns normal with different means and spreads; classes drawn from a true linear model. */
export function classTable(classes: number, rows = 400, features = 4, seed = 3): LabelledData {
  const random = createRandom(seed);
  const columns = Array.from({ length: features }, () => new Float32Array(rows));
  const target = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let f = 0; f < features; f++) columns[f]![i] = f + (1 + f) * random.normal();
    const scores = Array.from({ length: classes }, (_, k) =>
      columns.reduce((sum, column, f) => sum + Math.sin(k * 3 + f) * (column[i]! / (1 + f)), 0),
    );
    const gumbel = scores.map((score) => score - Math.log(-Math.log(random.next() + 1e-12)));
    target[i] = gumbel.indexOf(Math.max(...gumbel));
  }
  return {
    rows,
    names: columns.map((_, f) => `f${f}`),
    columns,
    classes: Array.from({ length: classes }, (_, k) => `class ${k}`),
    target,
  };
}

/** The same columns with a number: 3 + Σ (−1)^f · x / (1 + f) + noise. */
export function numberTable(rows = 300, features = 4, seed = 5, noise = 0.5): LabelledData {
  const table = classTable(2, rows, features, seed);
  const random = createRandom(seed + 1);
  const target = Float64Array.from(
    { length: rows },
    (_, i) =>
      3 +
      table.columns.reduce((sum, column, f) => sum + ((-1) ** f * column[i]!) / (1 + f), 0) +
      noise * random.normal(),
  );
  return { ...table, classes: [], target };
}

/** Weighted mean and spread, the plain way. */
export function standardise(column: Float32Array, weight?: Float64Array): Float64Array {
  const w = (i: number) => weight?.[i] ?? 1;
  const total = column.reduce((sum, _, i) => sum + w(i), 0);
  const mean = column.reduce((sum, x, i) => sum + w(i) * x, 0) / total;
  const spread = Math.sqrt(column.reduce((sum, x, i) => sum + w(i) * (x - mean) ** 2, 0) / total);
  return Float64Array.from(column, (x) => (x - mean) / spread);
}
