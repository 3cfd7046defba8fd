// Where the time axis writes, and what: years before months before days before clock times, never closer than they can be read.
// Pure; clock times are IST. The rank of every bar is computed once per series, the choice once per frame.

import { IST_OFFSET_MS } from '../../ui/format.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Rank of a bar by what begins with it. */
export const RANK = {
  none: 0,
  minute: 1,
  fiveMinutes: 2,
  quarter: 3,
  half: 4,
  hour: 5,
  day: 6,
  month: 7,
  year: 8,
} as const;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface TimeTick {
  readonly index: number;
  readonly label: string;
  /** Days and longer are drawn stronger. */
  readonly strong: boolean;
}

function clockRank(minuteOfDay: number): number {
  if (minuteOfDay % 60 === 0) return RANK.hour;
  if (minuteOfDay % 30 === 0) return RANK.half;
  if (minuteOfDay % 15 === 0) return RANK.quarter;
  if (minuteOfDay % 5 === 0) return RANK.fiveMinutes;
  return RANK.minute;
}

/** One rank per bar. */
export function timeRanks(openTime: Float64Array): Uint8Array {
  const ranks = new Uint8Array(openTime.length);
  let day = Number.NaN;
  let month = -1;
  let year = -1;
  for (let i = 0; i < openTime.length; i++) {
    const local = (openTime[i] ?? 0) + IST_OFFSET_MS;
    const thisDay = Math.floor(local / DAY_MS);
    if (thisDay === day) {
      ranks[i] = clockRank(Math.floor((local - thisDay * DAY_MS) / MINUTE_MS));
      continue;
    }
    const date = new Date(local);
    const thisYear = date.getUTCFullYear();
    const thisMonth = date.getUTCMonth();
    ranks[i] = thisYear !== year ? RANK.year : thisMonth !== month ? RANK.month : RANK.day;
    day = thisDay;
    month = thisMonth;
    year = thisYear;
  }
  return ranks;
}

function labelOf(time: number, rank: number): string {
  const date = new Date(time + IST_OFFSET_MS);
  if (rank === RANK.year) return String(date.getUTCFullYear());
  if (rank === RANK.month) return MONTHS[date.getUTCMonth()] ?? '';
  if (rank === RANK.day) return String(date.getUTCDate());
  return date.toISOString().slice(11, 16);
}

/** Ticks of bars `start` to `end`, highest ranks first, at least `leastGap` bars apart; ascending. */
export function timeTicks(
  openTime: Float64Array,
  ranks: Uint8Array,
  start: number,
  end: number,
  leastGap: number,
): readonly TimeTick[] {
  const from = Math.max(0, Math.floor(start));
  const to = Math.min(openTime.length, Math.ceil(end));
  const taken: { index: number; rank: number }[] = [];
  const lowest = roomForClock(ranks, from, to, leastGap) ? RANK.minute : RANK.day;
  for (let rank: number = RANK.year; rank >= lowest; rank--) {
    const before = taken.length;
    let cursor = 0;
    const sorted = [...taken].sort((a, b) => a.index - b.index);
    let latest = Number.NEGATIVE_INFINITY;
    for (let i = from; i < to; i++) {
      if (ranks[i] !== rank) continue;
      while (cursor < sorted.length && (sorted[cursor]?.index ?? 0) <= i) {
        latest = Math.max(latest, sorted[cursor]?.index ?? latest);
        cursor++;
      }
      const next = sorted[cursor]?.index ?? Number.POSITIVE_INFINITY;
      if (i - latest < leastGap || next - i < leastGap) continue;
      taken.push({ index: i, rank });
      latest = i;
    }
    // A rank that found no room leaves none for the lower ones either, unless it does not occur at all.
    if (taken.length === before && before > 0 && occurs(ranks, from, to, rank)) break;
  }
  return taken
    .sort((a, b) => a.index - b.index)
    .map(({ index, rank }) => ({
      index,
      label: labelOf(openTime[index] ?? 0, rank),
      strong: rank >= RANK.day,
    }));
}

/** A lone clock time between two days reads like a mistake: either a session has room for some, or none is written. */
function roomForClock(ranks: Uint8Array, from: number, to: number, leastGap: number): boolean {
  let days = 1;
  for (let i = from + 1; i < to; i++) if ((ranks[i] ?? 0) >= RANK.day) days++;
  return (to - from) / days >= 2 * leastGap;
}

function occurs(ranks: Uint8Array, from: number, to: number, rank: number): boolean {
  for (let i = from; i < to; i++) if (ranks[i] === rank) return true;
  return false;
}
