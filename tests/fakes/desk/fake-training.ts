// A training service in memory for looking at the Training screens: a running run that moves, a finished one with candidates, a failed and
// an interrupted one. Development only; the real service has its own contract suites.

import { AppError } from '../../../src/contracts/errors.ts';
import {
  type TrainingRequest,
  type TrainingRun,
  type TrainingRunSummary,
  type TrainingService,
  type TrialView,
  trainingRequestSchema,
} from '../../../src/contracts/training.ts';
import { stepsAskedSchema, type TrainingStep } from '../../../src/contracts/training-steps.ts';
import { CANDIDATE_FAMILIES, fakeReport, fakeSummary } from './fake-candidates.ts';
import { FAKE_DATASETS } from './fake-datasets.ts';
import type { FakeJobs } from './fake-jobs.ts';
import { fakeCatalogue, fakePlan } from './fake-plan.ts';
import { FAKE_REQUEST, fakeRun } from './fake-run.ts';
import { fakeSchedule } from './fake-schedule.ts';
import { at, fakeSteps, fakeTrials, SPLIT_WORDS } from './fake-training-data.ts';

const TICK_MS = 1_500;

interface Stored {
  run: TrainingRun;
  steps: readonly TrainingStep[];
  trials: readonly TrialView[];
}

/** `finish`: what the desk must do for a job of this service to move; `FakeJobs.add` puts it on the feed. */
export function fakeTraining(jobs: FakeJobs): TrainingService {
  const runs = new Map<string, Stored>();
  const now = Date.now();

  const countsOf = (steps: readonly TrainingStep[]): TrainingRun['steps'] => ({
    total: steps.length,
    done: steps.filter((step) => step.state === 'done').length,
    failed: steps.filter((step) => step.state === 'failed').length,
    reused: steps.filter((step) => step.reused).length,
  });
  function put(
    run: TrainingRun,
    done: number,
    running: number,
    blends: readonly string[],
    failedKey?: string,
  ) {
    const steps = fakeSteps({
      families: run.families,
      segments: 4,
      trials: run.request.trials,
      blends,
      startedAt: run.startedAt ?? run.createdAt,
      done,
      running,
      ...(failedKey === undefined ? {} : { failedKey }),
    });
    const states = new Map(steps.map((step) => [step.key, step.state]));
    const trials = fakeTrials(run.families, 4, run.request.trials, (segment, family, index) =>
      ['done', 'failed'].includes(states.get(`s${segment}/${family}/t${index}`) ?? ''),
    ).filter((trial) => states.get(`s${trial.segment}/${trial.family}/t${trial.index}`) !== 'waiting');
    runs.set(run.id, {
      run: { ...run, trials: steps.filter((step) => step.kind === 'trial').length, steps: countsOf(steps) },
      steps,
      trials,
    });
  }
  const stored = (runId: string): Stored => {
    const found = runs.get(runId);
    if (!found) throw new AppError('NOT_FOUND', `There is no training run ${runId}. Nothing was changed.`);
    return found;
  };
  const candidatesOf = (runId: string, count: number) =>
    CANDIDATE_FAMILIES.slice(0, count).map((family, place) => fakeSummary(runId, family, place + 1));

  function begin(request: TrainingRequest, rerunOf: string | null = null): TrainingRun {
    const id = `run-made-${String(runs.size + 1).padStart(4, '0')}`;
    const name = request.name || `${request.families.length} families, ${request.trials} trials`;
    const families = request.families.map((family) => family.estimator);
    const job = jobs.add({
      kind: 'training',
      title: name,
      state: 'running',
      startedAt: Date.now(),
      payload: { runId: id },
    });
    const run = fakeRun(id, name, 'running', {
      request,
      families,
      jobId: job.id,
      rerunOf,
      createdAt: Date.now(),
      startedAt: Date.now(),
      objective: request.objective,
      eta: Date.now() + 900_000,
    });
    put(run, 1, 2, request.softVote ? ['soft-vote'] : []);
    return run;
  }
  /** Each running run gets one step further. */
  function tick(): void {
    for (const { run, steps } of runs.values()) {
      if (run.state !== 'running' || run.jobId === null) continue;
      const done = steps.filter((step) => step.state === 'done').length + 1;
      const ends = done >= steps.length;
      const eta = Date.now() + (steps.length - done) * TICK_MS;
      const candidates = candidatesOf(run.id, done > 120 ? 2 : 0);
      put(
        {
          ...run,
          activeMs: run.activeMs + TICK_MS,
          eta: ends ? null : eta,
          state: ends ? 'done' : 'running',
          endedAt: ends ? Date.now() : null,
          candidates: ends ? candidatesOf(run.id, 4) : candidates,
        },
        Math.min(done, steps.length),
        ends ? 0 : 2,
        run.request.softVote ? ['soft-vote'] : [],
      );
      const at = steps.find((step) => step.state === 'running')?.key ?? 'report';
      jobs.add({
        id: run.jobId,
        kind: 'training',
        title: run.name,
        state: ends ? 'done' : 'running',
        payload: { runId: run.id },
        result: ends ? { runId: run.id } : null,
        createdAt: run.createdAt,
        startedAt: run.startedAt,
        endedAt: ends ? Date.now() : null,
        progress: { stage: at, fraction: done / steps.length, done, total: steps.length, unit: 'steps', eta },
      });
    }
  }
  setInterval(tick, TICK_MS).unref();

  const live = begin({ ...FAKE_REQUEST, name: 'Weekend search, 21 symbols' });
  put(
    {
      ...live,
      createdAt: now - 640_000,
      startedAt: now - 640_000,
      activeMs: 610_000,
      rerunOf: 'run-done-0002',
    },
    88,
    2,
    ['soft-vote'],
  );
  const hour = 3_600_000;
  const candidates = candidatesOf('run-done-0002', 4);
  put(
    fakeRun('run-done-0002', 'Walk-forward, three families', 'done', {
      createdAt: now - 26 * hour,
      startedAt: now - 26 * hour,
      endedAt: now - 26 * hour + 5 * hour + 1_122_000,
      activeMs: 1_122_000,
      candidates,
      warnings: 2,
      notes: [
        'Segment 2 of Boosted symmetric trees: 1 trial failed; the other 9 were ranked.',
        'Threshold of Boosted trees, level by level in segment 4: none earned more than staying out, so nothing was traded.',
      ],
      sleeps: [{ at: now - 25 * hour, ms: 5 * hour }],
      best: candidates[0]
        ? {
            candidateId: candidates[0].id,
            title: candidates[0].title,
            auc: candidates[0].meanAuc,
            passed: candidates[0].passed,
          }
        : null,
    }),
    1_000,
    0,
    ['soft-vote'],
  );
  put(
    fakeRun('run-fail-0003', 'Combinatorial, all estimators', 'failed', {
      createdAt: now - 49 * hour,
      startedAt: now - 49 * hour,
      endedAt: now - 48.9 * hour,
      activeMs: 240_000,
      warnings: 1,
      notes: ['Gated recurrent network was left out: the dataset has no order of rows.'],
      error:
        'The training part of segment 3 holds one class only after purging. The 61 steps before it are kept. Choose a longer window, then resume.',
    }),
    62,
    0,
    [],
    's1/depthwise/t5',
  );
  put(
    fakeRun('run-stop-0004', 'Sample market, hyper-parameter search', 'interrupted', {
      createdAt: now - 74 * hour,
      startedAt: now - 74 * hour,
      endedAt: now - 73 * hour,
      activeMs: 3_100_000,
      synthetic: true,
      datasetId: FAKE_DATASETS[1]?.id ?? '',
      datasetName: FAKE_DATASETS[1]?.name ?? '',
      families: ['leafwise'],
      request: { ...FAKE_REQUEST, trials: 50, softVote: false },
    }),
    140,
    0,
    [],
  );
  put(
    fakeRun('run-wait-0005', 'Baseline, logistic', 'queued', {
      startedAt: null,
      createdAt: now - 60_000,
      families: ['logistic'],
      request: { ...FAKE_REQUEST, trials: 1, softVote: false },
    }),
    0,
    0,
    [],
  );

  function change(runId: string, part: Partial<TrainingRun>): TrainingRunSummary {
    const entry = stored(runId);
    entry.run = { ...entry.run, ...part };
    if (entry.run.jobId !== null && part.state)
      jobs.add({
        id: entry.run.jobId,
        kind: 'training',
        title: entry.run.name,
        state: part.state === 'running' ? 'running' : 'cancelled',
        payload: { runId },
        startedAt: entry.run.startedAt,
        endedAt: part.state === 'running' ? null : Date.now(),
      });
    return entry.run;
  }
  const reportOf = (candidateId: string) => {
    for (const { run } of runs.values()) {
      const found = run.candidates.find((one) => one.id === candidateId);
      if (found) return { run, report: fakeReport(found, run.name, run.datasetId) };
    }
    throw new AppError('NOT_FOUND', `There is no candidate ${candidateId}. Nothing was changed.`);
  };

  return {
    catalogue: fakeCatalogue,
    plan: fakePlan,
    async start(request) {
      const run = begin(request);
      return { runId: run.id, job: await jobs.get(run.jobId ?? '') };
    },
    list: async () => [...runs.values()].map(({ run }) => run).sort((a, b) => b.createdAt - a.createdAt),
    get: async (runId) => stored(runId).run,
    async steps(runId, asked = {}) {
      const { state, segment, family, offset, limit } = stepsAskedSchema.parse(asked);
      const found = stored(runId).steps.filter(
        (step) =>
          (state === undefined || step.state === state) &&
          (segment === undefined || step.segment === segment) &&
          (family === undefined || step.family === family),
      );
      return { steps: found.slice(offset, offset + limit), total: found.length, offset };
    },
    async places(runId) {
      const places = Object.values(
        Object.groupBy(stored(runId).steps, (one) => `${one.segment} ${one.family}`),
      );
      return places.flatMap((steps = []) => {
        const [{ segment, family } = { segment: 0, family: '' }] = steps;
        const own = steps.filter(({ kind }) => kind !== 'trial');
        if (family === '') return [];
        return {
          ...{ segment, family, total: steps.length },
          over: steps.filter(({ state }) => state === 'done' || state === 'failed').length,
          running: steps.some(({ state }) => state === 'running'),
          failed: own.find(({ state }) => state === 'failed')?.error ?? null,
          skipped: own.find(({ state }) => state === 'skipped')?.words ?? null,
          words: own.find(({ words }) => words !== '')?.words ?? null,
        };
      });
    },
    trials: async (runId) => stored(runId).trials,
    async live(runId) {
      const { run, steps } = stored(runId);
      if (run.state !== 'running') return null;
      return {
        threads: steps
          .filter((step) => step.state === 'running')
          .map((step, k) => ({
            step: step.key,
            fraction: ((Date.now() / TICK_MS + k * 0.37) % 1) * 0.9 + 0.05,
            words: step.words,
          })),
        residentBytes: 438_000_000 + (Date.now() % 9) * 1_000_000,
        trialsPerHour: 842,
        waitingFor: run.waitingFor,
      };
    },
    pause: async (runId) => change(runId, { state: 'paused', eta: null }),
    async resume(runId) {
      const { run } = stored(runId);
      const jobId =
        run.jobId ?? jobs.add({ kind: 'training', title: run.name, state: 'running', payload: { runId } }).id;
      change(runId, {
        jobId,
        state: 'running',
        error: null,
        endedAt: null,
        startedAt: run.startedAt ?? Date.now(),
      });
      return { runId, job: await jobs.get(jobId) };
    },
    cancel: async (runId) => change(runId, { state: 'cancelled', endedAt: Date.now(), eta: null }),
    async forgetStep(runId, key) {
      const entry = stored(runId);
      entry.steps = entry.steps.map((step) =>
        step.key === key
          ? { ...step, state: 'waiting', elapsedMs: null, outputHash: null, reused: false }
          : step,
      );
    },
    async rename(runId, name) {
      change(runId, { name });
    },
    async remove(runId) {
      runs.delete(stored(runId).run.id);
    },
    candidate: async (candidateId) => reportOf(candidateId).report,
    candidates: async () => [...runs.values()].flatMap(({ run }) => run.candidates),
    async openHoldOut(candidateId, reason) {
      const { run, report } = reportOf(candidateId);
      if (report.holdOut)
        throw new AppError(
          'CONFLICT',
          'The hold-out was opened for this candidate before. Its result stands.',
        );
      const holdOut = {
        candidateId,
        reason,
        openedAt: Date.now(),
        from: at('2026-01-26'),
        to: at('2026-02-23', '15:30'),
        scores: { ...report.pooled, rows: 7_420, auc: 0.541 },
        money: report.money,
        passed: false,
        faults: ['AUC 0.541 is below the gate of 0.600.'],
        perInstrument: report.slices.instrument.map(({ key, rows, auc }) => ({
          instrumentId: key,
          rows,
          auc,
        })),
      };
      change(run.id, {
        candidates: run.candidates.map((one) => (one.id === candidateId ? { ...one, holdOut } : one)),
      });
      return holdOut;
    },
    exportBundle: async (candidateId) => ({
      path: `exports/${reportOf(candidateId).report.bundle?.id ?? candidateId}`,
      files: [
        'model.onnx',
        'model.json',
        'features.json',
        'calibration.json',
        'manifest.json',
        'report.json',
      ],
    }),
    predict: (request) => jobs.enqueue('predict', `Predict ${request.from} – ${request.to}`, request),
    splits: async () => [
      {
        name: '21 symbols, 45/15',
        datasetHash: 'a7c3'.repeat(16),
        hash: '19fe'.repeat(16),
        words: SPLIT_WORDS,
        folds: 4,
        createdAt: now - 26 * hour,
      },
    ],
    saveSplit: async (runId, name) => ({
      name,
      datasetHash: stored(runId).run.datasetHash,
      hash: '19fe'.repeat(16),
      words: SPLIT_WORDS,
      folds: 4,
      createdAt: Date.now(),
    }),
    schedule: fakeSchedule(FAKE_REQUEST, (request) => begin(trainingRequestSchema.parse(request)).id),
  };
}
