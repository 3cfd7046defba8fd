// The body of a training job: makes the split, has the steps computed on threads, judges what came out, and leaves a run that says how it
// ended. Runs in a worker process or in the command line's own; killed at any moment it is resumed from what is stored.

import { z } from 'zod';
import { AppError, toErrorData } from '../../../contracts/errors.ts';
import type { JobContext } from '../../../contracts/jobs.ts';
import { trainingRequestSchema } from '../../../contracts/training.ts';
import type { JobBody, JobDependencies } from '../../jobs/body.ts';
import { type Calendar, loadCalendar } from '../../market/index.ts';
import type { TrainingTable } from '../steps/contract.ts';
import { machineCores } from './catalogue.ts';
import type { StepLibrary } from './library.ts';
import { createTrainingRunStore } from './run-store.ts';
import { createStepStore } from './step-store.ts';
import type { TailLibrary } from './tail-library.ts';
import { type Halt, trainRun } from './train-run.ts';
import type { Power } from './waiting.ts';
import { readPower } from './waiting.ts';

export const trainingPayloadSchema = z.object({ runId: z.string().min(8) });

/** What the body takes from outside; tests put small things in place of the real ones. */
export interface TrainingBodyParts {
  readonly loadTable: (
    source: { readonly db: JobDependencies['db']; readonly dataFolder: string; readonly calendar: Calendar },
    datasetId: string,
  ) => Promise<TrainingTable>;
  readonly steps: () => Promise<StepLibrary>;
  /** For the threads: file that exports `library`. */
  readonly stepsModule?: string;
  readonly tail: () => Promise<TailLibrary>;
  readonly calendar: () => Calendar;
  readonly power: () => Power;
  readonly cores: number;
  /** Boosting rounds between checkpoints. */
  readonly checkpointEveryRounds: number;
}

const CHECKPOINT_EVERY_ROUNDS = 50;

export const ownParts: TrainingBodyParts = {
  loadTable: async (source, datasetId) =>
    (await import('../steps/load-table.ts')).loadTable(source, datasetId),
  steps: async () => (await import('./library.ts')).loadStepLibrary(),
  tail: async () => (await import('./own-tail.ts')).ownTail,
  calendar: loadCalendar,
  power: () => readPower(),
  cores: machineCores(),
  checkpointEveryRounds: CHECKPOINT_EVERY_ROUNDS,
};

export const trainingBody: JobBody = (payload, context, dependencies) =>
  runTraining(trainingPayloadSchema.parse(payload).runId, context, dependencies);

/** Gives how the run ended; throws CANCELLED where it was cancelled, and what made it fail. */
export async function runTraining(
  runId: string,
  context: JobContext,
  dependencies: JobDependencies,
  parts: TrainingBodyParts = ownParts,
): Promise<{ readonly runId: string; readonly state: 'done' | 'paused' }> {
  const { db, now } = dependencies;
  const runs = createTrainingRunStore(db);
  const steps = createStepStore(db);
  if (!(await runs.begin(runId, context.jobId, now())))
    throw new AppError('CONFLICT', 'The run was stopped before this job began, or another job works on it.');
  const jobId = context.jobId;
  const run = await runs.get(runId);
  try {
    const ended = await trainRun({
      run: { ...run, request: trainingRequestSchema.parse(run.request) },
      jobId,
      context,
      dependencies,
      parts,
    });
    // Cancelling ends the job, too: of both, what the user asked for counts.
    const halted = ended === 'abort' && (await runs.stopRequest(runId)) === 'cancel' ? 'cancel' : ended;
    await steps.settle(runId, halted === 'cancel' ? 'cancelled' : 'waiting');
    await runs.end(runId, STATE_OF[halted ?? 'done'], now(), { jobId });
    if (halted === 'cancel' || halted === 'abort')
      throw new AppError(
        'CANCELLED',
        'The run was stopped. Every finished step is kept; resume it to go on.',
      );
    return { runId, state: halted === null ? 'done' : 'paused' };
  } catch (error) {
    const told = async () => {
      await steps.settle(runId, 'waiting');
      if (context.signal.aborted) await runs.end(runId, 'interrupted', now(), { jobId });
      else await runs.end(runId, 'failed', now(), { jobId, error: toErrorData(error).message });
    };
    // On a full disk the end cannot be written either. The queue and the next start correct the row; the reason must not be lost to that.
    await told().catch((second: unknown) =>
      context.log(`Its end could not be stored: ${toErrorData(second).message}`),
    );
    throw error;
  }
}

/** Who aborts a job is known to the queue only: it says whether the user cancelled or the application closed. */
const STATE_OF: Readonly<Record<Halt | 'done', 'done' | 'paused' | 'cancelled' | 'interrupted'>> = {
  done: 'done',
  pause: 'paused',
  cancel: 'cancelled',
  abort: 'interrupted',
};
