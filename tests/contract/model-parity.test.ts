// Every estimator of the catalogue, exported and run in onnxruntime: what the graph predicts is what the trainer predicts, on ten thousand
// rows with missing values, extremes and values exactly on thresholds. A new estimator is tested by being in the catalogue.
import { describe, expect, test } from 'vitest';
import { ESTIMATORS, estimatorOf } from '../../engines/learn/catalogue.ts';
import type { LabelledData } from '../../engines/learn/contract.ts';
import { isTreeModel } from '../../engines/learn/onnx/estimator-writers.ts';
import { writeServable } from '../../engines/learn/onnx/servable-writer.ts';
import type { TreeState } from '../../engines/learn/trees/model/tree-state.ts';
import { encodeOnnx } from '../../src/services/training/bundle/encode-onnx.ts';
import { certifyParity } from '../../src/services/training/bundle/parity.ts';
import { servableOf } from '../../src/services/training/bundle/servable.ts';
import type { StoredModel } from '../../src/services/training/steps/contract.ts';
import { orderedTable, quickSettings, storedModel } from '../fixtures/stored-models.ts';

const graphOf = (stored: StoredModel) => encodeOnnx(writeServable(servableOf(stored), stored.family));

describe.each(ESTIMATORS.map((estimator) => [estimator.id, estimator] as const))('%s', (_id, estimator) => {
  test.each(estimator.tasks)('%s: certified', async (task) => {
    const stored = storedModel(estimator, task, { parameters: quickSettings(estimator) });
    const real = orderedTable(task, 22, 3_000, estimator.acceptsMissing);
    const certificate = await certifyParity(stored, graphOf(stored), real);
    expect(certificate).toMatchObject({ passed: true, tolerance: 1e-6 });
    expect(certificate.rows).toBeGreaterThanOrEqual(10_000);
    expect(certificate.equalLeaves).toBe(isTreeModel(stored.model) ? certificate.rows : null);
    expect(certificate.runtime).toMatch(/^onnxruntime-node \d/);
    expect(certificate.words).toMatch(/^3,000 rows of the test parts and \d?\d,\d{3} made ones/);
  });

  test('with features left out and regimes beside them', async () => {
    const task = estimator.tasks[0]!;
    const stored = storedModel(estimator, task, {
      parameters: quickSettings(estimator),
      without: ['f3'],
      regimes: true,
    });
    expect(stored.model.names).not.toContain('f3');
    const certificate = await certifyParity(stored, graphOf(stored), orderedTable(task, 22, 500, true));
    expect(certificate).toMatchObject({ passed: true, equalLeaves: null });
  });
});

describe('models at the edge of what can be learned', () => {
  const columnsOf = (data: LabelledData, change: (column: Float32Array) => Float32Array): LabelledData => ({
    ...data,
    columns: data.columns.map(change),
  });
  const three = orderedTable('multiclass', 21);
  const onlyOne = { ...three, target: three.target.map(() => 1) };
  const unseen = { ...three, target: three.target.map((y) => (y === 1 ? 2 : y)) };
  const constant = columnsOf(three, (column) => column.map(() => 3));
  const cases = [
    ['a class that had no row', unseen],
    ['one class only', onlyOne],
    ['features that never vary', constant],
  ] as const;

  test.each(
    ['leafwise', 'random-forest', 'logistic', 'mlp', 'gru'].flatMap((id) =>
      cases.map(([name, data]) => [id, name, data] as const),
    ),
  )('%s: %s', async (id, _name, data) => {
    const estimator = estimatorOf(id);
    const stored = storedModel(estimator, 'multiclass', { parameters: quickSettings(estimator), data });
    expect((await certifyParity(stored, graphOf(stored), null)).passed).toBe(true);
  });

  test('an isotonic calibration of one knot, and one with a cliff', async () => {
    const stored = storedModel(estimatorOf('leafwise'), 'binary', { parameters: { rounds: 5 } });
    const knots = [0.2, 0.5, 0.5 + 1e-12, 0.9];
    for (const calibration of [
      [null, { kind: 'isotonic', at: [0.5], value: [0.4] }],
      [null, { kind: 'isotonic', at: knots, value: [0.1, 0.2, 0.8, 0.9] }],
    ] satisfies StoredModel['calibration'][]) {
      const own = { ...stored, calibration };
      expect((await certifyParity(own, graphOf(own), null)).passed).toBe(true);
    }
  });
});

describe('a graph of another model is not certified', () => {
  const leafwise = ESTIMATORS.find(({ id }) => id === 'leafwise')!;
  const stored = storedModel(leafwise, 'binary', { parameters: quickSettings(leafwise) });
  const state = stored.model.state as TreeState;
  const changed = (part: Partial<TreeState>): StoredModel => ({
    ...stored,
    model: { ...stored.model, state: { ...state, ...part } },
  });

  test('a threshold one float32 higher is noticed, by rows that lie on it', async () => {
    const threshold = state.threshold.slice();
    new Int32Array(threshold.buffer)[0]! += threshold[0]! > 0 ? 1 : -1;
    const certificate = await certifyParity(stored, graphOf(changed({ threshold })), null);
    expect(certificate.passed).toBe(false);
    expect(certificate.maxDifference).toBeGreaterThan(1e-6);
  });

  test('missing values sent the other way are noticed', async () => {
    const missingLeft = state.missingLeft.map((left) => 1 - left);
    expect((await certifyParity(stored, graphOf(changed({ missingLeft })), null)).passed).toBe(false);
  });

  test('another calibration is noticed', async () => {
    const other = { ...stored, calibration: [stored.calibration![1]!, stored.calibration![0]!] };
    expect((await certifyParity(stored, graphOf(other), null)).passed).toBe(false);
  });
});
