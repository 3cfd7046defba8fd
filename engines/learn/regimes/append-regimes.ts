// Puts the chance of each regime beside stored rows, as features regime_0, regime_1, …: forward-filtered inside each sequence, so a
// row knows of itself and of what came before it in its session, and of nothing else. Called by training, tests and predictions.

import { checkTable } from '../check-data.ts';
import type { LearningData } from '../contract.ts';
import { sequenceLengths } from './observations.ts';
import { createRegimeStream } from './regime-stream.ts';
import { type RegimeState, regimeNames, regimePositions } from './state.ts';

/** Chances row-major, one per state and row. `data` needs an `order`; whole sessions, from their first row on. */
export function regimeChances(state: RegimeState, data: LearningData): Float32Array {
  checkTable(data);
  const states = state.hmm.start.length;
  const observed = state.hmm.names.map((name) => data.names.indexOf(name));
  const missing = state.hmm.names.find((_, d) => observed[d]! < 0);
  if (missing !== undefined)
    throw new RangeError(`regimes observe ${missing}, which is not among the ${data.names.length} features`);
  const stream = createRegimeStream(state, state.hmm.names);
  const columns = observed.map((at) => data.columns[at]!);
  const row = new Float32Array(columns.length);
  const out = new Float32Array(data.rows * states);
  let i = 0;
  for (const length of sequenceLengths(data)) {
    stream.reset();
    for (const end = i + length; i < end; i++) {
      for (let d = 0; d < row.length; d++) row[d] = columns[d]![i]!;
      out.set(stream.update(row), i * states);
    }
  }
  return out;
}

/** The same table with the chances appended as columns. Generic: labels, weights and order stay. */
export function appendRegimes<T extends LearningData>(state: RegimeState, data: T): T {
  if (regimePositions(data.names).length > 0)
    throw new RangeError(
      'the rows have regime columns already; append them once, to the features themselves',
    );
  const states = state.hmm.start.length;
  const chances = regimeChances(state, data);
  const columns = regimeNames(states).map((_, k) => {
    const column = new Float32Array(data.rows);
    for (let i = 0; i < data.rows; i++) column[i] = chances[i * states + k]!;
    return column;
  });
  return {
    ...data,
    names: [...data.names, ...regimeNames(states)],
    columns: [...data.columns, ...columns],
  };
}

/** The likeliest state of each row; of equal chances the lower number. */
export function likeliestStates(chances: Float32Array | Float64Array, states: number): Uint8Array {
  const out = new Uint8Array(chances.length / states);
  for (let i = 0; i < out.length; i++) {
    let best = 0;
    for (let k = 1; k < states; k++) if (chances[i * states + k]! > chances[i * states + best]!) best = k;
    out[i] = best;
  }
  return out;
}
