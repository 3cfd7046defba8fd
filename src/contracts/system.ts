// System facts and settings as the page and the CLI see them.
import { z } from 'zod';

export type ShellKind = 'electron' | 'browser' | 'cli';

export interface SystemInfo {
  readonly version: string;
  readonly shell: ShellKind;
  readonly mode: 'practice';
  readonly dataFolder: string;
  readonly databaseFile: string;
  readonly databaseBytes: number;
  readonly databaseDriver: 'sqlite3' | 'node:sqlite';
  readonly nodeVersion: string;
  readonly startedAt: number;
  readonly readOnly: boolean;
  /** True until any instrument is stored: the page shows the first-run choices. */
  readonly empty: boolean;
}

export interface MarketClock {
  /** Server time, epoch milliseconds. */
  readonly now: number;
  readonly exchange: 'NSE';
  readonly state: 'open' | 'pre-open' | 'closed' | 'holiday';
  /** Words for the clock: `opens Mon 23 Nov 09:15`. */
  readonly label: string;
  readonly nextChange: number | null;
}

export interface DoctorCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do when it is not ok. */
  readonly advice?: string;
}

export interface DoctorReport {
  readonly version: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly driver: string;
  readonly paths: Readonly<Record<string, string>>;
  readonly checks: readonly DoctorCheck[];
}

export const settingsSchema = z.object({
  theme: z.enum(['dark', 'light', 'system']).default('dark'),
  palette: z.enum(['green-red', 'blue-orange']).default('green-red'),
  hollowCandles: z.boolean().default(false),
  jobConcurrency: z.int().min(1).max(8).default(2),
  jobMemoryMb: z.int().min(256).max(16_384).default(2048),
});
export type Settings = z.infer<typeof settingsSchema>;
/** Only the keys given: with defaults left in, a patch of one key would reset all others. */
export const settingsPatchSchema = z
  .object({
    theme: settingsSchema.shape.theme.unwrap(),
    palette: settingsSchema.shape.palette.unwrap(),
    hollowCandles: settingsSchema.shape.hollowCandles.unwrap(),
    jobConcurrency: settingsSchema.shape.jobConcurrency.unwrap(),
    jobMemoryMb: settingsSchema.shape.jobMemoryMb.unwrap(),
  })
  .partial();

export interface SystemService {
  info(): Promise<SystemInfo>;
  clock(): Promise<MarketClock>;
  doctor(): Promise<DoctorReport>;
  settings(): Promise<Settings>;
  updateSettings(patch: Partial<Settings>): Promise<Settings>;
  /** Last lines of the application log, newest last. */
  logTail(lines: number): Promise<readonly string[]>;
}
