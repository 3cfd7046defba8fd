// Sessions drawn from known regimes, for the tests of regimes and of the models that use them.

import type { LearningData } from '../contract.ts';
import { simulateHmm } from '../hmm/simulate.ts';
import { QUIET_AND_WILD } from '../hmm/test-models.ts';

export interface Sessions extends LearningData {
  readonly order: NonNullable<LearningData['order']>;
  /** The regime each row was really drawn from: 0 quiet, 1 wild. */
  readonly states: Int32Array;
}

const BAR_MS = 300_000;

/** Features log_return, noise and range_fraction; every `gapEvery`-th return is missing (0: none). */
export function sessionsTable(lengths: readonly number[], seed: number, gapEvery = 0): Sessions {
  const drawn = simulateHmm(QUIET_AND_WILD, lengths, seed);
  const rows = drawn.states.length;
  const pick = (d: number) => Float32Array.from({ length: rows }, (_, i) => drawn.values[2 * i + d]!);
  const returns = pick(0);
  for (let i = 1; gapEvery > 0 && i < rows; i += gapEvery) returns[i] = Number.NaN;
  const sequence = Int32Array.from(lengths.flatMap((length, s) => new Array<number>(length).fill(s)));
  const time = Float64Array.from({ length: rows }, (_, i) => i * BAR_MS);
  return {
    rows,
    names: ['log_return', 'noise', 'range_fraction'],
    columns: [returns, Float32Array.from({ length: rows }, (_, i) => Math.sin(i * 12.9898)), pick(1)],
    order: { sequence, time, t1: time.map((t) => t + 3 * BAR_MS) },
    states: drawn.states,
  };
}

/** The rows from `from` up to and without `to`, order and all. */
export function sliceSessions(data: Sessions, from: number, to: number): Sessions {
  const { sequence, time, t1 } = data.order;
  return {
    ...data,
    rows: to - from,
    columns: data.columns.map((column) => column.slice(from, to)),
    order: { sequence: sequence.slice(from, to), time: time.slice(from, to), t1: t1.slice(from, to) },
    states: data.states.slice(from, to),
  };
}
