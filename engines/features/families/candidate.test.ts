// Facts of a proposed trade, and the numbers of the bar turned to its side.

import { describe, expect, it } from 'vitest';
import { randomDays } from '../../../tests/fixtures/intraday-days.ts';
import { CATALOGUE } from '../catalogue.ts';
import type { Candidate, CandidateTemplate, CombinedTemplate } from '../definition.ts';
import { buildMatrix } from '../matrix.ts';
import { resolveSet } from '../resolve.ts';
import { entry } from '../sets/entry.ts';
import { CANDIDATE } from './candidate.ts';
import { WITH_SIDE } from './with-side.ts';

const long: Candidate = { side: 1, entryReference: 200, stop: 198, target: 205, quality: 7.5 };
const short: Candidate = { side: -1, entryReference: 200, stop: 201, target: 196, quality: Number.NaN };

function factOf(id: string, candidate: Candidate): number {
  const template = CANDIDATE.find((one): one is CandidateTemplate => one.id === id)!;
  return template.value(candidate, {});
}

describe('facts of a proposed trade', () => {
  it.each([
    ['side', 1, -1],
    ['quality_score', 7.5, Number.NaN],
    ['reward_risk', 2.5, 4],
    ['stop_fraction', 0.01, 0.005],
    ['target_fraction', 0.025, 0.02],
  ])('%s of a long is %d, of a short %d', (id, ofLong, ofShort) => {
    expect(factOf(id, long)).toBe(ofLong);
    expect(factOf(id, short)).toBe(ofShort);
  });

  it('a stop or target on the wrong side, or none, is missing and never negative', () => {
    for (const stop of [200, 201, Number.NaN]) {
      expect(factOf('stop_fraction', { ...long, stop })).toBeNaN();
      expect(factOf('reward_risk', { ...long, stop })).toBeNaN();
    }
    for (const target of [200, 199, Number.NaN]) {
      expect(factOf('target_fraction', { ...long, target })).toBeNaN();
      expect(factOf('reward_risk', { ...long, target })).toBeNaN();
    }
    expect(factOf('stop_fraction', { ...short, stop: 199 })).toBeNaN();
  });
});

describe('numbers of the bar seen from the trade', () => {
  const combined = (id: string) => WITH_SIDE.find((one): one is CombinedTemplate => one.id === id)!;
  const of = (id: string, ...values: number[]) => combined(id).combine(Float64Array.from(values), {});

  it.each([
    // side, number for a long, number for a short
    ['touch_depth_atr', [1, 0.2, 0.7], 0.2],
    ['touch_depth_atr', [-1, 0.2, 0.7], 0.7],
    ['pullback_atr', [Number.NaN, 0.2, 0.7], Number.NaN],
    // side, signed run of closes
    ['closes_with_side', [1, 4], 4],
    ['closes_with_side', [-1, 4], 0],
    ['closes_with_side', [-1, -3], 3],
    ['closes_with_side', [-1, Number.NaN], Number.NaN],
    // side, direction of the bar, its body's share
    ['rejection_body_ratio', [-1, -1, 0.6], 0.6],
    ['rejection_body_ratio', [1, -1, 0.6], -0.6],
    ['with_side_log_return', [-1, 0.01], -0.01],
    // distance as a fraction, ATR as a fraction
    ['stop_atr', [0.01, 0.004], 2.5],
    ['target_atr', [0.01, 0], Number.NaN],
  ])('%s of %j is %d', (id, values, expected) => {
    expect(of(id, ...values)).toBe(expected);
  });

  it('parts name features that exist, each at the asked place', () => {
    const place = { source: 'market', timeframe: '15m' } as const;
    for (const template of WITH_SIDE) {
      if (template.kind !== 'combined') throw new Error(`${template.id} is not combined`);
      const parameters = Object.fromEntries(template.parameters.map((one) => [one.name, one.default]));
      const parts = template.parts(parameters, place);
      for (const part of parts) expect(part).toMatchObject(place);
      expect(parts.map(({ feature }) => feature).filter((id) => !CATALOGUE.has(id))).toEqual([]);
    }
  });

  it('keep their declared range on random bars, for either side', () => {
    const data = randomDays({ interval: '5m', days: 3, seed: 3 });
    const entries = WITH_SIDE.map(({ id }) => entry(id));
    const resolved = resolveSet({ id: 'sides', version: 1, title: '', description: '', entries }, CATALOGUE);
    for (const side of [1, -1] as const) {
      const candidates = Array.from(
        data.series.self!.bars.close,
        (close): Candidate => ({
          side,
          entryReference: close,
          stop: close * (1 - side * 0.01),
          target: close * (1 + side * 0.02),
          quality: 1,
        }),
      );
      const { columns } = buildMatrix(resolved, data, { candidates });
      WITH_SIDE.forEach(({ id, range }, k) => {
        const values = columns[k]!.filter((value) => !Number.isNaN(value));
        expect(values.length, id).toBeGreaterThan(50);
        if (range === null) return;
        expect(Math.min(...values), id).toBeGreaterThanOrEqual(range.min);
        expect(Math.max(...values), id).toBeLessThanOrEqual(range.max);
      });
    }
  });
});
