// The training service: what screens and the command line ask of runs, candidates, splits and the weekend. Composed once.

import { AppError } from '../../contracts/errors.ts';
import type { JobService } from '../../contracts/jobs.ts';
import type { TrainingService } from '../../contracts/training.ts';
import type { Db } from '../db/port.ts';
import type { Calendar } from '../market/index.ts';

export interface TrainingParts {
  readonly db: Db;
  readonly jobs: JobService;
  readonly dataFolder: string;
  readonly now: () => number;
  readonly calendar: Calendar;
}

export function createTrainingService(_parts: TrainingParts): TrainingService {
  return new Proxy({} as TrainingService, {
    get: (_target, method) => () => {
      throw new AppError('REFUSED', `Training has no ${String(method)} yet. Nothing was started.`);
    },
  });
}
