// The band of exchanged labels and the intervals by days, on made rows whose edge is known.

import { describe, expect, it } from 'vitest';
import { auc } from '../../../../engines/numeric/auc.ts';
import { createRandom } from '../../../../engines/numeric/random.ts';
import { luckOf } from './luck.ts';
import type { ScoredRows } from './scored-rows.ts';

const INSTRUMENTS = 3;
const DAYS = 40;
const BARS = 20;

/** `edge`: how far the score leans towards the outcome. Rows ascend instrument by instrument. */
function scoredWith(edge: number, threshold = 0.5): ScoredRows {
  const random = createRandom(7);
  const count = INSTRUMENTS * DAYS * BARS;
  const target = Int8Array.from({ length: count }, () => (random.next() < 0.5 ? 1 : -1));
  const confidence = Float64Array.from(target, (side) => 0.5 + 0.2 * random.normal() + edge * side);
  const own = (of: (k: number) => number) => Int32Array.from({ length: count }, (_, k) => of(k));
  return {
    task: { kind: 'one-sided', classes: ['lose', 'win'], positive: 1, side: 1 },
    count,
    width: 2,
    rows: Uint32Array.from({ length: count }, (_, k) => k),
    raw: new Float64Array(2 * count),
    probability: new Float64Array(2 * count),
    label: Int16Array.from(target, (side) => (side + 1) / 2),
    value: new Float64Array(count),
    cost: new Float64Array(count).fill(0.001),
    time: new Float64Array(count),
    instrument: own((k) => Math.floor(k / (DAYS * BARS))),
    session: own((k) => Math.floor(k / BARS) % DAYS),
    segment: new Int32Array(count),
    regime: new Int8Array(count).fill(-1),
    threshold: new Float64Array(count).fill(threshold),
    score: confidence,
    target,
    confidence,
    side: new Int8Array(count).fill(1),
    acts: Uint8Array.from(confidence, (sure) => Number(sure >= threshold)),
    worth: Float64Array.from(target, (side) => 0.002 * side),
  };
}

describe('luck', () => {
  it('leaves an edge above the band, and none inside it', () => {
    const strong = scoredWith(0.05);
    const none = scoredWith(0);
    expect(auc(strong.score, strong.target)).toBeGreaterThan(luckOf(strong, 1).permutation!.high);
    const band = luckOf(none, 1).permutation!;
    expect(band.low).toBeLessThan(0.5);
    expect(band.high).toBeGreaterThan(0.5);
    expect(band.high - band.low).toBeLessThan(0.08);
    expect(auc(none.score, none.target)).toBeLessThan(band.high + 0.02);
  });

  it('gives intervals around the figures themselves', () => {
    const scored = scoredWith(0.05);
    const { intervals } = luckOf(scored, 1);
    const real = auc(scored.score, scored.target);
    expect(intervals.auc.low).toBeLessThan(real);
    expect(intervals.auc.high).toBeGreaterThan(real);
    const net = scored.worth.reduce(
      (sum, worth, k) => sum + (scored.confidence[k]! >= 0.5 ? worth - 0.001 : 0),
      0,
    );
    expect(intervals.net.low).toBeLessThan(net);
    expect(intervals.net.high).toBeGreaterThan(net);
  });

  it('has no net to spread where nothing is acted on', () => {
    expect(luckOf(scoredWith(0.05, Number.NaN), 1).intervals.net).toEqual({ low: 0, high: 0 });
  });

  it('is the same for the same seed', () => {
    const scored = scoredWith(0.02);
    expect(luckOf(scored, 3)).toEqual(luckOf(scored, 3));
    expect(luckOf(scored, 3)).not.toEqual(luckOf(scored, 4));
  });
});
