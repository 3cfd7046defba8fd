// Turns stored candles into the series that features and labels read. Called by builds, studies, previews, traces and verification.
//
// [Note: one base interval] As in backtests: everything of one instrument comes from one stored interval, the finest that makes up
// all timeframes asked for and covers (nearly) as many sessions as the best one. Two stored intervals are two downloads.

import type { SourceSeries } from '../../../engines/features/data.ts';
import type { FeatureSource } from '../../../engines/features/definition.ts';
import type { ResolvedSet } from '../../../engines/features/resolve.ts';
import { type Bars, keepBars } from '../../../engines/market/bars.ts';
import { DAY_MS, type Interval, intervalMs, MINUTE_MS } from '../../../engines/market/interval.ts';
import { pricedBars } from '../../../engines/market/priced.ts';
import { canResample } from '../../../engines/market/resample.ts';
import type { Session } from '../../../engines/market/session.ts';
import { barsInsideSessions } from '../../../engines/market/slices.ts';
import type { Calendar, CandleStore, Profile } from '../market/index.ts';

export interface ResearchSource {
  readonly store: CandleStore;
  readonly calendar: Calendar;
}

/** Which stored bars a series is made of. */
export interface SourceRecipe {
  readonly instrumentId: string;
  readonly profile: Profile;
  readonly interval: Interval;
  /** First date read: warm-up before the first row. */
  readonly loadFrom: string;
}

export interface LoadedSource {
  readonly series: SourceSeries;
  /** Dates of the days read. */
  readonly dates: readonly string[];
  readonly outsideBars: number;
  readonly unpricedBars: number;
  readonly offGridBars: number;
}

/** A finer interval is used when it covers at least this share of the sessions the best-covered one does. */
const COVERAGE_SHARE = 0.95;
/** Minutes of a regular Indian session; only to turn bars into days of warm-up. */
const SESSION_MINUTES = 375;
/** Recursive averages remember far longer than their period: weeks more, and the period once again. */
const SETTLING_SESSIONS = 20;

/** See [Note: one base interval]. `wanted`: every timeframe that must be made of it. */
export function baseIntervalFor(
  counts: ReadonlyMap<Interval, number>,
  wanted: readonly Interval[],
): Interval | null {
  const usable = [...counts].filter(
    ([stored, sessions]) => sessions > 0 && wanted.every((interval) => canResample(stored, interval)),
  );
  const best = Math.max(0, ...usable.map(([, sessions]) => sessions));
  const covering = usable.filter(([, sessions]) => sessions >= COVERAGE_SHARE * best);
  covering.sort(([a], [b]) => intervalMs(a) - intervalMs(b));
  return covering[0]?.[0] ?? null;
}

/** Timeframes a set reads of a source; for the instrument itself the decision bars too. */
export function timeframesOf(
  set: ResolvedSet,
  source: FeatureSource,
  decision: Interval,
): readonly Interval[] {
  const frames = new Set<Interval>(source === 'self' ? [decision] : []);
  for (const node of set.nodes)
    if (node.kind === 'series' && node.source === source)
      frames.add(node.timeframe === 'decision' ? decision : node.timeframe);
  return [...frames];
}

/** Whole sessions to read before the first row, over every feature and the label's own `labelBars` decision bars. */
export function warmupSessions(set: ResolvedSet, decision: Interval, labelBars: number): number {
  let sessions = sessionsFor(labelBars, decision);
  for (const node of set.nodes) {
    if (node.kind !== 'series') continue;
    const interval = node.timeframe === 'decision' ? decision : node.timeframe;
    sessions = Math.max(sessions, sessionsFor(node.template.warmup(node.parameters), interval));
  }
  return sessions + Math.max(SETTLING_SESSIONS, sessions);
}

/** The same for a label alone: its own `bars` decision bars, and features it reads. */
export function labelWarmupSessions(features: ResolvedSet | null, bars: number, decision: Interval): number {
  if (features !== null) return warmupSessions(features, decision, bars);
  return bars === 0 ? 0 : sessionsFor(bars, decision) + SETTLING_SESSIONS;
}

function sessionsFor(bars: number, interval: Interval): number {
  return interval === '1d' ? bars : Math.ceil((bars * intervalMs(interval)) / (SESSION_MINUTES * MINUTE_MS));
}

/** Date of the session `sessions` before the first one on or after `from`. */
export function warmupDate(calendar: Calendar, profile: Profile, from: string, sessions: number): string {
  const days = sessions * 2 + 15;
  const earliest = new Date(Date.parse(`${from}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
  const before = calendar.sessions(profile, earliest, from).filter((session) => session.date < from);
  return sessions === 0 ? from : (before.at(-sessions)?.date ?? before[0]?.date ?? from);
}

/** Reads and cleans one series: bars outside sessions, without prices or beside the grid are left out and counted. */
export async function loadSource(
  { store, calendar }: ResearchSource,
  recipe: SourceRecipe,
  to: string,
): Promise<LoadedSource> {
  const stored = await store.readBars(recipe.instrumentId, recipe.interval, recipe.loadFrom, to);
  const sessions = calendar.sessions(recipe.profile, recipe.loadFrom, to);
  const inside = barsInsideSessions(stored.bars, sessions);
  const priced = pricedBars(inside);
  const bars = onGrid(priced, sessions, recipe.interval);
  return {
    series: { interval: recipe.interval, bars, sessions },
    dates: stored.dates,
    outsideBars: stored.bars.length - inside.length,
    unpricedBars: inside.length - priced.length,
    offGridBars: priced.length - bars.length,
  };
}

/** Bars stamped where the interval has a bar; a stray stamp would be a bar of its own to every window. */
function onGrid(bars: Bars, sessions: readonly Session[], interval: Interval): Bars {
  if (interval === '1d') return bars;
  const length = intervalMs(interval);
  const keep = new Uint8Array(bars.length);
  let i = 0;
  for (const session of sessions)
    for (const window of session.windows)
      for (; i < bars.length && bars.openTime[i]! < window.close; i++)
        keep[i] = (bars.openTime[i]! - window.open) % length === 0 ? 1 : 0;
  return keepBars(bars, keep);
}
