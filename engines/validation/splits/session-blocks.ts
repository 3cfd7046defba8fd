// Sessions named by their places in the calendar, turned into the time spans of a fold. Called by every method that makes folds.
// Spans join only sessions that follow one another: a part with a hole in it never reaches over the hole.

import type { Session } from '../../market/session.ts';
import type { Fold, TimeSpan } from './fold.ts';

/** Places in the calendar, ascending. */
export interface SessionFold {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

export function spansOf(sessions: readonly Session[], places: readonly number[]): TimeSpan[] {
  const spans: { from: number; to: number }[] = [];
  let previous = Number.NaN;
  for (const place of places) {
    const session = sessions[place];
    if (session === undefined)
      throw new RangeError(`session ${place} of a calendar with ${sessions.length} does not exist`);
    if (!Number.isNaN(previous) && !(place > previous))
      throw new RangeError(`places of sessions must ascend; ${place} follows ${previous}`);
    const last = spans[spans.length - 1];
    if (last !== undefined && place === previous + 1) last.to = session.close;
    else spans.push({ from: session.open, to: session.close });
    previous = place;
  }
  return spans;
}

export function foldsOf(
  sessions: readonly Session[],
  folds: readonly SessionFold[],
  embargoMs: number,
): Fold[] {
  if (!(embargoMs >= 0)) throw new RangeError(`an embargo is zero or longer, got ${embargoMs} ms`);
  return folds.map(({ train, test }, index) => ({
    index,
    train: spansOf(sessions, train),
    test: spansOf(sessions, test),
    embargoMs,
  }));
}

/** The whole numbers from `from` up to, not including, `to`. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
}

export function checkWhole(name: string, value: number, least: number): void {
  if (!(Number.isInteger(value) && value >= least))
    throw new RangeError(`${name} must be a whole number of at least ${least}, got ${value}`);
}
