// Importing candle files: preview, corrections, the batch and its differences. Shared by the wizard, the CLI and the importer.
import { z } from 'zod';
import type { Bar } from '../../engines/market/bars.ts';
import type { Interval } from '../../engines/market/interval.ts';
import type { Job } from './jobs.ts';
import { exchangeSchema, instrumentIdSchema, intervalSchema } from './market.ts';

/** Columns by position in the file (0-based); `date` with `time` where they are apart, else `timestamp`. */
export const columnMapSchema = z.object({
  timestamp: z.int().min(0).optional(),
  date: z.int().min(0).optional(),
  time: z.int().min(0).optional(),
  open: z.int().min(0),
  high: z.int().min(0),
  low: z.int().min(0),
  close: z.int().min(0),
  volume: z.int().min(0).optional(),
  openInterest: z.int().min(0).optional(),
  symbol: z.int().min(0).optional(),
});
export type ColumnMap = z.infer<typeof columnMapSchema>;

/** Everything needed to read one file; the preview proposes it, the user may correct any of it. */
export const importPlanSchema = z.object({
  format: z.enum(['csv', 'parquet']),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  /** Rows before the first data row. */
  headerRows: z.int().min(0).max(20),
  columns: columnMapSchema,
  /** Layout of the stamps, as tokens: `iso`, `yyyy-MM-dd HH:mm:ss`, `dd-MM-yyyy HH:mm:ss`, `yyyyMMdd HH:mm`, `epoch-s`, `epoch-ms`. */
  timeFormat: z.string().min(1),
  /** IANA zone of stamps that carry no offset. */
  timeZone: z.string().min(1),
  /** Does the stamp name the bar's start or its end? */
  stamp: z.enum(['start', 'end']),
  interval: intervalSchema,
  order: z.enum(['ascending', 'descending', 'mixed']),
  exchange: exchangeSchema,
  symbol: z.string().min(1).max(40),
  instrumentId: instrumentIdSchema,
  /** Extended-hours bars outside the regular session: dropped (counted) or kept and flagged. */
  outsideSession: z.enum(['drop', 'keep']).default('keep'),
});
export type ImportPlan = z.infer<typeof importPlanSchema>;
/** Only the fields given: with defaults left in, correcting one field would overrule what the preview found for others. */
export const planOverridesSchema = importPlanSchema
  .extend({
    delimiter: importPlanSchema.shape.delimiter.unwrap(),
    outsideSession: importPlanSchema.shape.outsideSession.unwrap(),
  })
  .partial();
export type PlanOverrides = z.infer<typeof planOverridesSchema>;

export interface PlanEvidence {
  readonly field: keyof ImportPlan;
  /** Why the preview believes it: `375 bars a day from 09:15 to 15:29`. */
  readonly reason: string;
  readonly sure: boolean;
}

export interface ImportPreview {
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly kind: 'candles' | 'legacy-trades';
  readonly plan: ImportPlan;
  readonly evidence: readonly PlanEvidence[];
  readonly headers: readonly string[];
  /** Raw cells of the first lines, as text. */
  readonly sampleRows: readonly (readonly string[])[];
  /** The same lines as they would be stored. */
  readonly sampleBars: readonly Bar[];
  readonly problems: readonly ImportProblem[];
}

export interface ImportProblem {
  /** 1-based line of the file (row for Parquet); 0 where the whole file is meant. */
  readonly line: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly text?: string;
}

export interface ImportFileResult {
  readonly path: string;
  readonly instrument: string;
  readonly interval: Interval;
  readonly bars: number;
  readonly sessions: number;
  readonly newSessions: number;
  readonly unchangedSessions: number;
  /** Days whose stored bars differ: kept as they were until the difference is accepted. */
  readonly changedSessions: number;
  /** Distinct quality flags with the number of sessions that carry them. */
  readonly flags: Readonly<Record<string, number>>;
  readonly problems: readonly ImportProblem[];
}

export interface ImportResult {
  readonly batchId: string;
  readonly files: readonly ImportFileResult[];
  readonly refused: readonly { readonly path: string; readonly problems: readonly ImportProblem[] }[];
  readonly bars: number;
  readonly elapsedMs: number;
}

/** A stored day that a new file contradicts, waiting for a decision. */
export interface DayDifference {
  readonly id: string;
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly sessionDate: string;
  readonly batchId: string;
  readonly storedSource: string;
  readonly newSource: string;
  readonly storedBars: number;
  readonly newBars: number;
  /** First bars that differ, at most 20. */
  readonly rows: readonly {
    readonly openTime: number;
    readonly stored: Bar | null;
    readonly incoming: Bar | null;
  }[];
  readonly differingBars: number;
}

export interface ImportBatch {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed' | 'interrupted' | 'cancelled';
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly files: number;
  readonly bars: number;
  readonly pendingDifferences: number;
}

export const importRequestSchema = z.object({
  files: z
    .array(z.object({ path: z.string().min(1), overrides: planOverridesSchema.optional() }))
    .min(1, 'choose at least one file'),
  /** What to do with days that are already stored with other bars. */
  onChanged: z.enum(['keep', 'replace']).default('keep'),
  dryRun: z.boolean().default(false),
});
export type ImportRequest = z.infer<typeof importRequestSchema>;

/** Files behind the names a user typed: folders are searched, names that lead nowhere come back with the reason. */
export interface FoundFiles {
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly missing: readonly { readonly path: string; readonly problems: readonly ImportProblem[] }[];
}

export interface ImportService {
  findFiles(paths: readonly string[]): Promise<FoundFiles>;
  preview(path: string, overrides?: PlanOverrides): Promise<ImportPreview>;
  start(request: ImportRequest): Promise<Job>;
  batches(): Promise<readonly ImportBatch[]>;
  differences(): Promise<readonly DayDifference[]>;
  resolveDifference(id: string, decision: 'replace' | 'keep'): Promise<void>;
  /** Uploads from a page that cannot name a path: bytes arrive in order, `finish` returns the stored path. */
  beginUpload(fileName: string, bytes: number): Promise<{ readonly uploadId: string }>;
  appendUpload(uploadId: string, offset: number, chunk: Uint8Array): Promise<{ readonly received: number }>;
  finishUpload(uploadId: string): Promise<{ readonly path: string }>;
}
