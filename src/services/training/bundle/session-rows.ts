// The rows of one instrument's session so far, as far back as a model looks: what streams keep. Called by session-stream.ts and read by
// member-predictor.ts.

import type { LearningData } from '../../../../engines/learn/contract.ts';
import { createRegimeStream, type RegimeStream } from '../../../../engines/learn/regimes/regime-stream.ts';
import type { RegimeState } from '../../../../engines/learn/regimes/state.ts';

export interface SessionRows {
  /** Takes the next row; a new session forgets those before. */
  push(values: Float32Array, time: number): void;
  reset(): void;
  /** The newest row. */
  newest(): Float32Array;
  /** Chances after the newest row of each of the regimes asked for, in order. */
  chances(): readonly Float32Array[];
  /** The newest `steps` rows (fewer at the start), oldest first, as one sequence. */
  table(steps: number): LearningData;
}

/** `keep`: rows kept, Infinity for the whole session. */
export function createSessionRows(
  names: readonly string[],
  regimes: readonly RegimeState[],
  keep: number,
): SessionRows {
  const streams: readonly RegimeStream[] = regimes.map((state) => createRegimeStream(state, names));
  const rows: Float32Array[] = [];
  const times: number[] = [];
  let chances: readonly Float32Array[] = [];
  return {
    push(values, time) {
      // Regimes first: a row they refuse is as if it had not come.
      chances = streams.map((stream) => stream.update(values));
      rows.push(values.slice());
      times.push(time);
      if (rows.length > keep) {
        rows.shift();
        times.shift();
      }
    },
    reset() {
      rows.length = 0;
      times.length = 0;
      chances = [];
      for (const stream of streams) stream.reset();
    },
    newest: () => rows.at(-1)!,
    chances: () => chances,
    table(steps) {
      const from = Math.max(0, rows.length - steps);
      const own = rows.slice(from);
      return {
        rows: own.length,
        names,
        columns: names.map((_, f) => Float32Array.from(own, (row) => row[f]!)),
        order: {
          sequence: new Int32Array(own.length),
          time: Float64Array.from(times.slice(from)),
          t1: new Float64Array(own.length).fill(Number.NaN),
        },
      };
    },
  };
}
