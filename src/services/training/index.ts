// What other domains, shells and the command line may use of training.
import type { JobBody } from '../jobs/body.ts';

export { keptHoldOut } from './run/hold-out-reservation.ts';
export { createTrainingRunStore, markInterruptedTrainings, type TrainingRunStore } from './run/run-store.ts';
export { newTrainingRun } from './run/start.ts';
export type { Launcher } from './schedule/launcher.ts';
export { startWeekendTimer } from './schedule/timer.ts';
export { createTrainingService, type TrainingParts, type TrainingWithWeekend } from './service.ts';

/** Starts an entry of the schedule in a process of its own making; the desk's own way is `schedule.runNow`. */
export const startEntry = async (
  ...[place, id, words]: Parameters<typeof import('./schedule/start-entry.ts').startEntry>
) => (await import('./schedule/start-entry.ts')).startEntry(place, id, words);

/** Loaded when a job trains: whoever only lists runs needs none of it. */
export const trainingBody: JobBody = async (payload, context, dependencies) =>
  (await import('./run/body.ts')).trainingBody(payload, context, dependencies);

export const predictBody: JobBody = async (payload, context, dependencies) =>
  (await import('./predict/predict-body.ts')).predictBody(payload, context, dependencies);

/** The ML back-test of a recorded trade file, for the command line; see reports/ml-backtest-files.ts. */
export const runMlBacktest = async (
  ...[files, dependencies]: Parameters<typeof import('./reports/ml-backtest-files.ts').runMlBacktest>
) => (await import('./reports/ml-backtest-files.ts')).runMlBacktest(files, dependencies);

/** Bundles of a folder, checked; see bundle/. Loaded when asked for: checking reads every model. */
export const loadBundles = () => import('./bundle/index.ts');

export const outOfFold = async (
  ...[candidateId, dependencies]: Parameters<typeof import('./evaluate/out-of-fold.ts').outOfFold>
) => (await import('./evaluate/out-of-fold.ts')).outOfFold(candidateId, dependencies);
