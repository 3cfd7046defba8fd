// Opens what a command works on: the same file and services as the desk, in this process. Takes no instance lock, so a desk
// may be open beside it. For reading and for --dry-run nothing is created and nothing written: no folder, no log, no file.

import { existsSync, statSync } from 'node:fs';
import type { BacktestService } from '../contracts/backtests.ts';
import type { DatasetService } from '../contracts/datasets.ts';
import { AppError } from '../contracts/errors.ts';
import type { FeatureService } from '../contracts/features.ts';
import type { ImportService } from '../contracts/imports.ts';
import type { JobService } from '../contracts/jobs.ts';
import type { LabelService } from '../contracts/labels.ts';
import type { MarketService } from '../contracts/market.ts';
import { createNodeHost } from '../server/node-host.ts';
import { createBacktestService } from '../services/backtests/index.ts';
import { createServices } from '../services/compose.ts';
import { resolveDataFolder } from '../services/data-folder.ts';
import { type Db, migrate, openDb, schemaVersion } from '../services/db/index.ts';
import { createImportService } from '../services/imports/index.ts';
import { createJobQueue } from '../services/jobs/index.ts';
import { createMarketService, loadCalendar } from '../services/market/index.ts';
import { migrations } from '../services/migrations.ts';
import {
  createDatasetExtensions,
  createDatasetService,
  createFeatureService,
  createLabelService,
} from '../services/research/index.ts';
import { databaseFileIn } from '../services/system/index.ts';
import { createTrainingService, type TrainingWithWeekend } from '../services/training/index.ts';
import type { Context } from './context.ts';

/** `read` looks at what is stored; `rehearse` is a dry run; `write` may change it. */
export type DeskMode = 'read' | 'rehearse' | 'write';

export interface Desk {
  readonly db: Db;
  readonly dataFolder: string;
  readonly now: () => number;
  readonly market: MarketService;
  readonly imports: ImportService;
  readonly backtests: BacktestService;
  readonly features: FeatureService;
  readonly labels: LabelService;
  readonly datasets: DatasetService;
  readonly training: TrainingWithWeekend;
  readonly jobs: JobService;
  close(): Promise<void>;
}

/** A database that is never stored: what a command reads where there is no file yet. */
export const NO_FILE = ':memory:';

export async function openDesk(context: Context, mode: DeskMode): Promise<Desk> {
  if (mode === 'write') {
    const host = createNodeHost({ shell: 'cli', dataFolder: context.options.dataDir });
    return { ...(await createServices(host)), dataFolder: host.dataFolder, now: host.now };
  }
  const dataFolder = resolveDataFolder(context.options.dataDir);
  refuseFile(dataFolder);
  const file = databaseFileIn(dataFolder);
  const db = await openDb({ file: existsSync(file) ? file : NO_FILE });
  try {
    if (mode === 'rehearse') await refuseOldSchema(db);
    await migrate(db, migrations);
  } catch (error) {
    await db.close();
    throw error;
  }
  return deskOver(db, dataFolder);
}

/** Runs `work` and closes the desk whatever happens. */
export async function withDesk<T>(
  context: Context,
  mode: DeskMode,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const desk = await openDesk(context, mode);
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}

function deskOver(db: Db, dataFolder: string): Desk {
  const now = Date.now;
  const calendar = loadCalendar();
  // A queue that takes nothing in: reading services ask it about jobs, and a dry run must start none.
  const jobs = createJobQueue({
    db,
    host: {
      now,
      dataFolder,
      readOnly: true,
      startWorker: () => {
        throw new AppError('REFUSED', 'A dry run starts no job. Nothing was changed.');
      },
      holdAwake: () => () => {},
      notify: () => {},
    },
    settings: async () => ({ jobConcurrency: 1, jobMemoryMb: 256 }),
  });
  return {
    db,
    dataFolder,
    now,
    market: createMarketService({ db, calendar, now }),
    imports: createImportService({ db, jobs, dataFolder, now }),
    backtests: createBacktestService({ db, jobs, now }),
    features: createFeatureService({ db, jobs, now }),
    labels: createLabelService({ db }),
    datasets: createDatasetService({
      db,
      jobs,
      dataFolder,
      now,
      extensions: createDatasetExtensions({ db, jobs, dataFolder, now }),
    }),
    training: createTrainingService({ db, jobs, dataFolder, now, calendar }),
    jobs,
    async close() {
      await jobs.close();
      await db.close();
    },
  };
}

/** Looking makes no folder, but a file in its place would pass for an empty one. */
function refuseFile(dataFolder: string): void {
  if (statSync(dataFolder, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new AppError(
      'REFUSED',
      `${dataFolder} is a file, not a data folder. Nothing was changed. Choose a folder with --data-dir.`,
      { folder: dataFolder },
    );
}

/** Bringing an older file up to date is writing too. */
async function refuseOldSchema(db: Db): Promise<void> {
  const version = await schemaVersion(db);
  const latest = Math.max(...migrations.map(({ number }) => number));
  if (version === 0 || version >= latest) return;
  throw new AppError(
    'REFUSED',
    `${db.file} was written by an older AnchorDesk and is brought up to date first, which a dry run may not do. Nothing was changed. Run the command without --dry-run, or start the desk once.`,
    { file: db.file, version, latest },
  );
}
