// Momentum episodes: what they add up to, and the facts about lively shares that the bars of the sample market show for them.
// The ranges are those of NSE mid and small caps, measured on quarter-hour bars, with room for the shortness of a sample.
import { describe, expect, test } from 'vitest';
import {
  correlation,
  deviation,
  kurtosis,
  mean,
  median,
  returnsOf,
  weekdays,
} from '../../tests/fixtures/sample-statistics.ts';
import { createRandom } from '../numeric/random.ts';
import type { Bars } from './bars.ts';
import type { Interval } from './interval.ts';
import { resample } from './resample.ts';
import { generateSampleMarket } from './synthetic.ts';
import { SAMPLE_COMPANIES } from './synthetic-companies.ts';
import { companyDay, startCompany } from './synthetic-day.ts';
import { type EpisodeDay, episodeDay, startAttention } from './synthetic-episodes.ts';
import { marketPaths } from './synthetic-paths.ts';

const MINUTES = 375;
const DAILY = 0.02;

function drawDays(seed: number, count: number, daily = DAILY): EpisodeDay[] {
  const random = createRandom(seed);
  const attention = startAttention(random);
  return Array.from({ length: count }, () => episodeDay(random, attention, daily, MINUTES));
}
const sum = (values: Float64Array, from: number, to: number) =>
  values.subarray(from, to).reduce((total, value) => total + value, 0);

describe('episodes of a day', () => {
  const days = drawDays(5, 4000);
  const single = days.filter(({ episodes }) => episodes.length === 1);

  test('last 50 to 110 minutes and move the price by their size, in their direction', () => {
    expect(single.length).toBeGreaterThan(200);
    const reached: number[] = [];
    for (const { drift, episodes } of single) {
      const { from, minutes, direction, size } = episodes[0]!;
      expect(minutes).toBeGreaterThanOrEqual(50);
      expect(minutes).toBeLessThanOrEqual(110);
      expect(sum(drift, 0, from)).toBe(0);
      if (from + minutes <= MINUTES) reached.push((direction * sum(drift, from, from + minutes)) / size);
    }
    expect(median(reached)).toBeCloseTo(1, 10);
    expect(Math.min(...reached)).toBeGreaterThan(0);
    expect(Math.max(...reached)).toBeLessThan(1 + 1e-9);
  });

  test('give part of the move back afterwards, now and then all of it', () => {
    const kept = single
      .filter(({ episodes }) => episodes[0]!.from + episodes[0]!.minutes + 60 < MINUTES)
      .map(({ drift, episodes }) => (episodes[0]!.direction * sum(drift, 0, MINUTES)) / episodes[0]!.size);
    expect(median(kept)).toBeGreaterThan(0.45);
    expect(median(kept)).toBeLessThan(0.75);
    const reversed = kept.filter((share) => share < 0.35).length / kept.length;
    expect(reversed).toBeGreaterThan(0.08);
    expect(reversed).toBeLessThan(0.25);
  });

  test('go up as often as down, and follow one another the same way', () => {
    const all = days.flatMap(({ episodes }) => episodes.map(({ direction }) => direction as number));
    expect(Math.abs(mean(all))).toBeLessThan(0.12);
    const pairs = days.flatMap(({ episodes }) =>
      episodes.slice(1).map(({ direction }, k) => direction * episodes[k]!.direction),
    );
    expect(mean(pairs)).toBeGreaterThan(0.4);
  });

  test('begin in the first hour more than in any other', () => {
    const hours = new Array<number>(6).fill(0);
    for (const { episodes } of days)
      for (const { from } of episodes) hours[Math.min(5, Math.floor(from / 60))]! += 1;
    for (const later of hours.slice(1)) expect(hours[0]!).toBeGreaterThan(1.1 * later);
  });

  test('come in spells: a day with episodes tells of the next', () => {
    const counts = days.map(({ episodes }) => episodes.length);
    expect(correlation(counts.slice(0, -1), counts.slice(1))).toBeGreaterThan(0.03);
    expect(counts.filter((count) => count === 0).length / counts.length).toBeGreaterThan(0.2);
  });

  test('raise volume and spread together, and leave quiet minutes as they are', () => {
    for (const { activity, turbulence, drift, episodes } of days.slice(0, 300)) {
      for (let i = 0; i < MINUTES; i++) {
        expect(activity[i]).toBeGreaterThanOrEqual(1);
        expect(turbulence[i]! > 1).toBe(activity[i]! > 1);
        expect(turbulence[i]).toBeLessThanOrEqual(Math.sqrt(activity[i]!));
      }
      if (episodes.length === 0) expect([Math.max(...activity), sum(drift, 0, MINUTES)]).toEqual([1, 0]);
    }
  });

  test('scale with the company and repeat with the seed', () => {
    const wide = drawDays(5, 50, 2 * DAILY);
    for (const [k, { drift }] of wide.entries())
      expect(sum(drift, 0, MINUTES)).toBeCloseTo(2 * sum(days[k]!.drift, 0, MINUTES), 12);
    expect(drawDays(5, 50)).toEqual(days.slice(0, 50));
    expect(drawDays(6, 50)).not.toEqual(days.slice(0, 50));
  });
});

test('quarter-hours inside a push go on the same way, those outside come back a little', () => {
  const profile = SAMPLE_COMPANIES[3]!;
  const sessions = weekdays(1500);
  const market = marketPaths(createRandom(1), sessions);
  const company = startCompany(profile, 0.05, createRandom(2), createRandom(3));
  // The same chances again tell where the episodes are.
  const random = createRandom(3);
  const attention = startAttention(random);
  const inside: [number, number][] = [];
  const outside: [number, number][] = [];
  for (const [k, session] of sessions.entries()) {
    const bars = companyDay(company, session, market[k]!, {});
    const { episodes } = episodeDay(random, attention, profile.ownVolatility, MINUTES);
    const returns = returnsOf(resample(bars, [session], '1m', '15m'));
    for (let i = 1; i < returns.length; i++) {
      // Returns i − 1 and i span minutes 15i to 15i + 30 of the day.
      const from = 15 * i;
      const isPush = episodes.some((own) => own.from <= from && from + 30 <= own.from + own.minutes);
      const isCalm = episodes.every((own) => from + 30 <= own.from || own.from + own.minutes + 30 <= from);
      if (isPush) inside.push([returns[i - 1]!, returns[i]!]);
      else if (isCalm) outside.push([returns[i - 1]!, returns[i]!]);
    }
  }
  const next = (pairs: readonly [number, number][]) =>
    correlation(
      pairs.map(([first]) => first),
      pairs.map(([, second]) => second),
    );
  expect(Math.min(inside.length, outside.length)).toBeGreaterThan(2000);
  expect(next(inside)).toBeGreaterThan(0.15);
  // Between pushes the pressure of orders goes again, so moves come back a little.
  expect(next(outside)).toBeLessThan(0);
  expect(next(outside)).toBeGreaterThan(-0.25);
});

interface Company {
  readonly days: readonly Bars[];
  readonly daily: readonly number[];
}

function companies(seed: number): Company[] {
  const found = new Map<string, { days: Bars[]; daily: number[]; close: number }>();
  for (const { instrument, bars } of generateSampleMarket({ seed, symbols: 20, sessions: weekdays(120) })) {
    const known = found.get(instrument.id) ?? { days: [], daily: [], close: Number.NaN };
    found.set(instrument.id, known);
    const close = bars.close[bars.length - 1]!;
    if (known.close > 0) known.daily.push(Math.log(close / known.close));
    known.close = close;
    known.days.push(bars);
  }
  return [...found.values()];
}

describe.each([7, 2])('bars of seed %i', (seed) => {
  const market = companies(seed);
  const sessions = weekdays(120);
  /** Whole days that traded throughout: halts, silences and the locked day out. */
  const resampled = (interval: Interval) =>
    market.map(({ days }) =>
      days
        .map((bars, k) => resample(bars, [sessions[k]!], '1m', interval))
        .filter(
          (bars, k) => days[k]!.length === MINUTES && bars.high.every((high, i) => high > bars.low[i]!),
        ),
    );
  const quarters = resampled('15m');
  const each = (of: (days: readonly Bars[]) => number) => quarters.map(of);
  const follows = (all: readonly Bars[]) => {
    const pairs = all.flatMap((bars) => {
      const returns = returnsOf(bars);
      return returns.slice(1).map((next, i) => [returns[i]!, next] as const);
    });
    return correlation(
      pairs.map(([first]) => first),
      pairs.map(([, next]) => next),
    );
  };

  test('every company moves 1.6 to 4.5 % a day, most 1.8 to 4 %', () => {
    const deviations = market.map(({ daily }) => deviation(daily));
    for (const value of deviations) {
      expect(value).toBeGreaterThan(0.016);
      expect(value).toBeLessThan(0.045);
    }
    expect(deviations.filter((value) => value > 0.018 && value < 0.04).length).toBeGreaterThanOrEqual(16);
  });

  test('quarter-hour returns have fat tails, but not absurd ones', () => {
    const values = each((days) => kurtosis(days.flatMap(returnsOf)));
    expect(Math.min(...values)).toBeGreaterThan(4);
    expect(median(values)).toBeGreaterThan(5.5);
    expect(median(values)).toBeLessThan(12);
  });

  test('busy quarter-hours are the wild ones', () => {
    const values = each((days) => {
      const volume: number[] = [];
      const range: number[] = [];
      for (const bars of days) {
        const usual = mean([...bars.volume]);
        // Without open and close, whose U-shape alone would do.
        for (let i = 2; i < bars.length - 2; i++) {
          volume.push(Math.log(bars.volume[i]! / usual));
          range.push(Math.log((bars.high[i]! - bars.low[i]!) / bars.close[i]!));
        }
      }
      return correlation(volume, range);
    });
    expect(Math.min(...values)).toBeGreaterThan(0.25);
    expect(median(values)).toBeGreaterThan(0.35);
    expect(median(values)).toBeLessThan(0.7);
  });

  test('five minutes foretell the next five hardly, and their variance is five times that of one', () => {
    const fives = resampled('5m').flat();
    expect(Math.abs(follows(fives))).toBeLessThan(0.12);
    const minutes = deviation(market.flatMap(({ days }) => days.flatMap(returnsOf))) ** 2;
    const ratio = deviation(fives.flatMap(returnsOf)) ** 2 / (5 * minutes);
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.2);
  });
});
