// The training service over a small sample market, with everything real but the queue's processes: dry run, training, candidates with
// bundles, splits by name, the hold-out, export, removal.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type TrainingRequest,
  type TrainingService,
  trainingRequestSchema,
} from '../../src/contracts/training.ts';
import { loadCalendar } from '../../src/services/market/index.ts';
import { createTrainingService } from '../../src/services/training/index.ts';
import { built, fillWithSample, openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';

const SPLIT = {
  kind: 'own',
  method: {
    kind: 'walk-forward',
    trainSessions: 20,
    testSessions: 10,
    expanding: false,
    embargoMs: 1_800_000,
  },
};

describe('the training service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'training-service-'));
  let desk: ResearchDesk;
  let training: TrainingService;
  let datasetId: string;
  let runId: string;
  const request = (changes: object = {}): TrainingRequest =>
    trainingRequestSchema.parse({
      datasetId,
      split: SPLIT,
      holdOutSessions: 8,
      families: [{ estimator: 'leafwise', parameters: { rounds: 30 } }, { estimator: 'logistic' }],
      trials: 2,
      softVote: true,
      ...changes,
    });
  async function trained(asked: TrainingRequest): Promise<string> {
    const started = await training.start(asked);
    const job = await desk.jobs.waitFor(started.job.id);
    expect(job.error).toBeNull();
    return started.runId;
  }

  beforeAll(async () => {
    desk = await openResearchDesk(folder);
    await fillWithSample(desk, { symbols: 2, sessions: 60 });
    ({ datasetId } = await built(desk, { from: '2025-01-01', to: '2025-12-31' }));
    const parts = {
      db: desk.db,
      jobs: desk.jobs,
      dataFolder: folder,
      now: Date.now,
      calendar: loadCalendar(),
    };
    training = createTrainingService(parts);
  });
  afterAll(async () => {
    await desk.db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lists what can be trained here', async () => {
    const { estimators, presets, splits, cores } = await training.catalogue();
    expect(estimators.map(({ id }) => id)).toEqual(expect.arrayContaining(['leafwise', 'logistic', 'mlp']));
    const known = new Set(estimators.map(({ id }) => id));
    expect(presets.every(({ family }) => known.has(family))).toBe(true);
    expect(splits.map(({ id }) => id)).toContain('window-45-15');
    // A run's own blends are no families, and a family is not called like one.
    const offered = estimators.filter(({ unavailable }) => unavailable === null);
    expect(offered.map(({ id }) => id)).not.toContain('soft-vote');
    expect(offered.find(({ id }) => id === 'stacking')!.title).toBe('Stack of its own members');
    expect(cores).toBeGreaterThan(0);
  });

  it('plans without starting or reserving anything', async () => {
    const plan = await training.plan(request());
    expect(plan).toMatchObject({ features: 4, reusable: 0, problems: [], estimateBasis: 'reference' });
    expect(plan.folds.length).toBeGreaterThanOrEqual(2);
    expect(plan.trials).toBe(2 * 2 * (plan.folds.length + 1));
    expect(plan.estimatedMs).toBeGreaterThan(0);
    expect(await training.list()).toEqual([]);
    expect(await desk.db.all('SELECT * FROM hold_out')).toEqual([]);
    // Another hold-out may still be asked for, and a fold that does not fit is a problem, not an error.
    expect((await training.plan(request({ holdOutSessions: 3 }))).problems).toEqual([]);
    const long = { ...SPLIT, method: { ...SPLIT.method, trainSessions: 500 } };
    expect((await training.plan(request({ split: long }))).problems[0]).toContain('too few for one fold');
  });

  it('trains, judges and bundles', async () => {
    runId = await trained(request({ justification: 'to see whether it works' }));
    const run = await training.get(runId);
    expect(run).toMatchObject({ state: 'done', synthetic: true, error: null, rerunOf: null });
    expect(run.steps.failed).toBe(0);
    const failed = (await training.steps(runId)).steps.filter(({ state }) => state === 'failed');
    expect(failed).toEqual([]);
    // By state in the store, page by page: the same steps in the same order.
    const { steps: all, total } = await training.steps(runId);
    expect(total).toBe(run.steps.total);
    expect(all).toHaveLength(total);
    const pages = [0, 7, 14].map((offset) => training.steps(runId, { offset, limit: 7 }));
    const first = (await Promise.all(pages)).flatMap((page) => page.steps);
    expect(first).toEqual(all.slice(0, 21));
    const trials = all.filter(({ segment, family }) => segment === 0 && family === 'leafwise');
    const place = await training.steps(runId, { segment: 0, family: 'leafwise' });
    expect(place).toEqual({ steps: trials, total: trials.length, offset: 0 });
    expect(await training.steps(runId, { state: 'failed' })).toEqual({ steps: [], total: 0, offset: 0 });
    await expect(training.steps(runId, { limit: 10_001 })).rejects.toThrow();
    const places = await training.places(runId);
    expect(places).toContainEqual({
      ...{ segment: 0, family: 'leafwise', total: trials.length, over: trials.length },
      ...{ running: false, failed: null, skipped: null, words: expect.any(String) },
    });
    expect(places.reduce((sum, one) => sum + one.total, 0)).toBe(
      all.filter(({ family }) => family !== '').length,
    );
    expect(run.candidates.map(({ family }) => family).sort()).toEqual(['leafwise', 'logistic', 'soft-vote']);
    expect(run.best?.candidateId).toBe(run.candidates[0]!.id);
    for (const { bundle } of run.candidates) {
      expect(bundle).toMatchObject({ refused: null, parity: { passed: true } });
      expect(existsSync(join(folder, bundle!.path, 'model.onnx'))).toBe(true);
    }
    const trialViews = await training.trials(runId);
    expect(trialViews).toHaveLength(run.trials);
    expect(trialViews.every(({ state, score }) => state === 'complete' && score !== null)).toBe(true);
    expect(await training.live(runId)).toBeNull();
  });

  it('knows what is there already when the same is asked again', async () => {
    const plan = await training.plan(request({ trials: 3 }));
    const before = await training.plan(request());
    expect(before.reusable).toBeGreaterThanOrEqual(2 * 3 * (before.folds.length + 1));
    expect(before.estimateBasis).toBe('measured here');
    expect(plan.reusable).toBeLessThan(plan.steps);
    const again = await trained(request({ name: 'Again' }));
    const run = await training.get(again);
    expect(run.rerunOf).toBe(runId);
    const computed = (await training.steps(again)).steps.filter(
      ({ kind, reused }) => !reused && (kind === 'trial' || kind === 'fit' || kind === 'blend'),
    );
    expect(computed).toEqual([]);
    const scores = (one: typeof run) => one.candidates.map(({ family, pooled }) => [family, pooled]);
    expect(scores(run)).toEqual(scores(await training.get(runId)));
    await training.remove(again);
  });

  it('keeps the split by name, for this dataset only', async () => {
    const saved = await training.saveSplit(runId, 'twenty and ten');
    expect(await training.splits()).toEqual([saved]);
    const plan = await training.plan(request({ split: { kind: 'stored', name: 'twenty and ten' } }));
    expect(plan.reusable).toBeGreaterThan(0);
    await desk.db.run('UPDATE training_split SET text = replace(text, ?, ?)', [
      saved.datasetHash,
      'f'.repeat(64),
    ]);
    const stored = request({ split: { kind: 'stored', name: 'twenty and ten' } });
    await expect(training.start(stored)).rejects.toMatchObject({ code: 'REFUSED' });
    await expect(
      training.start(request({ split: { kind: 'stored', name: 'nobody' } })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await desk.db.run('UPDATE training_split SET text = replace(text, ?, ?)', [
      'f'.repeat(64),
      saved.datasetHash,
    ]);
  });

  it('refuses at once what cannot be trained', async () => {
    const count = (await training.list()).length;
    await expect(training.start(request({ holdOutSessions: 3 }))).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(training.start(request({ families: [{ estimator: 'ridge' }] }))).rejects.toMatchObject({
      code: 'BAD_PARAMETER',
    });
    await expect(training.start(request({ datasetId: 'no-such-dataset' }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(training.pause(runId)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(training.resume(runId)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(training.cancel(runId)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await training.list()).length).toBe(count);
  });

  it('computes a forgotten step again, after which the run is complete as before', async () => {
    const { steps: before } = await training.steps(runId);
    await training.forgetStep(runId, 'final/logistic/fit');
    const { job } = await training.resume(runId);
    expect((await desk.jobs.waitFor(job.id)).state).toBe('done');
    const { steps: after } = await training.steps(runId);
    const hash = (steps: typeof before, key: string) => steps.find((step) => step.key === key)!.outputHash;
    expect(hash(after, 'final/logistic/fit')).toBe(hash(before, 'final/logistic/fit'));
    expect(after.filter(({ state }) => state === 'failed')).toEqual([]);
    expect((await training.get(runId)).notes.some((note) => note.includes('otherwise than before'))).toBe(
      false,
    );
  });

  it('opens the hold-out once and exports the bundle', async () => {
    const { candidateId } = (await training.get(runId)).best!;
    const opened = await training.openHoldOut(candidateId, 'the last look');
    expect(opened.scores.rows).toBeGreaterThan(0);
    await expect(training.openHoldOut(candidateId, 'once more')).rejects.toMatchObject({ code: 'CONFLICT' });
    const { path, files } = await training.exportBundle(candidateId);
    expect(files).toEqual(expect.arrayContaining(['manifest.json', 'model.json', 'model.onnx']));
    expect(readdirSync(path).sort()).toEqual([...files]);
    // Again: the copy is replaced.
    expect(await training.exportBundle(candidateId)).toEqual({ path, files });
  });

  it('removes a run with everything only it had', async () => {
    await training.rename(runId, 'To be removed');
    expect((await training.list())[0]!.name).toBe('To be removed');
    const [bundle] = (await training.get(runId)).candidates.map((one) => one.bundle!.path);
    await training.remove(runId);
    expect(await training.list()).toEqual([]);
    expect(await training.candidates()).toEqual([]);
    expect(await desk.db.all('SELECT id FROM backtest_run')).toEqual([]);
    expect(existsSync(join(folder, 'training', 'runs', runId))).toBe(false);
    expect(await desk.db.all('SELECT * FROM training_result')).toEqual([]);
    // A model stays a model.
    expect(existsSync(join(folder, bundle!, 'manifest.json'))).toBe(true);
    const objects = join(folder, 'training', 'objects');
    expect(readdirSync(objects).flatMap((group) => readdirSync(join(objects, group)))).toEqual([]);
    await expect(training.get(runId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
