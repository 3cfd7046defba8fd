// Instruments, stored candles, coverage and quality: shapes of the store and of the Data and Charts screens.
import { z } from 'zod';
import type { Bars } from '../../engines/market/bars.ts';
import { EXCHANGES, type Instrument } from '../../engines/market/instrument.ts';
import { INTERVALS, type Interval } from '../../engines/market/interval.ts';
import { QUALITY_FLAGS, type QualityFinding, type QualityFlag } from '../../engines/market/quality.ts';
import type { Session } from '../../engines/market/session.ts';

export const intervalSchema = z.enum(INTERVALS);
export const exchangeSchema = z.enum(EXCHANGES);
export const dateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2024-03-28');
export const instrumentIdSchema = z
  .string()
  .regex(/^(NSE|BSE|NFO|BFO|US):.{1,40}$/, 'must look like NSE:RELIANCE');

export { QUALITY_FLAGS, type QualityFinding, type QualityFlag };

export interface InstrumentSummary extends Instrument {
  readonly intervals: readonly {
    readonly interval: Interval;
    readonly sessions: number;
    readonly bars: number;
    readonly firstDate: string;
    readonly lastDate: string;
    readonly flaggedSessions: number;
  }[];
}

export interface CandleDay {
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly sessionDate: string;
  readonly bars: Bars;
  /** SHA-256 over the little-endian columns, hex. */
  readonly contentHash: string;
  readonly source: string;
  readonly final: boolean;
  readonly quality: readonly QualityFinding[];
}

/** Coverage of one instrument: parallel arrays over `dates`, for the heat map. */
export interface CoverageRow {
  readonly instrumentId: string;
  readonly synthetic: boolean;
  /** Bars stored per date, 0 where none. */
  readonly counts: readonly number[];
  /** Bars the calendar expects; 0 on a day without trading. */
  readonly expected: readonly number[];
  /** Number of quality findings. */
  readonly findings: readonly number[];
}

export interface Coverage {
  readonly interval: Interval;
  readonly dates: readonly string[];
  readonly rows: readonly CoverageRow[];
}

export interface DayQuality {
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly sessionDate: string;
  readonly bars: number;
  readonly expected: number;
  readonly source: string;
  readonly contentHash: string;
  readonly recordedAt: number;
  readonly findings: readonly QualityFinding[];
}

/** Columns for a chart, read from the store and resampled when the interval itself is not stored. */
export interface ChartBars {
  readonly instrumentId: string;
  readonly interval: Interval;
  /** Interval actually read from the store. */
  readonly storedInterval: Interval;
  readonly synthetic: boolean;
  readonly bars: Bars;
  /** Index of the first bar of each session. */
  readonly sessionStarts: readonly number[];
  readonly sessionDates: readonly string[];
}

export const coverageQuerySchema = z.object({
  interval: intervalSchema,
  from: dateSchema.optional(),
  to: dateSchema.optional(),
});
export const qualityQuerySchema = z.object({
  instrumentId: instrumentIdSchema.optional(),
  interval: intervalSchema.optional(),
  flag: z.enum(QUALITY_FLAGS).optional(),
  /** One day, flagged or not; without it only flagged days are listed. */
  sessionDate: dateSchema.optional(),
  limit: z.int().min(1).max(10_000).default(1000),
});
export const barsQuerySchema = z.object({
  instrumentId: instrumentIdSchema,
  interval: intervalSchema,
  from: dateSchema.optional(),
  to: dateSchema.optional(),
});

/** Anchors a chart or strategy may hang a volume-weighted average price on. */
export const anchorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session-open') }),
  z.object({ kind: z.literal('bar'), openTime: z.number() }),
  z.object({ kind: z.literal('previous-day-high') }),
  z.object({ kind: z.literal('previous-day-low') }),
  z.object({ kind: z.literal('swing-high'), strength: z.int().min(1).max(50).default(3) }),
  z.object({ kind: z.literal('swing-low'), strength: z.int().min(1).max(50).default(3) }),
]);
export type Anchor = z.infer<typeof anchorSchema>;

export type QualityQuery = z.infer<typeof qualityQuerySchema>;
export type CoverageQuery = z.infer<typeof coverageQuerySchema>;
export type BarsQuery = z.infer<typeof barsQuerySchema>;

export interface MarketService {
  instruments(): Promise<readonly InstrumentSummary[]>;
  coverage(query: CoverageQuery): Promise<Coverage>;
  quality(query: QualityQuery): Promise<readonly DayQuality[]>;
  chartBars(query: BarsQuery): Promise<ChartBars>;
  /** Bars of one instrument for a run, at the asked interval (resampled from the finest stored that divides it). */
  readBars(
    query: BarsQuery,
  ): Promise<{ readonly bars: Bars; readonly storedInterval: Interval; readonly dates: readonly string[] }>;
  /** Finest stored interval of an instrument, or null when it has no bars. */
  finestInterval(instrumentId: string): Promise<Interval | null>;
  sessions(instrumentId: string, from: string, to: string): Promise<readonly Session[]>;
  /** Deletes stored bars of one instrument (one interval, or all). Runs that used them keep their recorded hash. */
  remove(instrumentId: string, interval?: Interval): Promise<{ readonly removedDays: number }>;
}
