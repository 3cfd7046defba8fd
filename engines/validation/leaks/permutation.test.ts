import { describe, expect, it } from 'vitest';
import { labelsFrom, leakSubjects, setOf } from '../../../tests/fixtures/leak-market.ts';
import { decisionTimes, type FeatureData } from '../../features/data.ts';
import type { FeatureTemplate } from '../../features/definition.ts';
import { CANDLE } from '../../features/families/candle.ts';
import { RETURNS } from '../../features/families/returns.ts';
import { SESSION } from '../../features/families/session.ts';
import { auc } from '../../numeric/auc.ts';
import { directionTarget } from './direction-target.ts';
import { checkPermutation } from './permutation.ts';
import { createProbeSampler, type ProbeSample } from './probe-sample.ts';
import type { LeakSubjects } from './subject.ts';

const fit = (template: FeatureTemplate) => template.kind === 'series' && !template.level;
const TEMPLATES = [...RETURNS, ...CANDLE, ...SESSION].filter(fit).slice(0, 14);
const RESOLVED = setOf(...TEMPLATES.map((template) => ({ template })));

function sampleOf(subjects: LeakSubjects): ProbeSample {
  const sampler = createProbeSampler(1, 60_000, subjects.count);
  for (let index = 0; index < subjects.count; index++) sampler.add(subjects.load(index));
  return sampler.finish();
}

describe('labels of other days', () => {
  const sample = sampleOf(leakSubjects(1, RESOLVED, { instruments: 4, days: 40 }));
  const direction = directionTarget(sample);

  it('cannot be predicted by an honest evaluation', () => {
    const check = checkPermutation(sample, direction, { seed: 3, permutations: 40 })!;
    expect(check.verdict).toBe('passed');
    expect(check.figures.permutations).toBe(40);
    expect(check.figures.mean).toBeCloseTo(0.5, 1);
    expect(check.figures.low).toBeGreaterThanOrEqual(check.figures.min!);
    expect(check.figures.high).toBeLessThanOrEqual(check.figures.max!);
  });

  it('are predicted by an evaluation that scores the rows it was fitted on, and that fails', () => {
    // Memory of the mean label around each row: shuffled folds of overlapping labels do just this.
    const memory = (target: Int8Array) =>
      auc(
        Float64Array.from(target, (_, i) => (target[i - 1] ?? 0) + (target[i + 1] ?? 0)),
        target,
      );
    const check = checkPermutation(sample, direction, { seed: 3, permutations: 20, evaluate: memory })!;
    expect(check.verdict).toBe('failed');
    expect(check.figures.mean).toBeGreaterThan(0.6);
    expect(check.findings[0]!.words).toContain('fitting and scoring');
  });

  it('keep the outcome of the day but not its time of day: a calendar effect is no leak', () => {
    // Up in the morning, down in the afternoon, every day: honestly predictable from the clock.
    const clock = (data: FeatureData) => {
      const time = decisionTimes(data);
      return labelsFrom(time.length, (i) =>
        i + 1 >= time.length ? null : { value: i % 75 < 37 ? 0.001 : -0.001, t1: time[i + 1]! },
      );
    };
    const timed = sampleOf(leakSubjects(2, RESOLVED, { instruments: 2, days: 40, labels: clock }));
    const check = checkPermutation(timed, directionTarget(timed), { seed: 4, permutations: 40 })!;
    expect(check.figures.realAuc).toBeGreaterThan(0.9);
    expect(check.verdict).toBe('passed');
  });

  it('need twenty draws, ten days and both classes', () => {
    expect(() => checkPermutation(sample, direction, { seed: 1, permutations: 19 })).toThrow(RangeError);
    const short = sampleOf(leakSubjects(3, RESOLVED, { instruments: 4, days: 6 }));
    const check = checkPermutation(short, directionTarget(short), { seed: 1, permutations: 20 })!;
    expect(check).toMatchObject({ verdict: 'skipped', summary: expect.stringContaining('6 days') });
    const oneSided = { ...direction, positives: 3 };
    expect(checkPermutation(sample, oneSided, { seed: 1, permutations: 20 })!.verdict).toBe('skipped');
  });

  it('are drawn only until stopped', () => {
    let calls = 0;
    const step = () => ++calls < 3;
    expect(checkPermutation(sample, direction, { seed: 1, permutations: 20, step })).toBeNull();
    expect(calls).toBe(3);
  });
});

it('an instrument with a balance of its own, which features may know, is no leak', () => {
  // One instrument mostly falls, one is even, one mostly rises, and the first column tells which is which.
  const uneven = leakSubjects(5, RESOLVED, { instruments: 3, days: 40 });
  const biased: LeakSubjects = {
    count: 3,
    load(index) {
      const subject = uneven.all[index]!;
      const labels = subject.labels!;
      const label = labels.label.map((one, i) => (one < 0 ? one : (i * 7) % 10 < 2 + 3 * index ? 1 : 0));
      const columns = subject.matrix.columns.map((column, k) => (k === 0 ? column.map(() => index) : column));
      const value = labels.value.map((one, i) => (label[i] === 1 ? Math.abs(one) : -Math.abs(one)));
      return { ...subject, matrix: { ...subject.matrix, columns }, labels: { ...labels, label, value } };
    },
  };
  const sample = sampleOf(biased);
  const check = checkPermutation(sample, directionTarget(sample), { seed: 6, permutations: 40 })!;
  expect(check.figures.realAuc).toBeGreaterThan(0.65);
  expect(check.verdict).toBe('passed');
  expect(Math.abs(check.figures.mean! - 0.5)).toBeLessThan(0.02);
});
