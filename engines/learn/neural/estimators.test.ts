import { afterEach, describe, expect, it, vi } from 'vitest';
import { modelToJson } from '../model-json.ts';
import { NEURAL_ESTIMATORS } from './estimators.ts';
import { echoes } from './test-networks.ts';

describe.each(NEURAL_ESTIMATORS.map((estimator) => [estimator.id, estimator] as const))(
  '%s',
  (id, estimator) => {
    const data = echoes(8, 10, 2);
    const parameters = { layers: 2, width: 10, epochs: 3, batchRows: 16 };
    const model = estimator.fit(data, parameters, { seed: 4 });
    const predictions = estimator.predict(model, data);

    afterEach(() => {
      vi.unstubAllGlobals();
      vi.resetModules();
    });
    it('gives the same bytes and predictions where there is no WebAssembly', async () => {
      vi.stubGlobal('WebAssembly', undefined);
      vi.resetModules();
      const { NEURAL_ESTIMATORS: plain } = await import('./estimators.ts');
      const other = plain.find((one) => one.id === id)!;
      expect(other).not.toBe(estimator);
      expect(modelToJson(other.fit(data, parameters, { seed: 4 }))).toBe(modelToJson(model));
      expect(other.predict(model, data)).toEqual(predictions);
    });
    it('draws other weights, orders and silent units from another seed', () => {
      expect(modelToJson(estimator.fit(data, parameters, { seed: 5 }))).not.toBe(modelToJson(model));
    });
    it('learns nothing from a column of zero spread, and does without any', () => {
      const flat = data.columns.map(() => new Float32Array(data.rows).fill(3));
      const alone = estimator.fit({ ...data, columns: flat }, { ...parameters, dropout: 0 }, { seed: 4 });
      const p = estimator.predict(alone, { ...data, columns: flat });
      const share = data.target.reduce((a, b) => a + b, 0) / data.rows;
      // Windows of different lengths may still differ: how long the session has lasted is known.
      expect(p[2 * 9 + 1]).toBeGreaterThan(share - 0.15);
      expect(p[2 * 9 + 1]).toBeLessThan(share + 0.15);
    });
    it('keeps a network small: finished models hold no moments', () => {
      expect((model.state as { resume: unknown }).resume).toBeNull();
      const text = modelToJson(model).length;
      const { weights } = model.state as { weights: Float32Array };
      expect(text).toBeLessThan(weights.byteLength * 1.4 + 2_000);
    });
  },
);
