// How an entry's dataset is built and its run started: through the desk's job queue here, in its own process by the command line. Called by
// start-entry.ts.

import type { DatasetRequest } from '../../../contracts/datasets.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { JobService } from '../../../contracts/jobs.ts';
import type { TrainingRequest, TrainingService } from '../../../contracts/training.ts';
import type { Db } from '../../db/port.ts';
import { createDatasetExtensions, createDatasetService } from '../../research/index.ts';

export interface Launcher {
  /** The dataset of this request, built where there is none; gives its id once it is finished. */
  build(request: DatasetRequest): Promise<string>;
  /** Gives the run as soon as it is stored; its training goes on by itself. */
  train(request: TrainingRequest): Promise<{ readonly runId: string }>;
  resume(runId: string): Promise<void>;
}

export interface QueueLauncherParts {
  readonly db: Db;
  readonly jobs: JobService;
  readonly dataFolder: string;
  readonly now: () => number;
  readonly training: Pick<TrainingService, 'start' | 'resume'>;
}

export function queueLauncher({ db, jobs, dataFolder, now, training }: QueueLauncherParts): Launcher {
  const extensions = () => createDatasetExtensions({ db, jobs, dataFolder, now });
  let datasets: ReturnType<typeof createDatasetService> | undefined;
  return {
    async build(request) {
      datasets ??= createDatasetService({ db, jobs, dataFolder, now, extensions: extensions() });
      const { datasetId, job } = await datasets.build(request);
      if (job === null) return datasetId;
      const ended = await jobs.waitFor(job.id);
      if (ended.state === 'done') return datasetId;
      const { code, message } = ended.error ?? {
        code: ended.state === 'interrupted' ? ('INTERRUPTED' as const) : ('CANCELLED' as const),
        message: `its build was ${ended.state}`,
      };
      throw new AppError(code, message);
    },
    train: async (request) => ({ runId: (await training.start(request)).runId }),
    async resume(runId) {
      await training.resume(runId);
    },
  };
}
