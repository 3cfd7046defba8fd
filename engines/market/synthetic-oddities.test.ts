// Faulty days of the sample market: about one in twenty, of every kind, each found by the quality check as what it is.
import { describe, expect, test } from 'vitest';
import { weekdays } from '../../tests/fixtures/sample-statistics.ts';
import { createRandom } from '../numeric/random.ts';
import { checkDay } from './quality.ts';
import { generateSampleMarket, type SampleDay } from './synthetic.ts';
import { drawOddities, planCircuits } from './synthetic-oddities.ts';

const MINUTES = 375;
const MINUTE = 60_000;

test('draws every kind at its rate, inside the day', () => {
  const random = createRandom(4);
  const days = Array.from({ length: 20_000 }, () => drawOddities(random, MINUTES));
  const share = (kind: 'halt' | 'lost' | 'silence') =>
    days.filter((day) => day[kind] !== undefined).length / days.length;
  expect(share('halt')).toBeCloseTo(0.015, 2);
  expect(share('lost')).toBeCloseTo(0.015, 2);
  expect(share('silence')).toBeCloseTo(0.02, 2);
  for (const { halt, lost, silence } of days) {
    for (const stretch of [halt, silence]) {
      if (!stretch) continue;
      expect(stretch.from).toBeGreaterThan(0);
      expect(stretch.to).toBeGreaterThan(stretch.from + 4);
      expect(stretch.to).toBeLessThan(MINUTES);
    }
    for (const minute of lost ?? []) expect(minute >= 0 && minute < MINUTES).toBe(true);
  }
});

test('plans one locked day per thousand, at least one, on days that exist', () => {
  for (let seed = 0; seed < 200; seed++) {
    const plan = planCircuits(createRandom(seed), 3, 5);
    expect(plan.size).toBe(1);
    for (const key of plan.keys()) expect(key >= 0 && key < 15).toBe(true);
  }
  expect(planCircuits(createRandom(1), 20, 0).size).toBe(0);
  expect(planCircuits(createRandom(1), 20, 250).size).toBe(5);
});

/** Runs of minutes that are missing or silent on a day: their lengths. */
function runs(flags: readonly boolean[]): number[] {
  const lengths: number[] = [];
  flags.forEach((flag, i) => {
    if (!flag) return;
    if (flags[i - 1]) lengths[lengths.length - 1]!++;
    else lengths.push(1);
  });
  return lengths;
}

describe.each([7, 1, 11])('seed %i', (seed) => {
  const days = [...generateSampleMarket({ seed, symbols: 20, sessions: weekdays(120) })];
  const isLocked = ({ bars }: SampleDay) => {
    const last = bars.close[bars.length - 1]!;
    return (
      bars.high.subarray(-100).every((high) => high === last) &&
      bars.low.subarray(-100).every((low) => low === last)
    );
  };
  const locked = days.filter(isLocked);
  const minutesOf = ({ bars, session }: SampleDay, test: (i: number | undefined) => boolean) => {
    const at = new Map([...bars.openTime].map((time, i) => [(time - session.open) / MINUTE, i]));
    return Array.from({ length: MINUTES }, (_, minute) => test(at.get(minute)));
  };

  test('about one day in twenty is flagged, and by both flags', () => {
    const findings = days.map(({ bars, session }) =>
      checkDay({ bars, session, interval: '1m', previousClose: null, isIndex: false }),
    );
    const flagged = findings.filter(({ length }) => length > 0).length / days.length;
    expect(flagged).toBeGreaterThan(0.035);
    expect(flagged).toBeLessThan(0.07);
    const count = (name: string) =>
      findings.filter((all) => all.some(({ flag }) => flag === name)).length / days.length;
    expect(count('missing-bars')).toBeGreaterThan(0.02);
    expect(count('zero-volume')).toBeGreaterThan(0.01);
  });

  test('halts leave one long hole, lost minutes several short ones', () => {
    const holes = days
      .map((day) => runs(minutesOf(day, (i) => i === undefined)))
      .filter(({ length }) => length);
    expect(holes.filter((lengths) => lengths.length === 1 && lengths[0]! >= 6).length).toBeGreaterThan(10);
    expect(holes.filter((lengths) => Math.max(...lengths) <= 3).length).toBeGreaterThan(10);
  });

  test('silent stretches stand still at the price before them', () => {
    let found = 0;
    for (const day of days) {
      if (isLocked(day)) continue;
      const { bars } = day;
      const silent = [...bars.volume.keys()].filter((i) => bars.volume[i] === 0);
      if (silent.length === 0) continue;
      found++;
      expect(runs(minutesOf(day, (i) => i !== undefined && bars.volume[i] === 0))).toEqual([silent.length]);
      expect(silent.length).toBeGreaterThanOrEqual(5);
      const before = bars.close[silent[0]! - 1]!;
      for (const i of silent)
        expect([bars.open[i], bars.high[i], bars.low[i], bars.close[i]]).toEqual(Array(4).fill(before));
    }
    expect(found).toBeGreaterThan(20);
  });

  test('locked days reach the 10 % band, stay there with little volume, and say so', () => {
    expect(locked).toHaveLength(2);
    for (const day of locked) {
      const before = days[days.indexOf(day) - 1]!;
      expect(before.instrument.id).toBe(day.instrument.id);
      const move = Math.abs(day.bars.close.at(-1)! / before.bars.close.at(-1)! - 1);
      expect(move).toBeGreaterThan(0.099);
      expect(move).toBeLessThanOrEqual(0.1);
      const { bars, session } = day;
      const flags = checkDay({ bars, session, interval: '1m', previousClose: null, isIndex: false });
      expect(flags.map(({ flag }) => flag)).toEqual(['zero-volume']);
      const traded = (from: number, to: number) =>
        bars.volume.subarray(from, to).reduce((total, volume) => total + volume, 0);
      expect(traded(-100, MINUTES)).toBeLessThan(traded(0, 100) / 5);
    }
  });
});
