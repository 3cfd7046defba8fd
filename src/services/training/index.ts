// What other domains, shells and the command line may use of training.
import type { JobBody } from '../jobs/body.ts';

export { createTrainingRunStore, markInterruptedTrainings, type TrainingRunStore } from './run/run-store.ts';
export { newTrainingRun } from './run/start.ts';
export { createTrainingService, type TrainingParts } from './service.ts';

/** Loaded when a job trains: whoever only lists runs needs none of it. */
export const trainingBody: JobBody = async (payload, context, dependencies) =>
  (await import('./run/body.ts')).trainingBody(payload, context, dependencies);

export const predictBody: JobBody = async (payload, context, dependencies) =>
  (await import('./predict/predict-body.ts')).predictBody(payload, context, dependencies);

/** The ML back-test of a recorded trade file, for the command line; see reports/ml-backtest-files.ts. */
export const runMlBacktest = async (
  ...[files, dependencies]: Parameters<typeof import('./reports/ml-backtest-files.ts').runMlBacktest>
) => (await import('./reports/ml-backtest-files.ts')).runMlBacktest(files, dependencies);
