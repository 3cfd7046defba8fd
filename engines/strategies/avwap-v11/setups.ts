// The setups of AVWAP v11: given an impulse bar, on which bar and at which trigger it enters (AVWAP v11 as published).
// Each looks at bars up to the entry bar only; a day cut short after the entry gives the same entry.

import type { Columns } from './columns.ts';
import type { Day } from './days.ts';
import { closesBeyond, hasDistance, hasEvidence, touches } from './evidence.ts';
import { type Impulse, insideWindows } from './impulse.ts';
import type { Settings, SideSettings } from './settings.ts';

export interface Candidate {
  readonly own: SideSettings;
  readonly tag: string;
  readonly impulse: Impulse;
  readonly impulseBar: number;
  readonly entryBar: number;
  readonly trigger: number;
}

interface Scene {
  readonly columns: Columns;
  readonly settings: Settings;
  readonly own: SideSettings;
  readonly day: Day;
}

interface Entry {
  readonly bar: number;
  readonly trigger: number;
}

const TAGS = {
  moderate: { '-1': 'A_MOD_BREAK_C1_LOW', '1': 'A_MOD_BREAK_C1_HIGH' },
  pullback: { '-1': 'A_PULLBACK_C2_THEN_BREAK_C2_LOW', '1': 'A_PULLBACK_C2_THEN_BREAK_C2_HIGH' },
  huge: { '-1': 'B_HUGE_RED_FAILED_BOUNCE', '1': 'B_HUGE_GREEN_PULLBACK_HOLD_THEN_BREAK' },
} as const;

/** The bar's extreme on the side of the trade: the one whose break is a signal. */
function extremeOf({ columns, own }: Scene, i: number): number {
  return own.side === 1 ? columns.bars.high[i]! : columns.bars.low[i]!;
}

function triggerBeyond({ settings, own }: Scene, level: number): number {
  return level + own.side * Math.max(settings.bufferRupees, settings.bufferFraction * level);
}

function breaks(scene: Scene, i: number, trigger: number): boolean {
  return (extremeOf(scene, i) - trigger) * scene.own.side > 0;
}

function inTime({ columns, settings }: Scene, i: number): boolean {
  return (
    insideWindows(columns.closeMinute[i]!, settings.windows) && columns.barsAfter[i]! >= settings.minBarsLeft
  );
}

/** What an entry bar must show once it has broken the trigger in time. */
function confirms(scene: Scene, impulseBar: number, i: number, trigger: number): boolean {
  const { columns, settings, own } = scene;
  return (
    (!settings.confirmClose || (columns.bars.close[i]! - trigger) * own.side > 0) &&
    hasDistance(columns, settings, own, i) &&
    hasEvidence(columns, settings, own, impulseBar, i)
  );
}

/** A small candle against the direction of the trade. */
function isSmallCounter({ columns, settings, own }: Scene, i: number): boolean {
  const body = (columns.bars.open[i]! - columns.bars.close[i]!) * own.side;
  return body > 0 && body <= settings.smallCounterMaxAtr * columns.atr[i]!;
}

/** `broken` says that the trigger gave way although another check failed. */
function enterModerate(scene: Scene, i: number): { readonly entry?: Entry; readonly broken: boolean } {
  const bar = i + scene.settings.lagModerate;
  if (bar >= scene.day.end) return { broken: false };
  const trigger = triggerBeyond(scene, extremeOf(scene, i));
  if (!breaks(scene, bar, trigger)) return { broken: false };
  if (inTime(scene, bar) && confirms(scene, i, bar, trigger))
    return { entry: { bar, trigger }, broken: true };
  return { broken: true };
}

function enterPullback(scene: Scene, i: number): Entry | undefined {
  const bar = i + scene.settings.lagPullback;
  if (!scene.own.pullback || bar >= scene.day.end) return undefined;
  if (!isSmallCounter(scene, i + 1) || !closesBeyond(scene.columns, scene.own.side, i + 1)) return undefined;
  const trigger = triggerBeyond(scene, extremeOf(scene, i + 1));
  const valid = breaks(scene, bar, trigger) && inTime(scene, bar) && confirms(scene, i, bar, trigger);
  return valid ? { bar, trigger } : undefined;
}

/** Short: the bounce must have met the AVWAP from below. Long: the pull-back must have held half the impulse, or the AVWAP. */
function bounceIsValid(scene: Scene, i: number, last: number): boolean {
  const { columns, settings, own } = scene;
  let counter = false;
  let touched = false;
  let heldMiddle = true;
  let heldLine = true;
  const middle = (columns.bars.open[i]! + columns.bars.close[i]!) / 2;
  for (let j = i + 1; j <= last; j++) {
    if (isSmallCounter(scene, j)) counter = true;
    if (touches(columns, own.side, j)) touched = true;
    if (!(columns.bars.low[j]! > middle)) heldMiddle = false;
    if (!closesBeyond(columns, own.side, j)) heldLine = false;
  }
  if (!counter) return false;
  return own.side === 1 ? heldMiddle || heldLine : touched || !settings.touchCounts;
}

function enterHuge(scene: Scene, i: number): Entry | undefined {
  const { columns, settings, own, day } = scene;
  const last = i + settings.bounceBars;
  if (last + 1 >= day.end || !bounceIsValid(scene, i, last)) return undefined;
  let level = extremeOf(scene, i + 1);
  for (let j = i + 2; j <= last; j++)
    level = own.side === 1 ? Math.max(level, extremeOf(scene, j)) : Math.min(level, extremeOf(scene, j));
  const trigger = triggerBeyond(scene, level);
  const fixed = i + settings.lagHuge;
  const single = settings.lagHuge >= 0 && fixed > last;
  const from = single ? fixed : last + 1;
  const to = single ? Math.min(fixed + 1, day.end) : day.end;
  for (let j = from; j < to; j++) {
    if (!inTime(scene, j)) continue;
    // A close on the wrong side of the AVWAP ends the setup for good.
    if ((columns.bars.close[j]! - columns.avwap[j]!) * own.side <= 0) return undefined;
    if (breaks(scene, j, trigger) && confirms(scene, i, j, trigger)) return { bar: j, trigger };
  }
  return undefined;
}

/**
 * The entry of impulse bar `impulseBar`, or undefined. One impulse enters once, by its earliest valid setup. A long whose
 * break failed another check is given up; a short may still try its pull-back (AVWAP v11 as published).
 */
export function findEntry(
  columns: Columns,
  settings: Settings,
  own: SideSettings,
  day: Day,
  impulse: Impulse,
  impulseBar: number,
): Candidate | undefined {
  const scene: Scene = { columns, settings, own, day };
  const candidate = (setup: keyof typeof TAGS, entry: Entry | undefined): Candidate | undefined =>
    entry && {
      own,
      tag: TAGS[setup][own.side],
      impulse,
      impulseBar,
      entryBar: entry.bar,
      trigger: entry.trigger,
    };
  if (impulse === 'HUGE') return candidate('huge', enterHuge(scene, impulseBar));
  // With unusual lags the pull-back may come first in time; the break is then not known yet.
  if (settings.lagPullback < settings.lagModerate) {
    const pullback = enterPullback(scene, impulseBar);
    if (pullback) return candidate('pullback', pullback);
    return candidate('moderate', enterModerate(scene, impulseBar).entry);
  }
  const { entry, broken } = enterModerate(scene, impulseBar);
  if (entry) return candidate('moderate', entry);
  if (own.side === 1 && broken) return undefined;
  return candidate('pullback', enterPullback(scene, impulseBar));
}
