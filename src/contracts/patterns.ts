// Measured win rates of chart patterns: the request, the report of the page and the command line, and the bars around occurrences.
import { z } from 'zod';
import type { PatternDirection } from '../../engines/features/patterns/definition.ts';
import type { PatternTally } from '../../engines/features/patterns/tally.ts';
import type { Bars } from '../../engines/market/bars.ts';
import type { Job } from './jobs.ts';
import { dateSchema, instrumentIdSchema, intervalSchema } from './market.ts';

export const MOST_PATTERN_INSTRUMENTS = 50;
export const MOST_PATTERN_HORIZON = 100;
export const MOST_PATTERN_COST_BPS = 500;

export const patternRequestSchema = z.object({
  /** `all`: everything stored but indices. */
  instruments: z.union([z.literal('all'), z.array(instrumentIdSchema).min(1).max(MOST_PATTERN_INSTRUMENTS)]),
  interval: intervalSchema,
  from: dateSchema,
  to: dateSchema,
  /** Bars after the pattern's close at whose close it is judged. */
  horizon: z.int().min(1).max(MOST_PATTERN_HORIZON).default(3),
  /** Of a round trip, in hundredths of a percent of the price. */
  costBps: z.number().min(0).max(MOST_PATTERN_COST_BPS).default(10),
  /** Only patterns whose bars lie in one session. */
  sameSession: z.boolean().default(false),
});
export type PatternRequest = z.infer<typeof patternRequestSchema>;
export type PatternRequestInput = z.input<typeof patternRequestSchema>;

export interface PatternMonth extends PatternTally {
  /** `2024-03`, by the Indian date. */
  readonly month: string;
  /** What was known at the month's end: the outcomes of this and all earlier months of the period. */
  readonly known: PatternTally;
}

export interface PatternOccurrence {
  readonly instrumentId: string;
  /** Open time of the pattern's newest bar. */
  readonly time: number;
  /** In the pattern's direction, before cost; null where it cannot be judged. */
  readonly move: number | null;
}

/** Counts by instrument as columns, in the order of the report's `instruments`: 500 of them stay small. `tallyOf` reads them. */
export interface InstrumentTallies {
  readonly found: readonly number[];
  readonly count: readonly number[];
  /** Null below the least count. */
  readonly wins: readonly (number | null)[];
  readonly meanMove: readonly (number | null)[];
}

export interface PatternResult {
  readonly id: string;
  readonly title: string;
  /** Complete enough to check a chart by eye. */
  readonly rule: string;
  readonly direction: PatternDirection;
  /** Bars read, the newest included. */
  readonly bars: number;
  /** Every outcome of every instrument, each counted once. */
  readonly pooled: PatternTally;
  readonly byInstrument: InstrumentTallies;
  /** Months with bars, ascending. */
  readonly byMonth: readonly PatternMonth[];
  /** The newest of all instruments, newest first. */
  readonly recent: readonly PatternOccurrence[];
  /** A constant of the one-minute system; nothing was counted for it. */
  readonly published: { readonly winRate: number; readonly label: string } | null;
}

export interface PatternReport {
  readonly request: PatternRequest;
  /** With bars in the period. */
  readonly instruments: readonly string[];
  readonly skipped: readonly { readonly instrumentId: string; readonly reason: string }[];
  /** Some bars are of the sample market. */
  readonly synthetic: boolean;
  readonly bars: number;
  /** Days with bars of at least one instrument. */
  readonly sessions: number;
  /** Special and Muhurat sessions of the calendar in the period; their bars are left out. */
  readonly leftOutSessions: readonly string[];
  /** Close of the newest bar: nothing later was known. Null without bars. */
  readonly asOf: number | null;
  /** Outcomes below which no rate is shown. */
  readonly leastCount: number;
  readonly patterns: readonly PatternResult[];
}

/** What a request would read. */
export interface PatternPlan {
  readonly instruments: number;
  /** Estimated from the sessions stored. */
  readonly bars: number;
  /** Small enough for `statistics`; otherwise `startStudy`. */
  readonly direct: boolean;
}

export const patternWindowsSchema = z.object({
  interval: intervalSchema,
  occurrences: z
    .array(z.object({ instrumentId: instrumentIdSchema, time: z.number() }))
    .min(1)
    .max(12),
  before: z.int().min(0).max(60),
  after: z.int().min(0).max(MOST_PATTERN_HORIZON),
});
export type PatternWindowsQuery = z.infer<typeof patternWindowsSchema>;

/** Bars around one occurrence, up to `before` and `after` of it. */
export interface PatternWindow {
  readonly instrumentId: string;
  readonly time: number;
  readonly bars: Bars;
  /** Position of the occurrence in `bars`; −1 where its bar is no longer stored. */
  readonly at: number;
}

export interface PatternService {
  plan(request: PatternRequestInput): Promise<PatternPlan>;
  /** Measured at once; refuses what `plan` does not call direct. Throws NO_DATA where no bar is stored. */
  statistics(request: PatternRequestInput): Promise<PatternReport>;
  /** Measured in a job whose result is a PatternReport. */
  startStudy(request: PatternRequestInput): Promise<Job>;
  windows(query: PatternWindowsQuery): Promise<readonly PatternWindow[]>;
}
