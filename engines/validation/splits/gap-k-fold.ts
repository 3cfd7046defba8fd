// Time-series folds with a gap: equal test blocks at the end of the calendar, each trained on everything before it except the
// sessions that a label of `horizonSessions` could reach from. Called by `makeSplit`.

import { checkWhole, range, type SessionFold } from './session-blocks.ts';

export interface GapKFoldOptions {
  readonly folds: number;
  /** Sessions a label looks ahead: that many before a test block do not train. */
  readonly horizonSessions: number;
  /** Further sessions left out before the test block. */
  readonly embargoSessions: number;
}

/** The calendar is cut into folds + 1 equal parts; what is left over joins the first training part. */
export function gapKFolds(sessionCount: number, options: GapKFoldOptions): SessionFold[] {
  const { folds, horizonSessions, embargoSessions } = options;
  checkWhole('folds', folds, 1);
  checkWhole('horizonSessions', horizonSessions, 0);
  checkWhole('embargoSessions', embargoSessions, 0);
  const size = Math.floor(sessionCount / (folds + 1));
  const gap = horizonSessions + embargoSessions;
  const first = sessionCount - folds * size;
  if (size < 1 || first - gap < 1)
    throw new RangeError(
      `${sessionCount} sessions are too few for ${folds} folds with ${gap} sessions of gap; take fewer folds, a shorter horizon or more sessions`,
    );
  return range(0, folds).map((fold) => {
    const start = first + fold * size;
    return { train: range(0, start - gap), test: range(start, start + size) };
  });
}
