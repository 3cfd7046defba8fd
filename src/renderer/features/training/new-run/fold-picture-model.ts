// The folds of a split over the sessions of a dataset, as bars between 0 and 1. Weekdays stand in for sessions until the dry run has
// counted the real ones, so holidays may move a border by a day. Pure.

import type { Session } from '../../../../../engines/market/session.ts';
import type { Fold, TimeSpan } from '../../../../../engines/validation/splits/fold.ts';
import { makeSplit, type SplitMethod } from '../../../../../engines/validation/splits/split.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 20_000;

export interface Bar {
  readonly from: number;
  readonly to: number;
}

export interface FoldRow {
  readonly train: readonly Bar[];
  readonly test: readonly Bar[];
}

export interface FoldPicture {
  readonly rows: readonly FoldRow[];
  /** Folds that are there beyond the drawn ones. */
  readonly more: number;
  readonly holdOut: Bar | null;
  /** Why nothing can be drawn; null where something is. */
  readonly problem: string | null;
}

/** Monday to Friday between two dates, each as a session from midnight to midnight. */
export function weekdaySessions(from: string, to: string): readonly Session[] {
  const first = Date.parse(`${from}T00:00:00Z`);
  const last = Date.parse(`${to}T00:00:00Z`);
  const sessions: Session[] = [];
  for (let open = first; open <= last && sessions.length < MOST_DAYS; open += DAY_MS) {
    const day = new Date(open).getUTCDay();
    if (day === 0 || day === 6) continue;
    const close = open + DAY_MS;
    sessions.push({
      date: new Date(open).toISOString().slice(0, 10),
      kind: 'regular',
      windows: [{ open, close }],
      open,
      close,
    });
  }
  return sessions;
}

const EMPTY = { rows: [], more: 0, holdOut: null } as const;

/** `most`: rows drawn; the rest is counted. */
export function foldPicture(
  method: SplitMethod,
  sessions: readonly Session[],
  holdOutSessions: number,
  most: number,
): FoldPicture {
  const first = sessions[0];
  const last = sessions[sessions.length - 1];
  if (!first || !last) return { ...EMPTY, problem: 'The dataset has no session.' };
  const held = Math.max(0, Math.min(sessions.length, holdOutSessions));
  const usable = sessions.slice(0, sessions.length - held);
  const width = last.close - first.open;
  const place = (time: number): number => Math.min(1, Math.max(0, (time - first.open) / width));
  const bars = (spans: readonly TimeSpan[]): Bar[] =>
    spans.map((span) => ({ from: place(span.from), to: place(span.to) }));
  const heldFrom = sessions[sessions.length - held];
  const holdOut = heldFrom && held > 0 ? { from: place(heldFrom.open), to: 1 } : null;
  let folds: readonly Fold[];
  try {
    folds = makeSplit('picture', usable, method).folds;
  } catch (error) {
    return { ...EMPTY, holdOut, problem: error instanceof Error ? error.message : String(error) };
  }
  return {
    rows: folds.slice(0, most).map((fold) => ({ train: bars(fold.train), test: bars(fold.test) })),
    more: Math.max(0, folds.length - most),
    holdOut,
    problem: null,
  };
}
