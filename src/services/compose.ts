// The composition root: opens the one file, brings it up to date, looks after what a dead process left, and builds every
// service. Called by each shell and the command line once. The shells hold the instance lock before they call it.

import type { Services } from '../contracts/services.ts';
import { createBacktestService, markInterruptedRuns } from './backtests/index.ts';
import { type Db, type DriverChoice, migrate, openDb } from './db/index.ts';
import type { Host } from './host.ts';
import { createImportService, markInterruptedBatches } from './imports/index.ts';
import { createJobQueue, recoverJobs } from './jobs/index.ts';
import { createLog, type LogService } from './log/index.ts';
import { createCandleStore, createMarketService, loadCalendar } from './market/index.ts';
import { migrations } from './migrations.ts';
import { enterDataFolder, type Presence } from './presence.ts';
import {
  createDatasetExtensions,
  createDatasetService,
  createFeatureService,
  createLabelService,
  createPatternService,
  markInterruptedDatasets,
} from './research/index.ts';
import { createSampleService } from './sample/index.ts';
import { createSettingsStore } from './settings/index.ts';
import { createSystemService, databaseFileIn } from './system/index.ts';
import {
  createTrainingService,
  markInterruptedTrainings,
  startWeekendTimer,
  type TrainingWithWeekend,
} from './training/index.ts';

export interface ComposeOptions {
  readonly driver?: DriverChoice;
  /** A module that replaces the job bodies; tests use it. */
  readonly bodiesModule?: string;
}

/** What the command line needs besides the services: its jobs run in its own process, over the same connection. */
export interface OpenedServices extends Services {
  readonly training: TrainingWithWeekend;
  readonly db: Db;
  readonly log: LogService;
}

export async function createServices(host: Host, options: ComposeOptions = {}): Promise<OpenedServices> {
  const startedAt = host.now();
  const presence = enterDataFolder(host.dataFolder);
  // One writer per log file: the command line may run beside a desk.
  const name = host.shell === 'cli' ? 'anchordesk-cli' : 'anchordesk';
  const log = createLog({ dataFolder: host.dataFolder, name, now: host.now });
  let db: Db | undefined;
  try {
    db = await openDb({ file: databaseFileIn(host.dataFolder), driver: options.driver });
    const schema = await migrate(db, migrations, host.now);
    if (schema.applied.length > 0) log.info('The database was brought up to date', { ...schema });
    await recover(host, db, presence, log);
    return build(host, db, presence, log, startedAt, options);
  } catch (error) {
    log.error('The data folder could not be opened', { error });
    await db?.close().catch(() => {});
    log.close();
    presence.leave();
    throw error;
  }
}

/** Jobs know their owner and runs their job; batches know neither, so only a process that is alone may judge them. */
async function recover(host: Host, db: Db, presence: Presence, log: LogService): Promise<void> {
  const jobs = await recoverJobs(db, {
    now: host.now,
    adoptQueued: host.shell !== 'cli' && !host.readOnly,
  });
  const batches = presence.alone ? await markInterruptedBatches(db, host.now()) : 0;
  const runs = await markInterruptedRuns(db);
  const datasets = await markInterruptedDatasets(db);
  const trainings = await markInterruptedTrainings(db);
  const interrupted = { jobs: jobs.interrupted.length, batches, runs, datasets, trainings };
  if (Object.values(interrupted).some((count) => count > 0))
    log.warn('Work of an earlier start was interrupted', interrupted);
}

function build(
  host: Host,
  db: Db,
  presence: Presence,
  log: LogService,
  startedAt: number,
  options: ComposeOptions,
): OpenedServices {
  const { now, dataFolder } = host;
  const settings = createSettingsStore(db, now);
  const calendar = loadCalendar();
  const candles = createCandleStore(db, now);
  const jobs = createJobQueue({
    db,
    host,
    log,
    settings: async () => (await settings.read()).settings,
    bodiesModule: options.bodiesModule,
  });
  log.info('Opened', { shell: host.shell, version: host.version, dataFolder, driver: db.driver });
  const training = createTrainingService({ db, jobs, dataFolder, now, calendar });
  // The desk holds the instance lock, so there is one timer for a folder; the command line starts what it is told to.
  const timer =
    host.shell === 'cli' || host.readOnly
      ? null
      : startWeekendTimer(training.schedule, { log, notify: host.notify });
  let closing: Promise<void> | undefined;
  const close = async () => {
    timer?.stop();
    await jobs.close();
    await timer?.ended();
    await db.close();
    log.info('Closed');
    log.close();
    presence.leave();
  };
  return {
    db,
    log,
    jobs,
    system: createSystemService({
      host,
      db,
      settings,
      log,
      startedAt,
      isEmpty: async () => (await candles.instruments()).length === 0,
      onSettings: () => jobs.wake(),
    }),
    market: createMarketService({ db, calendar, now }),
    imports: createImportService({ db, jobs, dataFolder, now, calendar }),
    sample: createSampleService(jobs),
    backtests: createBacktestService({ db, jobs, now }),
    features: createFeatureService({ db, jobs, now }),
    labels: createLabelService({ db }),
    patterns: createPatternService({ db, jobs }),
    datasets: createDatasetService({
      db,
      jobs,
      dataFolder,
      now,
      extensions: createDatasetExtensions({ db, jobs, dataFolder, now }),
    }),
    training,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
