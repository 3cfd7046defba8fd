// The weekend: which training is repeated when, and what Monday's report says of it. Shared by the schedule service, its screen and the
// command line.
import { z } from 'zod';

export const SCHEDULE_RHYTHMS = ['weekly', 'monthly', 'quarterly'] as const;

/** `request` is a TrainingRequest; checked again before each start, since datasets may have gone. */
export const scheduleEntrySchema = z.object({
  name: z.string().min(1).max(120),
  rhythm: z.enum(SCHEDULE_RHYTHMS).default('weekly'),
  /** 1 Monday … 7 Sunday; of monthly and quarterly rhythms the last such day of the month or quarter. */
  weekday: z.int().min(1).max(7).default(5),
  /** Exchange time. */
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('16:00'),
  /** Builds the dataset again up to the last stored day first, under its own request. */
  refreshDataset: z.boolean().default(true),
  request: z.unknown(),
  enabled: z.boolean().default(true),
});
export type ScheduleEntryInput = z.infer<typeof scheduleEntrySchema>;

export interface ScheduleEntry extends ScheduleEntryInput {
  readonly id: string;
  readonly createdAt: number;
  /** Epoch milliseconds of the next start; null while disabled. */
  readonly nextAt: number | null;
  readonly lastRunId: string | null;
  readonly lastStartedAt: number | null;
  /** A start missed because the machine was off is made up for once, and said. */
  readonly lastWords: string | null;
}

export interface WeekendReport {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly createdAt: number;
  readonly ran: readonly {
    readonly runId: string;
    readonly name: string;
    readonly state: string;
    readonly activeMs: number;
    readonly steps: number;
    readonly reused: number;
  }[];
  readonly won: readonly {
    readonly candidateId: string;
    readonly title: string;
    readonly runName: string;
    readonly auc: number;
    readonly passed: boolean;
    readonly words: string;
  }[];
  /** Against the last report: better, worse, new, gone. */
  readonly changed: readonly string[];
  readonly failed: readonly string[];
  readonly budget: { readonly usedMs: number; readonly allowedMs: number | null; readonly sleepsMs: number };
  /** File under the data folder. */
  readonly html: string;
}

export interface ScheduleService {
  list(): Promise<readonly ScheduleEntry[]>;
  save(entry: ScheduleEntryInput, id?: string): Promise<ScheduleEntry>;
  remove(id: string): Promise<void>;
  /** Starts it now, whatever its time. */
  runNow(id: string): Promise<{ readonly runId: string }>;
  reports(): Promise<readonly WeekendReport[]>;
  report(id: string): Promise<WeekendReport>;
  /** The report of the days since the last one, made at once. */
  makeReport(): Promise<WeekendReport>;
}
