// The same search asked for twice, in two data folders that know nothing of each other: the same models, predictions, candidates, bundles
// and reports, apart from ids and times.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trainingRequestSchema } from '../../src/contracts/training.ts';
import type { CandidateReport } from '../../src/contracts/training-results.ts';
import { loadCalendar } from '../../src/services/market/index.ts';
import { createCandidateStore } from '../../src/services/training/evaluate/candidate-store.ts';
import { createTrainingService } from '../../src/services/training/index.ts';
import { built, fillWithSample, openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';

interface Trained {
  readonly folder: string;
  readonly desk: ResearchDesk;
  readonly runId: string;
  readonly datasetId: string;
  readonly reports: readonly CandidateReport[];
  readonly finals: readonly (string | null)[];
}

/** `cores`: in one thread here, in two there. */
async function trained(cores: number): Promise<Trained> {
  const folder = mkdtempSync(join(tmpdir(), 'training-twice-'));
  const desk = await openResearchDesk(folder);
  await fillWithSample(desk, { symbols: 2, sessions: 60 });
  const { datasetId } = await built(desk, { from: '2025-01-01', to: '2025-12-31' });
  const { db, jobs } = desk;
  const training = createTrainingService({
    db,
    jobs,
    dataFolder: folder,
    now: Date.now,
    calendar: loadCalendar(),
  });
  const { runId, job } = await training.start(
    trainingRequestSchema.parse({
      datasetId,
      name: 'Twice',
      split: {
        kind: 'own',
        method: {
          kind: 'walk-forward',
          trainSessions: 20,
          testSessions: 10,
          expanding: false,
          embargoMs: 1_800_000,
        },
      },
      holdOutSessions: 8,
      families: [
        { estimator: 'leafwise', parameters: { rounds: 20 } },
        { estimator: 'logistic' },
        { estimator: 'mlp', parameters: { epochs: 3 } },
      ],
      trials: 2,
      softVote: true,
      stack: 'logistic',
      regimes: { states: 2, covariance: 'diagonal', observed: ['ret_1'] },
      budget: { cores },
    }),
  );
  expect((await jobs.waitFor(job.id)).error).toBeNull();
  const store = createCandidateStore(db);
  const reports: CandidateReport[] = [];
  const finals: (string | null)[] = [];
  for (const { id } of await store.list(runId)) {
    reports.push(await store.get(id));
    finals.push(await store.finalModel(id));
  }
  return { folder, desk, runId, datasetId, reports, finals };
}

/** Files below a folder by name, the ids of the run and of its candidates taken out of names and texts. */
function filesOf({ folder, runId, datasetId, reports }: Trained, below: string): Map<string, string> {
  const ids = [
    runId,
    runId.slice(0, 8),
    datasetId,
    ...reports.flatMap(({ id, bundle }) => [id, bundle?.id ?? id]),
  ];
  const neutral = (text: string) => ids.reduce((own, id) => own.replaceAll(id, '<id>'), text);
  const root = join(folder, below);
  const names = readdirSync(root, { recursive: true }).map(String);
  return new Map(
    names
      .filter((name) => statSync(join(root, name)).isFile())
      .sort()
      .map((name) => [neutral(name), neutral(readFileSync(join(root, name), 'latin1'))]),
  );
}

describe('the same search in two data folders', () => {
  let both: readonly [Trained, Trained];
  beforeAll(async () => {
    both = [await trained(1), await trained(2)];
  }, 240_000);
  afterAll(async () => {
    for (const { desk, folder } of both) {
      await desk.db.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('gives the same candidates with the same models', () => {
    const [one, other] = both;
    expect(one.reports).toHaveLength(5);
    expect(one.finals.every((hash) => hash !== null)).toBe(true);
    expect(other.finals).toEqual(one.finals);
    const names = (own: Trained) => [...filesOf(own, 'training/objects').keys()];
    expect(names(other)).toEqual(names(one));
  });

  it('gives the same figures', () => {
    const plain = ({ id, runId, datasetId, createdAt, bundle, files, ...own }: CandidateReport) => ({
      ...own,
      money: own.money && { ...own.money, runId: null },
      files: files.map(({ name }) => name),
      parity: bundle?.parity.maxDifference,
      served: ['model.onnx', 'features.json', 'calibration.json'].map((name) => bundle?.files?.[name]),
    });
    const [one, other] = both.map(({ reports }) => reports.map(plain));
    expect(other).toEqual(one);
  });

  it('writes the same reports', () => {
    const [one, other] = both.map((own) => filesOf(own, 'training/runs'));
    expect([...one!.keys()]).toEqual([...other!.keys()]);
    expect(one!.size).toBeGreaterThan(5);
    const times = (text: string) =>
      text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, '<time>');
    for (const [name, text] of one!) expect([name, times(other!.get(name)!)]).toEqual([name, times(text)]);
  });
});
