// Trains from the command line: the run is a row of the desk's own list, its job is recorded like any other, and the work happens in a thread
// of this process. Ctrl-C pauses it; the desk or `train resume` goes on from there. Called by every command that trains.

import type { Dataset } from '../../contracts/datasets.ts';
import { AppError, toErrorData } from '../../contracts/errors.ts';
import type { TrainingPlan, TrainingRequest, TrainingRun } from '../../contracts/training.ts';
import { holdAwake } from '../../server/hold-awake.ts';
import { createTrainingRunStore, keptHoldOut, newTrainingRun } from '../../services/training/index.ts';
import type { Context } from '../context.ts';
import type { Desk } from '../desk.ts';
import { shortId } from '../text/format.ts';
import { planLines } from '../text/training-text.ts';
import { runWork } from './run-work.ts';

/** Sessions of the dataset that are held out already; null where none were. */
export async function reservedSessions(
  desk: Desk,
  { contentHash }: Pick<Dataset, 'contentHash'>,
): Promise<number | null> {
  return contentHash === null ? null : ((await keptHoldOut(desk.db, contentHash))?.sessions ?? null);
}

/** Throws REFUSED with the plan where it cannot be trained; nothing is stored. */
export async function checkedPlan(desk: Desk, request: TrainingRequest): Promise<TrainingPlan> {
  const plan = await desk.training.plan(request);
  if (plan.problems.length > 0)
    throw new AppError('BAD_PARAMETER', [...plan.problems, ...leftOut(plan)].join(' '), { plan });
  return plan;
}

/** What `--dry-run` prints: the plan with its problems; nothing is stored. */
export async function showPlan(desk: Desk, request: TrainingRequest, context: Context): Promise<void> {
  const plan = await desk.training.plan(request);
  context.output.result({ request, plan, dryRun: true }, () => planLines(plan));
}

/** Why a family cannot take part stands among the warnings. */
const leftOut = ({ warnings }: TrainingPlan): readonly string[] =>
  warnings.filter((one) => one.includes('left out'));

/** Gives the run as it ended: done, or paused by Ctrl-C or by the desk. Throws what made it fail, and CANCELLED. */
export async function train(desk: Desk, request: TrainingRequest, context: Context): Promise<TrainingRun> {
  const { runId } = await newTrainingRun(desk.db, request, desk.now());
  return work(desk, runId, context);
}

/** Throws CONFLICT where there is nothing to go on with. */
export async function resume(desk: Desk, runId: string, context: Context): Promise<TrainingRun> {
  const { state, steps } = await desk.training.get(runId);
  if (state === 'done' && steps.done === steps.total)
    throw new AppError(
      'CONFLICT',
      'The run is complete. Nothing was started; forget a step on its page to have it computed again.',
    );
  if (!(await createTrainingRunStore(desk.db).requeue(runId)))
    throw new AppError('CONFLICT', `The run is ${state} already; there is nothing to resume.`);
  return work(desk, runId, context);
}

/** The run's row waits for a job; it gets one of this process. */
export async function work(desk: Desk, runId: string, context: Context): Promise<TrainingRun> {
  const runs = createTrainingRunStore(desk.db);
  const { name } = await runs.summary(runId);
  context.output.note(`Run ${shortId(runId)} ${name}. Ctrl-C pauses it; the desk shows it under Training.`);
  let jobId: string | null = null;
  const release = holdAwake('AnchorDesk trains models');
  try {
    await runWork(desk, { kind: 'training', title: `Training ${name}`, payload: { runId } }, context, {
      async onJob(job) {
        jobId = job.id;
        await runs.attachJob(runId, job.id);
      },
      pause: () => runs.askToStop(runId, 'pause'),
    });
  } catch (error) {
    // The body says so itself; only a thread that died could not. Does nothing to a run that has ended.
    const { code, message } = toErrorData(error);
    if (jobId !== null)
      await runs.correctEnd(runId, jobId, code === 'CANCELLED' ? 'cancelled' : 'failed', message);
    throw withWayOn(error, runId);
  } finally {
    release();
  }
  const run = await runs.get(runId);
  if (run.state !== 'done') context.exitCode = 1;
  return run;
}

function withWayOn(error: unknown, runId: string): AppError {
  const { code, message, details } = toErrorData(error);
  const way = `Everything that was computed is kept: train resume ${shortId(runId)} goes on.`;
  return new AppError(
    code,
    `${message} ${way}`,
    { runId, ...(details === undefined ? {} : { details }) },
    error,
  );
}
