// Starts an entry of the schedule in this process: builds its dataset, trains, waits for the end. Called by `weekend run`. What the desk's timer
// does there is the same start with another launcher.

import type { TrainingRun } from '../../contracts/training.ts';
import { type Launcher, newTrainingRun, startEntry } from '../../services/training/index.ts';
import { built } from '../commands/dataset-build.ts';
import type { Context } from '../context.ts';
import type { Desk } from '../desk.ts';
import { resume, work } from './train.ts';

/** `words`: why it starts late, if so. */
export async function runEntry(
  desk: Desk,
  id: string,
  words: string | null,
  context: Context,
): Promise<TrainingRun> {
  const { runId } = await startEntry(
    { db: desk.db, now: desk.now, launcher: launcherOf(desk, context), signal: context.signal },
    id,
    words,
  );
  return work(desk, runId, context);
}

/** Its training is begun by the caller, once the entry says that it started. */
function launcherOf(desk: Desk, context: Context): Launcher {
  return {
    async build(request) {
      const { existing } = await desk.datasets.plan(request);
      return existing ?? (await built(desk, request, context));
    },
    train: (request) => newTrainingRun(desk.db, request, desk.now()),
    async resume(runId) {
      await resume(desk, runId, context);
    },
  };
}
