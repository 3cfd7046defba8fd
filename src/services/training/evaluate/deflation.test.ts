import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../engines/numeric/random.ts';
import type { TrialEntry } from '../../../../engines/validation/deflation/trial-ledger.ts';
import { deflationOf, overfittingOf } from './deflation.ts';

const HASH = 'a'.repeat(64);
const entry = (k: number, changes: Partial<TrialEntry> = {}): TrialEntry => ({
  id: `t${k}`,
  datasetHash: HASH,
  source: 'search',
  fingerprint: `f${k}`,
  happenedAt: k,
  sharpe: null,
  observations: 0,
  ...changes,
});
const TRADED = { overfitting: null, idle: false };
const returns = (drift: number, seed: number, days = 120): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length: days }, () => drift + 0.01 * random.normal());
};

describe('deflation', () => {
  it('believes less the more was tried, and counts repeats once', () => {
    const own = returns(0.0015, 1);
    const few = deflationOf(own, [entry(1)], HASH, TRADED)!;
    const many = deflationOf(
      own,
      Array.from({ length: 300 }, (_, k) => entry(k)),
      HASH,
      TRADED,
    )!;
    const repeats = deflationOf(
      own,
      Array.from({ length: 300 }, (_, k) => entry(k, { fingerprint: 'f' })),
      HASH,
      TRADED,
    )!;
    expect(many.deflated).toBeLessThan(few.deflated);
    expect(many.expectedBest).toBeGreaterThan(1);
    expect(repeats).toMatchObject({ trials: 1, entries: 300, deflated: few.deflated });
    expect(many.words).toMatch(/300 different things were tried/);
    expect(many.sharpe).toBe(few.sharpe);
  });

  it('ignores trials of other datasets', () => {
    const own = returns(0.001, 2);
    const others = Array.from({ length: 50 }, (_, k) => entry(k, { datasetHash: 'b'.repeat(64) }));
    expect(deflationOf(own, others, HASH, TRADED)!.trials).toBe(1);
  });

  it('says where the figures are of rows never acted on', () => {
    const view = deflationOf(returns(0.001, 2), [], HASH, { overfitting: 0.4, idle: true })!;
    expect(view).toMatchObject({ idle: true, overfitting: 0.4 });
    expect(view.words).toMatch(/^It acted on nothing, so these figures are of the rows it was surest of/);
  });

  it('has nothing to say of returns that are none', () => {
    expect(deflationOf(new Float64Array(0), [], HASH, TRADED)).toBeNull();
    expect(deflationOf(new Float64Array(50), [], HASH, TRADED)).toBeNull();
  });

  it('finds overfitting among candidates without an edge, and little where one stands out', () => {
    const noise = (set: number) => Array.from({ length: 8 }, (_, k) => returns(0, 100 * set + k));
    expect(overfittingOf([...noise(1), returns(0.004, 99)])).toBeLessThan(0.1);
    const mean =
      Array.from({ length: 20 }, (_, set) => overfittingOf(noise(set))!).reduce((a, b) => a + b) / 20;
    expect(mean).toBeGreaterThan(0.35);
    expect(mean).toBeLessThan(0.75);
    // Candidates that never traded earned nothing on those days.
    expect(overfittingOf([new Float64Array(0), returns(0.004, 99)])).not.toBeNull();
    expect(overfittingOf([returns(0, 1)])).toBeNull();
    expect(overfittingOf([returns(0, 1, 5), returns(0, 2, 5)])).toBeNull();
  });
});
