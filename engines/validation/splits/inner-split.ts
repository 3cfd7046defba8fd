// Splits inside a training part: for search, early stopping, calibration and thresholds. Nothing outside the outer training part
// is ever reached, neither its sessions nor its purged rows. Called by the search and by training.

import type { Session } from '../../market/session.ts';
import { applyFold, type Fold, type FoldRows, type LabelledTimes } from './fold.ts';
import { foldsOf } from './session-blocks.ts';
import { describeMethod, type SplitMethod, sessionFoldsOf } from './split.ts';

/** The published systems' 20 % of the training part, kept for calibration. */
export const INNER_TAIL: SplitMethod = { kind: 'tail', share: 0.2, embargoMs: 30 * 60_000 };

/** `sessions`: the whole calendar; a hole in the training part (a test in its middle) stays a hole. Throws RangeError where the part is too short. */
export function innerFolds(outer: Fold, sessions: readonly Session[], method: SplitMethod): Fold[] {
  const places = sessions.flatMap((session, place) =>
    outer.train.some((span) => session.open >= span.from && session.close <= span.to) ? [place] : [],
  );
  const { folds } = sessionFoldsOf(
    places.map((place) => sessions[place]!),
    method,
  );
  if (folds.length === 0)
    throw new RangeError(
      `the ${places.length} training sessions of fold ${outer.index} are too few for ${describeMethod(method)}`,
    );
  const inCalendar = (own: readonly number[]): number[] => own.map((place) => places[place]!);
  return foldsOf(
    sessions,
    folds.map(({ train, test }) => ({ train: inCalendar(train), test: inCalendar(test) })),
    method.embargoMs,
  );
}

/** Rows of the whole dataset, as everywhere; only `outerTrain` takes part. */
export function applyInnerFold(inner: Fold, rows: LabelledTimes, outerTrain: Uint32Array): FoldRows {
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(outerTrain, (row) => {
      if (!(row < values.length)) throw new RangeError(`row ${row} is not among ${values.length} rows`);
      return values[row]!;
    });
  const own = applyFold(inner, { time: pick(rows.time), t1: pick(rows.t1) });
  const inDataset = (places: Uint32Array): Uint32Array => places.map((place) => outerTrain[place]!);
  return { ...own, train: inDataset(own.train), test: inDataset(own.test) };
}
