// Serves rows as they come, instrument by instrument: keeps of each session what the model looks back on, and never carries anything from one
// session or instrument to another. Called by serving.ts. Works for every model; models with history have no other way for single rows.

import type { BundleFeatures } from '../../../contracts/bundles.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { StoredModel } from '../steps/contract.ts';
import type { MissingRule } from './feature-check.ts';
import { createRowPredictor } from './row-predictor.ts';
import { regimesOf } from './servable.ts';
import { createSessionRows, type SessionRows } from './session-rows.ts';

export interface StreamRow {
  readonly instrument: string;
  /** Any name of the session, its date for instance. */
  readonly session: string;
  /** Decision time, epoch milliseconds; ascending inside a session. */
  readonly time: number;
  /** In the bundle's order, NaN missing. */
  readonly values: Float32Array;
}

export interface SessionStream {
  /** The calibrated prediction of this row. Rows of a session come in order and none is left out where the model follows regimes. */
  push(row: StreamRow): Float64Array;
  /** Forgets an instrument, or all. */
  reset(instrument?: string): void;
}

interface Followed {
  readonly rows: SessionRows;
  session: string;
  time: number;
}

export function createSessionStream(
  stored: StoredModel,
  { names, history, wholeSession }: BundleFeatures,
  missing: MissingRule | null,
): SessionStream {
  const predict = createRowPredictor(stored);
  const regimes = regimesOf(stored);
  const keep = wholeSession ? Number.POSITIVE_INFINITY : history + 1;
  const followed = new Map<string, Followed>();
  return {
    push({ instrument, session, time, values }) {
      const known = followed.get(instrument);
      const own = known ?? { rows: createSessionRows(names, regimes, keep), session, time: -Infinity };
      if (values.length !== names.length)
        throw new AppError(
          'REFUSED',
          `A row of ${instrument} has ${values.length} values, the model reads ${names.length}. Nothing was predicted; bring the model's features in its order.`,
        );
      const fresh = own.session !== session;
      if (!fresh && !(time > own.time))
        throw new AppError(
          'REFUSED',
          `A row of ${instrument} came for a time that is not after the one before in session ${session}. Nothing was predicted and the session is kept; bring rows in order of time, each once.`,
          { instrument, session, time, after: own.time },
        );
      const row = values.slice();
      missing?.(row);
      if (fresh) own.rows.reset();
      own.rows.push(row, time);
      own.session = session;
      own.time = time;
      followed.set(instrument, own);
      return predict(own.rows);
    },
    reset(instrument) {
      if (instrument === undefined) followed.clear();
      else followed.delete(instrument);
    },
  };
}
