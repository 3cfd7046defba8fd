import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { mean } from '../../numeric/statistics.ts';
import { BOOTSTRAP_DEFAULTS, bootstrapByDay } from './day-bootstrap.ts';

/** `days` days of `perDay` rows; each day has a level of its own, rows add little: a day is nearly one observation. */
function clustered(seed: number, days: number, perDay: number) {
  const random = createRandom(seed);
  const day = new Float64Array(days * perDay);
  const value = new Float64Array(days * perDay);
  for (let k = 0; k < days; k++) {
    const level = random.normal();
    for (let i = 0; i < perDay; i++) {
      day[k * perDay + i] = k;
      value[k * perDay + i] = level + 0.1 * random.normal();
    }
  }
  const score = (rows: Uint32Array): number => mean(Float64Array.from(rows, (row) => value[row]!));
  return { day, score };
}

describe('an interval by days', () => {
  it('holds the truth about as often as it says, which one by rows would not', () => {
    let byDay = 0;
    let byRow = 0;
    const runs = 100;
    for (let seed = 0; seed < runs; seed++) {
      const { day, score } = clustered(seed, 30, 10);
      const options = { ...BOOTSTRAP_DEFAULTS, draws: 200, seed };
      const honest = bootstrapByDay(day, score, options);
      const naive = bootstrapByDay(Float64Array.from(day.keys()), score, options);
      if (honest.low <= 0 && honest.high >= 0) byDay++;
      if (naive.low <= 0 && naive.high >= 0) byRow++;
    }
    expect(byDay / runs).toBeGreaterThan(0.8);
    expect(byDay / runs).toBeLessThan(0.97);
    expect(byRow / runs).toBeLessThan(0.55);
  });

  it('draws whole days, whatever the order of the rows, and the same ones for a seed', () => {
    const day = Float64Array.of(2, 1, 2, 1, 1, 3);
    const seen: number[][] = [];
    const score = (rows: Uint32Array): number => {
      seen.push([...rows]);
      return rows.length;
    };
    const first = bootstrapByDay(day, score, { ...BOOTSTRAP_DEFAULTS, draws: 50, blockDays: 2 });
    for (const rows of seen.slice(1)) {
      const counts = new Map<number, number>();
      for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
      expect(counts.get(0)).toBe(counts.get(2));
      expect(counts.get(1)).toBe(counts.get(4));
      expect(counts.get(3)).toBe(counts.get(1));
    }
    expect(
      bootstrapByDay(day, (rows) => rows.length, { ...BOOTSTRAP_DEFAULTS, draws: 50, blockDays: 2 }),
    ).toEqual(first);
    expect(first).toMatchObject({ estimate: 6, days: 3, draws: 50 });
  });

  it('counts only draws with a value, and gives no interval of a single day', () => {
    const half = bootstrapByDay(
      Float64Array.of(1, 2, 3),
      (rows) => (rows.includes(0) ? 1 : Number.NaN),
      BOOTSTRAP_DEFAULTS,
    );
    // A day is missed with probability (2/3)³ = 0.296.
    expect(half.draws).toBeGreaterThan(640);
    expect(half.draws).toBeLessThan(770);
    expect(bootstrapByDay(Float64Array.of(1, 1), () => 5)).toEqual({
      estimate: 5,
      low: Number.NaN,
      high: Number.NaN,
      days: 1,
      draws: 0,
    });
  });
});
