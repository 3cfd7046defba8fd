// Adds up the occurrences of every pattern over instruments: pooled, by instrument, by month, and the newest few. Called by
// pattern-measure.ts, which reads the bars.

import { PATTERNS } from '../../../engines/features/patterns/index.ts';
import { PUBLISHED_LABEL, PUBLISHED_PATTERNS } from '../../../engines/features/patterns/published.ts';
import {
  addSums,
  NO_SUMS,
  type PatternSums,
  tallyOfSums,
  withMove,
} from '../../../engines/features/patterns/tally.ts';
import {
  type PatternMoves,
  type PatternStatisticsOptions,
  patternMoves,
} from '../../../engines/features/patterns/win-rates.ts';
import type { Bars } from '../../../engines/market/bars.ts';
import { closeTimes } from '../../../engines/market/close-times.ts';
import { intervalMs } from '../../../engines/market/interval.ts';
import type { Session } from '../../../engines/market/session.ts';
import { sliceSessions } from '../../../engines/market/slices.ts';
import type {
  InstrumentTallies,
  PatternMonth,
  PatternOccurrence,
  PatternReport,
  PatternRequest,
} from '../../contracts/patterns.ts';

export const RECENT_OCCURRENCES = 6;
const BASIS_POINT = 1e-4;

/** Bars of one instrument at the request's interval. */
export interface PatternBars {
  readonly bars: Bars;
  readonly sessions: readonly Session[];
  /** First bar of the period; those before only complete its first patterns. */
  readonly first: number;
}

export interface PatternSum {
  add(instrumentId: string, loaded: PatternBars): void;
  report(): Pick<PatternReport, 'bars' | 'sessions' | 'asOf' | 'patterns'>;
}

interface Part {
  readonly months: Map<string, PatternSums>;
  readonly instruments: PatternSums[];
  readonly recent: PatternOccurrence[];
}

export function createPatternSum(request: PatternRequest): PatternSum {
  const costFraction = request.costBps * BASIS_POINT;
  const options: PatternStatisticsOptions = {
    intervalMs: intervalMs(request.interval),
    horizon: request.horizon,
    costFraction,
    sameSession: request.sameSession,
  };
  const parts = PATTERNS.map((): Part => ({ months: new Map(), instruments: [], recent: [] }));
  const dates = new Set<string>();
  let bars = 0;
  let asOf: number | null = null;
  return {
    add(instrumentId, loaded) {
      const slices = sliceSessions(loaded.bars, loaded.sessions);
      const monthOf: string[] = [];
      slices.sessions.forEach(({ date }, k) => {
        const start = Math.max(loaded.first, slices.start[k]!);
        for (let i = start; i < slices.end[k]!; i++) monthOf[i] = date.slice(0, 7);
        if (start < slices.end[k]!) dates.add(date);
      });
      bars += loaded.bars.length - loaded.first;
      asOf = Math.max(asOf ?? 0, closeTimes(loaded.bars, loaded.sessions, request.interval).at(-1)!);
      for (const [k, moves] of patternMoves(loaded.bars, slices, options).entries()) {
        const { months, instruments, recent } = parts[k]!;
        let own = NO_SUMS;
        moves.at.forEach((i, n) => {
          if (i < loaded.first) return;
          own = withMove(own, moves.move[n]!, costFraction);
          const month = monthOf[i]!;
          months.set(month, withMove(months.get(month) ?? NO_SUMS, moves.move[n]!, costFraction));
        });
        instruments.push(own);
        recent.push(...newestOf(instrumentId, loaded, moves));
        recent.sort(byTimeDescending).splice(RECENT_OCCURRENCES);
      }
    },
    report() {
      const months = [...new Set([...dates].map((date) => date.slice(0, 7)))].sort();
      return {
        bars,
        sessions: dates.size,
        asOf,
        patterns: PATTERNS.map(({ id, title, rule, direction, bars: read }, k) => {
          const part = parts[k]!;
          const published = PUBLISHED_PATTERNS[id];
          return {
            id,
            title,
            rule,
            direction,
            bars: read,
            pooled: tallyOfSums(part.instruments.reduce(addSums, NO_SUMS), costFraction),
            byInstrument: columnsOf(part.instruments, costFraction),
            byMonth: monthsOf(months, part.months, costFraction),
            recent: part.recent,
            published: published ? { winRate: published.winRate, label: PUBLISHED_LABEL } : null,
          };
        }),
      };
    },
  };
}

function newestOf(
  instrumentId: string,
  { bars, first }: PatternBars,
  { at, move }: PatternMoves,
): PatternOccurrence[] {
  const found: PatternOccurrence[] = [];
  for (let n = at.length - 1; n >= 0 && at[n]! >= first && found.length < RECENT_OCCURRENCES; n--)
    found.push({
      instrumentId,
      time: bars.openTime[at[n]!]!,
      move: Number.isNaN(move[n]!) ? null : move[n]!,
    });
  return found;
}

/** Ties by instrument, so that the same bars give the same list. */
function byTimeDescending(one: PatternOccurrence, other: PatternOccurrence): number {
  return other.time - one.time || (one.instrumentId < other.instrumentId ? -1 : 1);
}

function columnsOf(sums: readonly PatternSums[], costFraction: number): InstrumentTallies {
  const tallies = sums.map((one) => tallyOfSums(one, costFraction));
  return {
    found: tallies.map(({ found }) => found),
    count: tallies.map(({ count }) => count),
    wins: tallies.map(({ wins }) => wins),
    meanMove: tallies.map(({ meanMove }) => meanMove),
  };
}

/** A horizon ends in its own session, so an outcome is known in the month of its pattern. */
function monthsOf(
  months: readonly string[],
  sums: ReadonlyMap<string, PatternSums>,
  costFraction: number,
): PatternMonth[] {
  let known = NO_SUMS;
  return months.map((month) => {
    const own = sums.get(month) ?? NO_SUMS;
    known = addSums(known, own);
    return { month, ...tallyOfSums(own, costFraction), known: tallyOfSums(known, costFraction) };
  });
}
