// Interrupted anywhere, continued from what was saved, an ensemble ends in the bytes of an uninterrupted training.
import { describe, expect, it } from 'vitest';
import type { FitContext, LabelledData, Model } from '../contract.ts';
import { modelFromJson, modelToJson } from '../model-json.ts';
import { ENSEMBLE_ESTIMATORS } from './estimators.ts';
import type { EnsembleState } from './state.ts';
import { orderedTable } from './test-order.ts';

const data = orderedTable(400, 1);
/** A third of the rows come to nothing. */
const withFlat = <T extends LabelledData>(table: T): T => ({
  ...table,
  classes: ['down', 'up', 'flat'],
  target: table.target.map((y, i) => (i % 3 === 0 ? 2 : y)),
});
const QUICK = { treeRounds: 12, treeLearningRate: 0.2, treeMinChildSamples: 5 };
const stoppedOf = (model: Model) => (model.state as EnsembleState).stopped;

describe.each(ENSEMBLE_ESTIMATORS.map((one) => [one.id, one] as const))('%s', (_id, estimator) => {
  const threeClasses = estimator.id === 'neutral-then-side';
  const table = threeClasses ? withFlat(data) : data;
  const validation = threeClasses ? withFlat(orderedTable(120, 2)) : orderedTable(120, 2);
  const own = estimator.id === 'regime-switched' ? { ...QUICK, states: 2 } : QUICK;
  const given = estimator.id === 'stacking' ? { ...own, linear: true, folds: 2, symmetric: false } : own;
  const learn = (context: Omit<FitContext, 'seed'>) => estimator.fit(table, given, { seed: 6, ...context });
  const whole = modelToJson(learn({}));

  it('from every checkpoint', () => {
    const saved: string[] = [];
    const checkpoint = { everyRounds: 5, save: (model: Model) => saved.push(modelToJson(model)) };
    expect(modelToJson(learn({ checkpoint }))).toBe(whole);
    expect(saved.length).toBeGreaterThan(3);
    for (const text of saved) {
      const warmStart = modelFromJson(text);
      expect(stoppedOf(warmStart)).toBe('running');
      expect(modelToJson(learn({ warmStart }))).toBe(whole);
    }
  });

  it('from every place where it can be stopped, and what is stopped predicts', () => {
    // Progress makes trees note their losses, so the uninterrupted training reports progress, too.
    let calls = 0;
    const watched = modelToJson(
      learn({
        onProgress: () => {
          calls++;
          return true;
        },
      }),
    );
    expect(calls).toBeGreaterThan(10);
    for (let at = 1; at <= calls; at += 6) {
      let left = at;
      const stopped = learn({ onProgress: () => --left > 0 });
      expect(stoppedOf(stopped)).toBe('cancelled');
      expect(estimator.predict(stopped, table).every(Number.isFinite)).toBe(true);
      const warmStart = modelFromJson(modelToJson(stopped));
      let again = 0;
      const onProgress = () => ++again > 0;
      expect(modelToJson(learn({ warmStart, onProgress }))).toBe(watched);
      // What was done is not done twice, but for the regimes: they are fitted again, to the same bytes.
      if (estimator.id !== 'regime-switched') expect(again).toBeLessThanOrEqual(calls - at + 1);
    }
  });

  it('with early stopping on a validation part', () => {
    const saved: string[] = [];
    const checkpoint = { everyRounds: 5, save: (model: Model) => saved.push(modelToJson(model)) };
    const stopped = modelToJson(learn({ validation, checkpoint }));
    for (const text of saved.filter((_, k) => k % 3 === 0))
      expect(modelToJson(learn({ validation, warmStart: modelFromJson(text) }))).toBe(stopped);
  });

  it('refuses to continue what is complete, or was set otherwise', () => {
    const saved: Model[] = [];
    learn({ checkpoint: { everyRounds: 5, save: (model) => saved.push(model) } });
    expect(() => learn({ warmStart: modelFromJson(whole) })).toThrow(/is complete/);
    const warmStart = saved[0]!;
    expect(() => estimator.fit(table, { ...given, treeRounds: 13 }, { seed: 6, warmStart })).toThrow(
      /treeRounds was 12 and is 13 now/,
    );
    expect(() => estimator.fit(table, given, { seed: 7, warmStart })).toThrow(/the seed was 6 and is 7 now/);
  });
});
