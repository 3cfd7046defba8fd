import { describe, expect, it } from 'vitest';
import { leakSubjects, setOf } from '../../../tests/fixtures/leak-market.ts';
import { decisionTimes } from '../../features/data.ts';
import { CANDLE } from '../../features/families/candle.ts';
import { RETURNS } from '../../features/families/returns.ts';
import { buildMatrix } from '../../features/matrix.ts';
import { directionTarget } from './direction-target.ts';
import { createProbeSampler, type ProbeSample } from './probe-sample.ts';
import type { LeakSubject } from './subject.ts';

const RESOLVED = setOf({ template: RETURNS[0]! }, { template: CANDLE[0]! });

function sampleOf(all: readonly LeakSubject[], maxRows: number, seed = 5): ProbeSample {
  const sampler = createProbeSampler(seed, maxRows, all.length);
  all.forEach((subject) => {
    sampler.add(subject);
  });
  return sampler.finish();
}

describe('the sample of the statistical checks', () => {
  const { all } = leakSubjects(1, RESOLVED, { instruments: 4, days: 30 });

  it('takes every labelled row where there is room, with its features now and a bar earlier', () => {
    const sample = sampleOf(all, 1e6);
    // Three of 75 rows a day have no label.
    expect(sample.rows).toBe(4 * 30 * 72);
    for (const { instrument, start, end } of sample.blocks) {
      const { matrix } = all.find((one) => one.instrumentId === sample.instruments[instrument])!;
      for (let row = start; row < end; row++) {
        const at = matrix.time.indexOf(sample.time[row]!);
        sample.columns.forEach((column, k) => {
          expect(column[row]).toBe(matrix.columns[k]![at]);
          expect(sample.delayed[k]![row]).toBe(row === start ? Number.NaN : matrix.columns[k]![at - 1]);
        });
        expect(sample.hasEarlier[row]).toBe(row === start ? 0 : 1);
      }
    }
  });

  it('keeps within its bound by dropping whole days, the same ones for every instrument', () => {
    const sample = sampleOf(all, 3000);
    expect(sample.rows).toBeLessThanOrEqual(3000);
    // One instrument's forty days would fit, so one is taken.
    expect(sample.instruments.length).toBe(1);
    const wide = sampleOf(all, 6000);
    expect(wide.instruments.length).toBe(2);
    expect(wide.days.length).toBe(30);
    const tight = leakSubjects(2, RESOLVED, { instruments: 2, days: 60 });
    const cut = sampleOf(tight.all, 6000);
    expect(cut.rows).toBeLessThanOrEqual(6000);
    expect(cut.rows).toBe(cut.days.length * 2 * 72);
    expect(cut.days.length).toBe(Math.floor(6000 / 144));
    expect(cut.days).toEqual([...cut.days].sort());
  });

  it('thins long sessions evenly', () => {
    const minutes = leakSubjects(3, RESOLVED, {
      instruments: 1,
      days: 12,
      interval: '1m',
      decisionInterval: '1m',
    });
    const sample = sampleOf(minutes.all, 1e6);
    for (const { start, end } of sample.blocks) expect(end - start).toBe(75);
    expect(sample.time[1]! - sample.time[0]!).toBe(5 * 60_000);
    // A bar earlier is a minute earlier, not the neighbour in the sample.
    const { matrix } = minutes.all[0]!;
    const at = matrix.time.indexOf(sample.time[1]!);
    expect(sample.delayed[0]![1]).toBe(matrix.columns[0]![at - 1]);
  });

  it('delays rows of chosen moments by computing them at the decision bar before', () => {
    const [subject] = all;
    const decisions = decisionTimes(subject!.source!.data);
    const every = Int32Array.from({ length: 300 }, (_, k) => 7 * k + 3);
    const rows = { time: Float64Array.from(every, (i) => decisions[i]!) };
    const matrix = buildMatrix(RESOLVED, subject!.source!.data, rows);
    const pick = <Column extends Float64Array | Int16Array | Uint8Array>(column: Column) =>
      column.filter((_, i) => every.includes(i)) as Column;
    const labels = subject!.labels!;
    const chosen: LeakSubject = {
      ...subject!,
      matrix,
      labels: {
        ...labels,
        length: every.length,
        label: pick(labels.label),
        value: pick(labels.value),
        t1: pick(labels.t1),
        weight: pick(labels.weight),
        hit: pick(labels.hit),
      },
      source: { ...subject!.source!, rows },
    };
    const sample = sampleOf([chosen], 1e6);
    expect(sample.rows).toBeGreaterThan(250);
    for (let row = 0; row < sample.rows; row++) {
      const at = decisions.indexOf(sample.time[row]!);
      const first = at % 75 === 0;
      expect(sample.hasEarlier[row]).toBe(first ? 0 : 1);
      if (!first) expect(sample.delayed[0]![row]).toBe(subject!.matrix.columns[0]![at - 1]);
    }
  });
});

describe('what a label is worth', () => {
  const sampleWith = (classes: readonly string[], label: number[], value: number[]): ProbeSample => ({
    ...sampleOf([], 10),
    rows: label.length,
    classes,
    label: Int16Array.from(label),
    value: Float64Array.from(value),
  });

  it('counts the gain of a short side as the fall it is, and tells BUY from SELL', () => {
    const found = directionTarget(
      sampleWith(['SELL', 'FLAT', 'BUY'], [0, 1, 2, 0, 2], [0.02, 0.001, 0.01, 0.02, 0.03]),
    );
    expect([...found.target]).toEqual([-1, 0, 1, -1, 1]);
    expect([...found.worth]).toEqual([-0.02, 0.001, 0.01, -0.02, 0.03]);
    expect(found).toMatchObject({ positive: 'BUY', negative: 'SELL', positives: 2, negatives: 2 });
  });

  it('leaves moves that are already signed, and falls back on the order of the classes', () => {
    const signed = directionTarget(sampleWith(['down', 'up'], [0, 1, 0], [-0.02, 0.01, -0.01]));
    expect([...signed.worth]).toEqual([-0.02, 0.01, -0.01]);
    expect([...signed.target]).toEqual([-1, 1, -1]);
    const silent = directionTarget(sampleWith(['lose', 'win'], [0, 1], [Number.NaN, Number.NaN]));
    expect([...silent.target]).toEqual([-1, 1]);
    expect([...silent.rose]).toEqual([-1, 1]);
  });

  it('splits numbers at their median', () => {
    const found = directionTarget(sampleWith([], [-1, -1, -1, -1], [4, 1, 2, 3]));
    expect([...found.target]).toEqual([1, -1, -1, 1]);
  });
});
