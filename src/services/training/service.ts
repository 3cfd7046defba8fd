// The training service: what screens and the command line ask of runs, candidates, splits and the weekend. Composed once. Training
// itself happens in jobs (run/body.ts); this plans, queues, names and reads.

import { AppError } from '../../contracts/errors.ts';
import type { JobService } from '../../contracts/jobs.ts';
import {
  predictRequestSchema,
  type TrainingService,
  trainingRequestSchema,
} from '../../contracts/training.ts';
import { stepsAskedSchema } from '../../contracts/training-steps.ts';
import type { Db } from '../db/port.ts';
import type { Calendar } from '../market/index.ts';
import { createCandidateStore } from './evaluate/candidate-store.ts';
import type { DryRun } from './run/dry-run.ts';
import { createResultStore } from './run/result-store.ts';
import { createTrainingRunStore } from './run/run-store.ts';
import { createSplitStore } from './run/split-store.ts';
import { newTrainingRun } from './run/start.ts';
import { createStepPages } from './run/step-pages.ts';
import { createStepStore } from './run/step-store.ts';
import { trialViews } from './run/trial-views.ts';
import { queueLauncher } from './schedule/launcher.ts';
import { lazySchedule } from './schedule/lazy-schedule.ts';
import type { Weekend } from './schedule/schedule.ts';

export interface TrainingParts {
  readonly db: Db;
  readonly jobs: JobService;
  readonly dataFolder: string;
  readonly now: () => number;
  readonly calendar: Calendar;
}

/** With what the timer of a desk asks beside what the page does. */
export type TrainingWithWeekend = TrainingService & { readonly schedule: Weekend };

export function createTrainingService(parts: TrainingParts): TrainingWithWeekend {
  const { db, jobs, now, dataFolder, calendar } = parts;
  // Estimators and everything that reads datasets are loaded when they are first asked for: a desk should open fast.
  let dryRun: Promise<DryRun> | undefined;
  const planner = () => {
    dryRun ??= import('./run/dry-run.ts').then(({ createDryRun }) => createDryRun(parts));
    return dryRun;
  };
  const runs = createTrainingRunStore(db);
  const steps = createStepStore(db);
  const stepPages = createStepPages(db);
  const results = createResultStore(db);
  const splits = createSplitStore(db);
  const candidates = createCandidateStore(db);

  // A job that was killed, cancelled or that crashed could not tell its run: the queue does.
  jobs.watch((job) => {
    if (job.kind !== 'training' || (job.state !== 'failed' && job.state !== 'cancelled')) return;
    const { runId } = job.payload as { runId?: string };
    if (runId === undefined) return;
    void runs.correctEnd(runId, job.id, job.state, job.error?.message ?? null).catch(() => {});
  });

  async function enqueue(runId: string, name: string) {
    const job = await jobs.enqueue('training', `Training ${name}`, { runId });
    await runs.attachJob(runId, job.id);
    return { runId, job };
  }

  const service: TrainingWithWeekend = {
    catalogue: async () => (await import('./run/catalogue.ts')).trainingCatalogue(),
    plan: async (request) => (await planner()).plan(trainingRequestSchema.parse(request)),

    async start(given) {
      const request = trainingRequestSchema.parse(given);
      // The row first: a job that found no row to fill would drop its result.
      const { runId, name } = await newTrainingRun(db, request, now());
      try {
        return await enqueue(runId, name);
      } catch (error) {
        await runs.remove(runId);
        throw error;
      }
    },

    list: () => runs.list(),
    get: (runId) => runs.get(runId),

    async steps(runId, asked) {
      await runs.summary(runId);
      return stepPages.page(runId, stepsAskedSchema.parse(asked ?? {}));
    },

    async places(runId) {
      await runs.summary(runId);
      return stepPages.places(runId);
    },

    async trials(runId) {
      const own = await steps.list(runId);
      const hashes = own.flatMap((step) => (step.kind === 'trial' && step.inputHash ? [step.inputHash] : []));
      return trialViews(own, await results.many(hashes));
    },

    live: (runId) => runs.live(runId),

    async pause(runId) {
      const run = await runs.summary(runId);
      if (run.state !== 'queued' && run.state !== 'running')
        throw new AppError('CONFLICT', `The run is ${run.state}; only a run that goes on can be paused.`);
      if (run.state === 'queued') await stopBeforeStart(runId, run.jobId, 'paused');
      else await runs.askToStop(runId, 'pause');
      return runs.summary(runId);
    },

    async resume(runId) {
      const run = await runs.summary(runId);
      const complete = run.state === 'done' && run.steps.done === run.steps.total;
      if (complete)
        throw new AppError('CONFLICT', 'The run is complete. Forget a step first to have it computed again.');
      if (!(await runs.requeue(runId)))
        throw new AppError('CONFLICT', `The run is ${run.state} already; there is nothing to resume.`);
      try {
        return await enqueue(runId, run.name);
      } catch (error) {
        await runs.end(runId, 'interrupted', now());
        throw error;
      }
    },

    async cancel(runId) {
      const run = await runs.summary(runId);
      if (run.state === 'done' || run.state === 'cancelled')
        throw new AppError('CONFLICT', `The run is ${run.state}; there is nothing to cancel.`);
      if (run.state === 'queued') await stopBeforeStart(runId, run.jobId, 'cancelled');
      else if (run.state === 'running') {
        await runs.askToStop(runId, 'cancel');
        // Where another process works on it, what was asked is read there.
        if (run.jobId !== null) await jobs.cancel(run.jobId).catch(() => {});
      } else await runs.giveUp(runId, now());
      return runs.summary(runId);
    },

    async forgetStep(runId, key) {
      const run = await runs.summary(runId);
      if (run.state === 'queued' || run.state === 'running')
        throw new AppError('CONFLICT', `The run is ${run.state}. Pause it first; nothing was forgotten.`);
      await steps.forget(runId, key);
    },

    rename: (runId, name) => runs.rename(runId, name),

    async remove(runId) {
      const run = await runs.summary(runId);
      if (run.state === 'queued' || run.state === 'running') {
        await runs.askToStop(runId, 'cancel');
        if (run.jobId !== null) {
          await jobs.cancel(run.jobId);
          await jobs.waitFor(run.jobId);
        }
      }
      const { removeRun } = await import('./run/remove-run.ts');
      await removeRun(db, dataFolder, runId, now);
    },

    candidate: (candidateId) => candidates.get(candidateId),
    candidates: () => candidates.list(),

    async openHoldOut(candidateId, reason, gates) {
      const { runId } = await candidates.get(candidateId);
      const { request } = await runs.get(runId);
      const [{ openHoldOut }, { createObjectStore }] = await Promise.all([
        import('./evaluate/open-hold-out.ts'),
        import('./run/objects.ts'),
      ]);
      const { read: readObject } = createObjectStore(dataFolder);
      const signal = new AbortController().signal;
      return openHoldOut(
        { db, dataFolder, calendar, now, readObject, signal },
        { candidateId, reason, gates: gates ?? request.gates },
      );
    },

    async exportBundle(candidateId) {
      const { exportBundleOf } = await import('./run/export-bundle.ts');
      return exportBundleOf(dataFolder, await candidates.get(candidateId));
    },

    async predict(given) {
      const request = predictRequestSchema.parse(given);
      return jobs.enqueue('predict', `Prediction ${request.from} to ${request.to}`, request);
    },

    splits: () => splits.list(),
    async saveSplit(runId, name) {
      const run = await runs.get(runId);
      const text = await runs.splitText(runId);
      if (text === null)
        throw new AppError('NO_DATA', 'The run has not made its split yet. Save it once the run has begun.');
      return splits.save(name, text, run.splitWords, now());
    },

    schedule: lazySchedule({
      ...{ db, dataFolder, now, calendar },
      launcher: () => queueLauncher({ ...parts, training: service }),
    }),
  };
  return service;

  async function stopBeforeStart(runId: string, jobId: string | null, state: 'paused' | 'cancelled') {
    // The run first: what its job's end says then comes too late to matter.
    await runs.end(runId, state, now());
    if (jobId !== null) await jobs.cancel(jobId).catch(() => {});
  }
}
