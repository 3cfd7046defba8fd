// Datasets: what a researcher asks for, what was built, its proof, and files from elsewhere with a role per column.
import { z } from 'zod';
import { type FeatureSource, SIDE_ROLES } from '../../engines/features/definition.ts';
import type { LabelSpec } from '../../engines/labels/spec.ts';
import type { Bar } from '../../engines/market/bars.ts';
import type { Interval } from '../../engines/market/interval.ts';
import type { LeakProof } from '../../engines/validation/leaks/proof.ts';
import { type FeatureStudy, featureSetReferenceSchema } from './features.ts';
import type { Job } from './jobs.ts';
import { type LabelSummary, labelSpecSchema } from './labels.ts';
import { dateSchema, instrumentIdSchema, intervalSchema } from './market.ts';

const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:30');

export const datasetRequestSchema = z.object({
  name: z.string().max(120).optional(),
  /** Why this dataset is made: kept with it and shown wherever it is used. */
  justification: z.string().max(2000).default(''),
  /** `all` means every stored instrument that can be traded and has bars in the range. */
  instruments: z.union([z.literal('all'), z.array(instrumentIdSchema).min(1)]),
  from: dateSchema,
  to: dateSchema,
  /** Interval of the decision bars. Labels on trades take their run's. */
  interval: intervalSchema,
  featureSet: featureSetReferenceSchema,
  label: labelSpecSchema,
  /** The run whose trades are the rows; for labels on trades only. */
  runId: z.string().min(1).optional(),
  /** Instruments that play the side roles of the feature set. */
  sides: z.partialRecord(z.enum(SIDE_ROLES), instrumentIdSchema).default({}),
  /** First and last decision of a session, exchange time; empty: no bound. */
  firstDecision: clockSchema.optional(),
  lastDecision: clockSchema.optional(),
  /** Random bars, noise and permutations of the proof follow from it. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 31)
    .default(7),
});
export type DatasetRequest = z.infer<typeof datasetRequestSchema>;

export type DatasetState = 'building' | 'done' | 'failed' | 'cancelled' | 'interrupted';
export type DatasetOrigin = 'built' | 'imported';
export type ProofVerdict = 'passed' | 'alarm' | 'failed' | 'none';

/** Something a user of the dataset must know: flagged days it read, an instrument that gave nothing. */
export interface DatasetFlag {
  readonly id: string;
  readonly count: number;
  readonly message: string;
}

export interface DatasetSummary {
  /** SHA-256 over the request and everything it read; the first 12 digits name its folder. */
  readonly id: string;
  readonly name: string;
  readonly origin: DatasetOrigin;
  readonly state: DatasetState;
  readonly jobId: string | null;
  readonly justification: string;
  readonly interval: Interval | null;
  readonly from: string;
  readonly to: string;
  readonly instruments: number;
  readonly synthetic: boolean;
  readonly featureSet: {
    readonly id: string;
    readonly version: number;
    readonly hash: string;
    readonly features: number;
  } | null;
  readonly labelWords: string;
  readonly labelHash: string | null;
  readonly rows: number;
  readonly droppedRows: number;
  /** Sessions missing against the calendar, over all instruments. */
  readonly gaps: number;
  readonly classes: readonly string[];
  readonly balance: readonly number[];
  readonly proof: ProofVerdict;
  readonly bytes: number;
  readonly flags: number;
  readonly createdAt: number;
  readonly elapsedMs: number | null;
  readonly error: string | null;
}

export interface DatasetInstrument {
  readonly instrumentId: string;
  readonly baseInterval: Interval;
  readonly sessions: number;
  readonly missingSessions: number;
  readonly rows: number;
  readonly dropped: Readonly<Record<string, number>>;
  /** SHA-256 over the hashes of the candle days it read, its own and the side series'. */
  readonly candleHash: string;
  /** SHA-256 over the stored columns. */
  readonly contentHash: string;
}

export interface Dataset extends DatasetSummary {
  readonly request: DatasetRequest | null;
  readonly label: LabelSpec | null;
  readonly labelSummary: LabelSummary | null;
  readonly featureNames: readonly string[];
  readonly perInstrument: readonly DatasetInstrument[];
  readonly datasetFlags: readonly DatasetFlag[];
  /** SHA-256 over all content hashes in order: equal rows have equal hashes. */
  readonly contentHash: string | null;
  readonly lastVerification: { readonly at: number; readonly same: boolean; readonly words: string } | null;
  readonly exports: readonly DatasetExport[];
}

export interface DatasetExport {
  readonly format: 'csv' | 'parquet';
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly at: number;
}

/** The dry run: what a build would read, make and cost. */
export interface DatasetPlan {
  /** The dataset that is the answer already, if there is one. */
  readonly existing: string | null;
  readonly rows: number;
  readonly features: number;
  readonly bytes: number;
  readonly memoryBytes: number;
  /** From throughput measured on this machine, or the reference figure where nothing was built yet. */
  readonly estimatedMs: number;
  readonly estimateBasis: 'measured here' | 'reference';
  readonly instruments: readonly {
    readonly instrumentId: string;
    readonly baseInterval: Interval | null;
    readonly sessions: number;
    readonly bars: number;
    readonly rows: number;
    /** Why it will give no rows, if so. */
    readonly problem: string | null;
  }[];
  readonly problems: readonly string[];
}

export const datasetIdSchema = z.object({ datasetId: z.string().min(8) });

export const datasetRowsQuerySchema = z.object({
  datasetId: z.string().min(8),
  instrumentId: instrumentIdSchema.optional(),
  /** Rows from this decision time on, epoch milliseconds. */
  from: z.number().optional(),
  limit: z.int().min(1).max(2000).default(200),
});
export type DatasetRowsQuery = z.infer<typeof datasetRowsQuerySchema>;

export interface DatasetRows {
  readonly features: readonly string[];
  readonly rows: readonly {
    readonly instrumentId: string;
    /** Decision time. */
    readonly time: number;
    readonly values: Float32Array;
    readonly label: string | null;
    readonly value: number;
    readonly t1: number;
    readonly hit: string;
    readonly weight: number;
  }[];
  readonly total: number;
}

export const datasetTraceQuerySchema = z.object({
  datasetId: z.string().min(8),
  instrumentId: instrumentIdSchema,
  time: z.number(),
});
export type DatasetTraceQuery = z.infer<typeof datasetTraceQuerySchema>;

/** Where the numbers of one row come from: each feature with the newest bars it was allowed to read. */
export interface DatasetTrace {
  readonly instrumentId: string;
  readonly time: number;
  readonly features: readonly {
    readonly name: string;
    readonly stored: number;
    readonly recomputed: number;
    /** Bytes equal. */
    readonly same: boolean;
    readonly bars: readonly {
      readonly source: FeatureSource;
      readonly instrumentId: string;
      readonly interval: Interval;
      readonly bar: Bar;
      readonly closeTime: number;
    }[];
  }[];
}

export const COLUMN_ROLES = [
  'time',
  'instrument',
  'feature',
  'label',
  'label-end',
  'weight',
  'prediction',
  'outcome',
  'ignore',
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

export interface ExternalColumn {
  readonly name: string;
  readonly role: ColumnRole;
  /** Why this role is proposed, or why `feature` is forbidden. */
  readonly reason: string;
  /** A name that knows the future: can never be a feature. */
  readonly future: boolean;
  readonly numeric: boolean;
  readonly missing: number;
  readonly samples: readonly string[];
}

export interface ExternalPreview {
  readonly path: string;
  readonly fileName: string;
  /** Recognised layout: `feature log, key=value`, `meta out-of-fold predictions`, `table` … */
  readonly layout: string;
  readonly rows: number;
  readonly columns: readonly ExternalColumn[];
  /** Reasons for which it cannot become a dataset, each with what to do; empty when it can. */
  readonly refusals: readonly string[];
  readonly warnings: readonly string[];
  /** Facts found on the way: row counts, statistics the file implies. */
  readonly findings: readonly string[];
  /** Zone and calendar under which its stamps fit best; absent where it has none. */
  readonly proposedTimeZone?: string;
  readonly proposedExchange?: ExternalImport['exchange'];
}

export const externalPreviewSchema = z.object({ path: z.string().min(1) });
export const externalImportSchema = z.object({
  path: z.string().min(1),
  name: z.string().max(120).optional(),
  justification: z.string().max(2000).default(''),
  /** By column name; columns left out keep the proposed role. */
  roles: z.record(z.string(), z.enum(COLUMN_ROLES)).default({}),
  /** IANA zone of stamps without offset. */
  timeZone: z.string().default('Asia/Kolkata'),
  /** Calendar the dates must obey. */
  exchange: z.enum(['NSE', 'BSE', 'NFO', 'BFO', 'US']).default('NSE'),
});
export type ExternalImport = z.infer<typeof externalImportSchema>;

export const datasetExportSchema = z.object({
  datasetId: z.string().min(8),
  format: z.enum(['csv', 'parquet']),
});

export interface DatasetVerification {
  readonly same: boolean;
  readonly words: string;
  readonly differences: readonly {
    readonly instrumentId: string;
    readonly feature: string;
    readonly time: number;
    readonly stored: number;
    readonly recomputed: number;
  }[];
}

export interface DatasetService {
  plan(request: DatasetRequest): Promise<DatasetPlan>;
  /** `job` is null when the same dataset exists already: no work is done. */
  build(request: DatasetRequest): Promise<{ readonly datasetId: string; readonly job: Job | null }>;
  list(): Promise<readonly DatasetSummary[]>;
  get(datasetId: string): Promise<Dataset>;
  proof(datasetId: string): Promise<LeakProof | null>;
  profile(datasetId: string): Promise<FeatureStudy | null>;
  rows(query: DatasetRowsQuery): Promise<DatasetRows>;
  trace(query: DatasetTraceQuery): Promise<DatasetTrace>;
  /** Recomputes everything from the stored candles and compares byte by byte; the job's result is a DatasetVerification. */
  startVerify(datasetId: string): Promise<Job>;
  /** Writes a file and a manifest under the data folder; the job's result is a DatasetExport. */
  startExport(datasetId: string, format: 'csv' | 'parquet'): Promise<Job>;
  previewExternal(path: string): Promise<ExternalPreview>;
  importExternal(request: ExternalImport): Promise<{ readonly datasetId: string }>;
  rename(datasetId: string, name: string, justification?: string): Promise<Dataset>;
  /** Removes the dataset and its files; exports stay. */
  remove(datasetId: string): Promise<void>;
}
