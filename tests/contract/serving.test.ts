// Serving of every estimator: single rows, sessions row by row and batches through onnxruntime give one prediction, the trainer's; and what
// a bundle cannot vouch for is refused.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ESTIMATORS, estimatorOf } from '../../engines/learn/catalogue.ts';
import type { LearningData } from '../../engines/learn/contract.ts';
import { largestDifference } from '../../src/services/training/bundle/differences.ts';
import { readBundle } from '../../src/services/training/bundle/read-bundle.ts';
import { createServing, type Serving } from '../../src/services/training/bundle/serving.ts';
import { type BundleContent, writeBundle } from '../../src/services/training/bundle/write-bundle.ts';
import type { StoredModel } from '../../src/services/training/steps/contract.ts';
import { BLEND, type BlendState, predictStored } from '../../src/services/training/steps/stored-model.ts';
import { bundleContent } from '../fixtures/bundle-content.ts';
import { orderedTable, quickSettings, RULES, storedModel } from '../fixtures/stored-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'serving-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
async function servingOf(stored: StoredModel, changes: Partial<BundleContent> = {}): Promise<Serving> {
  const { path } = await writeBundle(folder, bundleContent(stored, changes), `model-${made++}`);
  return createServing(await readBundle(path));
}

const ROWS = 150;
const tableFor = (stored: StoredModel, missing = true): LearningData => {
  const { classes } = stored.task;
  const task = classes.length === 0 ? 'regression' : classes.length === 2 ? 'binary' : 'multiclass';
  const { names, rows, columns, order } = orderedTable(task, 33, ROWS, missing);
  return { names, rows, columns, order: order! };
};
const rowAt = (data: LearningData, i: number) => Float32Array.from(data.columns, (column) => column[i]!);

/** Rows as they come, the instruments' rows between each other. */
function streamed(serving: Serving, data: LearningData): Float64Array {
  const stream = serving.stream();
  const out: number[] = [];
  for (let i = 0; i < data.rows; i++) {
    const session = `day ${data.order!.sequence[i]}`;
    const row = { session, time: data.order!.time[i]!, values: rowAt(data, i) };
    const own = stream.push({ ...row, instrument: 'A' });
    // Another instrument's rows in between are of no concern to this one's.
    stream.push({ ...row, instrument: 'B', values: rowAt(data, (i * 7) % data.rows) });
    out.push(...own);
  }
  return Float64Array.from(out);
}

async function allWaysAgree(stored: StoredModel) {
  const serving = await servingOf(stored);
  const data = tableFor(stored, serving.features.missing.f0 === 'missing');
  const expected = predictStored(stored, data).calibrated;
  expect(largestDifference(streamed(serving, data), expected)).toBe(0);
  const batch = await serving.predictBatch(data);
  expect(largestDifference(batch.calibrated, expected)).toBeLessThanOrEqual(1e-6);
  if (serving.features.history === 0 && !serving.features.wholeSession) {
    const rows = Array.from({ length: data.rows }, (_, i) => [...serving.predictRow(rowAt(data, i))]);
    expect(Float64Array.from(rows.flat())).toEqual(expected);
  } else expect(() => serving.predictRow(rowAt(data, 0))).toThrow(/looks along the session/);
  await serving.close();
  return serving;
}

describe.each(ESTIMATORS.map((estimator) => [estimator.id, estimator] as const))('%s', (_id, estimator) => {
  test.each(estimator.tasks)('%s: rows, sessions and batches agree', async (task) => {
    await allWaysAgree(storedModel(estimator, task, { parameters: quickSettings(estimator) }));
  });
});

describe('models of several parts', () => {
  const leafwise = estimatorOf('leafwise');
  const logistic = estimatorOf('logistic');
  const members = [
    storedModel(leafwise, 'binary', { parameters: { rounds: 20 }, regimes: true }),
    storedModel(logistic, 'binary', { without: ['f1', 'f4'] }),
  ];

  test('regimes are followed along the session, and a single row is refused', async () => {
    const serving = await allWaysAgree(members[0]!);
    expect(serving.features).toMatchObject({ wholeSession: true, history: 0 });
  });

  test('a soft vote of stored models with selections and regimes of their own', async () => {
    const state: BlendState = { method: 'soft-vote', members, stack: null };
    await allWaysAgree({
      ...members[0]!,
      family: 'soft-vote',
      preparation: { selected: members[0]!.inputs, regimes: null },
      model: { ...members[0]!.model, estimator: BLEND, names: members[0]!.inputs, parameters: {}, state },
      calibration: [RULES[0]!, RULES[2]!],
    });
  });
});

describe('refuses', () => {
  const logistic = estimatorOf('logistic');
  const stored = storedModel(logistic, 'binary');
  const serving = servingOf(stored, { neutral: { f2: 0.25 } });
  const record = Object.fromEntries(stored.inputs.map((name, f) => [name, f / 10]));

  test('another order of features, too few, too many, another hash', async () => {
    const { accept, features, predictRow, predictNamed } = await serving;
    const names = [...features.names];
    expect(() => accept(names, features.hash)).not.toThrow();
    expect(() => accept([names[1]!, names[0]!, ...names.slice(2)])).toThrow(
      /part at number 1: the model reads f0, the rows bring f1/,
    );
    expect(() => accept(names.slice(1))).toThrow(/part at number 1/);
    expect(() => accept([...names, 'more'])).toThrow(/the model reads nothing more, the rows bring more/);
    expect(() => accept(names, '0'.repeat(64))).toThrow(/other features than the model was trained on/);
    expect(() => predictNamed(record, '0'.repeat(64))).toThrow(/other features/);
    expect(() => predictRow(new Float32Array(3))).toThrow(/3 values, the model reads 7/);
    await expect(
      (await serving).predictBatch({ rows: 1, names: ['x'], columns: [new Float32Array(1)] }),
    ).rejects.toMatchObject({ code: 'REFUSED' });
  });

  test('a feature that is not there, unless a default is declared; one that is not known is the model’s to judge', async () => {
    const { predictNamed, predictRow } = await serving;
    const { f2: _, ...withoutDefaulted } = record;
    const { f3: __, ...without } = record;
    expect(predictNamed(withoutDefaulted)).toEqual(predictNamed({ ...record, f2: 0.25 }));
    expect(predictNamed({ ...record, f2: null })).toEqual(predictNamed({ ...record, f2: 0.25 }));
    expect(() => predictNamed(without)).toThrow(/no f3, which the model reads/);
    const values = Float32Array.from(stored.inputs, (name) => record[name]!);
    values[3] = Number.NaN;
    expect(predictNamed({ ...record, f3: null })).toEqual(predictRow(values));
  });

  test('values no model takes, as bad data and not as a crash', async () => {
    const { predictNamed } = await serving;
    expect(() => predictNamed({ ...record, f0: Number.POSITIVE_INFINITY })).toThrowError(
      expect.objectContaining({ code: 'BAD_DATA' }),
    );
  });

  test('rows of a session out of order, twice, or of another width', async () => {
    const stream = (await serving).stream();
    const row = { instrument: 'A', session: 'monday', values: new Float32Array(7) };
    stream.push({ ...row, time: 2 });
    expect(() => stream.push({ ...row, time: 2 })).toThrow(/not after the one before/);
    expect(() => stream.push({ ...row, time: 3, values: new Float32Array(2) })).toThrow(/2 values/);
    expect(() => stream.push({ ...row, time: 1, session: 'tuesday' })).not.toThrow();
    expect(() => stream.push({ ...row, time: 1, instrument: 'B' })).not.toThrow();
  });

  test('batches of a graph that predicts something else than the model beside it', async () => {
    const other = storedModel(logistic, 'binary', { parameters: { c: 0.001 } });
    const [own, foreign] = await Promise.all(
      [stored, other].map(async (one) => {
        const { path } = await writeBundle(folder, bundleContent(one), `swap-${made++}`);
        return readBundle(path);
      }),
    );
    const swapped = createServing({ ...own!, graph: foreign!.graph });
    await expect(swapped.predictBatch(tableFor(stored))).rejects.toThrow(/predict differently/);
    await swapped.close();
  });
});

test('acting needs a threshold, and reaches it or not', async () => {
  const serving = await servingOf(storedModel(estimatorOf('logistic'), 'binary'));
  expect(serving.act(Float64Array.of(0.4, 0.6))).toEqual({
    side: 1,
    confidence: 0.6,
    acts: true,
    multiplier: 1,
  });
  expect(serving.act(Float64Array.of(0.54, 0.46))).toEqual({
    side: -1,
    confidence: 0.54,
    acts: false,
    multiplier: 0,
  });
  const number = await servingOf(storedModel(estimatorOf('ridge'), 'regression'));
  expect(number.act(Float64Array.of(-2))).toEqual({ side: -1, confidence: 2, acts: false, multiplier: 0 });
});
