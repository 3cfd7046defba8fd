// Windows searched through the real pipeline on a small sample market: a set made with several windows, its dataset, a plan, a run, what
// its candidates say they saw, the bundle that serves them and predictions of other days.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../engines/features/catalogue.ts';
import type { FeatureEntry } from '../../engines/features/definition.ts';
import { entry } from '../../engines/features/sets/entry.ts';
import { withWindows } from '../../engines/features/with-windows.ts';
import {
  type TrainingRequest,
  type TrainingService,
  trainingRequestSchema,
} from '../../src/contracts/training.ts';
import { loadCalendar } from '../../src/services/market/index.ts';
import { createServing, readBundle } from '../../src/services/training/bundle/index.ts';
import { createTrainingService } from '../../src/services/training/index.ts';
import { createObjectStore } from '../../src/services/training/run/objects.ts';
import { loadTable } from '../../src/services/training/steps/load-table.ts';
import { decodeStoredModel, predictStored } from '../../src/services/training/steps/stored-model.ts';
import { built, fillWithSample, openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';

const PLAIN: readonly FeatureEntry[] = [
  entry('ret_1', 'log_return'),
  entry('rsi14', 'rsi'),
  entry('minutes_since_open'),
  entry('macd', 'macd_histogram'),
];
const VARIED = withWindows(PLAIN, new Set(['rsi14', 'macd']), [0.5, 2], CATALOGUE).entries.map(
  ({ origin: _, own: __, ...column }) => ({ ...column, parameters: { ...column.parameters } }),
);
const DATES = { from: '2025-01-01', to: '2025-12-31', interval: '15m' } as const;
const RSI = ['rsi_w7', 'rsi_w14', 'rsi_w28'];
const MACD = ['macd_w6_13_5', 'macd_w12_26_9', 'macd_w24_52_18'];

describe('windows searched in a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'training-windows-'));
  let desk: ResearchDesk;
  let training: TrainingService;
  let datasetId: string;
  let runId: string;
  const requestOf = (changes: object = {}): TrainingRequest =>
    trainingRequestSchema.parse({
      datasetId,
      split: {
        kind: 'own',
        method: {
          kind: 'walk-forward',
          trainSessions: 24,
          testSessions: 12,
          expanding: false,
          embargoMs: 1_800_000,
        },
      },
      holdOutSessions: 8,
      families: [{ estimator: 'leafwise', parameters: { rounds: 20 } }, { estimator: 'logistic' }],
      trials: 3,
      softVote: true,
      windows: 'searched',
      ...changes,
    });

  beforeAll(async () => {
    desk = await openResearchDesk(folder);
    await fillWithSample(desk, { symbols: 2, sessions: 60 });
    await desk.features.save({ id: 'several', title: 'Several windows', description: '', entries: VARIED });
    ({ datasetId } = await built(desk, { ...DATES, featureSet: { id: 'several' } }));
    training = createTrainingService({
      db: desk.db,
      jobs: desk.jobs,
      dataFolder: folder,
      now: Date.now,
      calendar: loadCalendar(),
    });
  });
  afterAll(async () => {
    await desk.db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are counted by the plan, which says where there are none', async () => {
    const plan = await training.plan(requestOf());
    expect(plan.problems).toEqual([]);
    expect(plan.windowGroups).toEqual([
      { name: 'rsi', members: RSI, base: 'rsi_w14' },
      { name: 'macd', members: MACD, base: 'macd_w12_26_9' },
    ]);
    expect(plan.warnings.filter((words) => words.includes('indow'))).toEqual([]);
    expect(plan.folds.filter(({ skipped }) => skipped === null)).toHaveLength(2);
    expect((await training.plan(requestOf({ trials: 1 }))).warnings.join()).toContain('with one trial');
    const { datasetId: other } = await built(desk, DATES);
    const warned = async (windows: string) =>
      (await training.plan(requestOf({ datasetId: other, windows }))).warnings.join(' ');
    expect(await warned('searched')).toContain('choose "Vary windows"');
    expect(await warned('all')).not.toContain('indow');
  });

  it('are tried from the middle on, each trial seeing one of a group', async () => {
    const started = await training.start(requestOf());
    const job = await desk.jobs.waitFor(started.job.id);
    expect(job.error).toBeNull();
    ({ runId } = started);
    const run = await training.get(runId);
    expect([run.state, run.steps.failed, run.request.windows]).toEqual(['done', 0, 'searched']);
    const trials = await training.trials(runId);
    expect(trials).toHaveLength(2 * 3 * 3);
    for (const { index, values } of trials) {
      expect(RSI).toContain(values['window.rsi']);
      expect(MACD).toContain(values['window.macd']);
      if (index === 0)
        expect(values).toMatchObject({ 'window.rsi': 'rsi_w14', 'window.macd': 'macd_w12_26_9' });
    }
    expect(new Set(trials.map(({ values }) => values['window.rsi'])).size).toBeGreaterThan(1);
  });

  it('are told of every segment, by the windows of its best trial', async () => {
    const run = await training.get(runId);
    const trials = await training.trials(runId);
    for (const family of ['leafwise', 'logistic']) {
      const { perSegment } = await training.candidate(
        run.candidates.find((one) => one.family === family)!.id,
      );
      expect(perSegment).toHaveLength(2);
      for (const { segment, parameters, searchScore } of perSegment) {
        const best = trials.find(
          (one) => one.family === family && one.segment === segment && one.score === searchScore,
        )!;
        for (const name of ['window.rsi', 'window.macd']) expect(parameters[name]).toBe(best.values[name]);
      }
    }
  });

  it('are the only ones a bundle asks for, and what serves agrees with what was trained', async () => {
    const table = await loadTable({ db: desk.db, dataFolder: folder, calendar: loadCalendar() }, datasetId);
    const objects = createObjectStore(folder);
    const results = await desk.db.all<{ objects: string }>('SELECT objects FROM training_result');
    const models = results
      .flatMap((row) => JSON.parse(row.objects) as string[])
      .map((hash) => objects.read(hash));
    const run = await training.get(runId);
    for (const { family, bundle } of run.candidates) {
      expect(bundle).toMatchObject({ refused: null, parity: { passed: true } });
      const model = readFileSync(join(folder, bundle!.path, 'model.json'));
      expect(models.some((bytes) => model.equals(bytes))).toBe(true);
      const stored = decodeStoredModel(model);
      const serving = createServing(await readBundle(join(folder, bundle!.path)));
      const { names } = serving.features;
      const seen = (group: readonly string[]) => names.filter((name) => group.includes(name)).length;
      expect(names).toEqual(table.names.filter((name) => names.includes(name)));
      expect(names).toEqual(expect.arrayContaining(['ret_1', 'minutes_since_open']));
      if (family !== 'soft-vote') expect([names.length, seen(RSI), seen(MACD)]).toEqual([4, 1, 1]);
      const rows = Uint32Array.from({ length: 25 }, (_, k) => k * 7);
      const expected = predictStored(stored, table, rows);
      rows.forEach((row, k) => {
        const record = Object.fromEntries(names.map((name) => [name, cellOf(table, name, row)]));
        const served = serving.predictNamed(record);
        served.forEach((chance, c) => {
          expect(chance).toBeCloseTo(expected.calibrated[k * expected.width + c]!, 10);
        });
      });
      await serving.close();
    }
  });

  it('predict other days from the very feature set', async () => {
    const { candidateId } = (await training.get(runId)).best!;
    const { id } = await training.predict({ model: candidateId, from: '2025-06-16', to: '2025-06-18' });
    const job = await desk.jobs.waitFor(id);
    expect(job.error).toBeNull();
    expect((job.result as { rows: number }).rows).toBeGreaterThan(50);
  });

  it('share nothing with steps that see all columns, and everything with the same search', async () => {
    const isTraining = (kind: string) => kind === 'trial' || kind === 'fit' || kind === 'blend';
    const steps = (await training.steps(runId)).steps.filter(({ kind }) => isTraining(kind)).length;
    expect((await training.plan(requestOf())).reusable).toBe(steps);
    expect((await training.plan(requestOf({ windows: 'all' }))).reusable).toBe(0);
  });
});

function cellOf(
  table: { readonly names: readonly string[]; readonly columns: readonly Float32Array[] },
  name: string,
  row: number,
): number | null {
  const value = table.columns[table.names.indexOf(name)]![row]!;
  return Number.isNaN(value) ? null : value;
}
