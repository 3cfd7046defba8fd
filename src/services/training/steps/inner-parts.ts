// Divides the sessions of a training part in time: `fit` learns, `stop` ends training early, `judge` scores trials and later fits
// calibration and threshold. Labels of an earlier part that touch a later one are purged, widened by the embargo. Called by parts.ts.

import type { Session } from '../../../../engines/market/session.ts';
import type { Fold } from '../../../../engines/validation/splits/fold.ts';
import { applyInnerFold } from '../../../../engines/validation/splits/inner-split.ts';
import { spansOf } from '../../../../engines/validation/splits/session-blocks.ts';
import type { TrainingTable } from './contract.ts';

/** Rows of the table, ascending. */
export interface InnerRows {
  readonly fit: Uint32Array;
  readonly stop: Uint32Array;
  readonly judge: Uint32Array;
}

/**
 * The last `innerShare` of the sessions, halved by sessions; at least one each, whatever the share. `train`: rows of the training
 * part. Throws RangeError for fewer than three sessions.
 */
export function innerRows(
  table: Pick<TrainingTable, 'sessions' | 'time' | 't1'>,
  outer: Fold,
  train: Uint32Array,
  innerShare: number,
): InnerRows {
  const { sessions } = table;
  const places = sessions.flatMap((session, place) => (isInside(session, outer) ? [place] : []));
  if (places.length < 3)
    throw new RangeError(
      `the training part has ${places.length} sessions; three are needed to fit, to stop early and to judge`,
    );
  const tail = Math.min(places.length - 1, Math.max(2, Math.round(places.length * innerShare)));
  const [stopAt, judgeAt] = [places.length - tail, places.length - Math.ceil(tail / 2)];
  const block = (from: number, to: number) => spansOf(sessions, places.slice(from, to));
  const [fit, stop, judge] = [block(0, stopAt), block(stopAt, judgeAt), block(judgeAt, places.length)];
  const { embargoMs } = outer;
  const later = [...stop, ...judge];
  const first = applyInnerFold({ index: 0, train: fit, test: later, embargoMs }, table, train);
  const second = applyInnerFold({ index: 1, train: stop, test: judge, embargoMs }, table, train);
  return { fit: first.train, stop: second.train, judge: second.test };
}

function isInside(session: Session, outer: Fold): boolean {
  return outer.train.some((span) => session.open >= span.from && session.close <= span.to);
}
