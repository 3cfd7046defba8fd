// The pattern service over a stored sample market: the engine's own counts, by month and instrument; nothing below thirty; a job for
// what is large; and what is refused.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATTERNS } from '../../engines/features/patterns/index.ts';
import { PUBLISHED_PATTERNS } from '../../engines/features/patterns/published.ts';
import { tallyOf } from '../../engines/features/patterns/tally.ts';
import { wilsonInterval } from '../../engines/features/patterns/wilson.ts';
import {
  LEAST_COUNT,
  type PatternStatistic,
  patternStatistics,
} from '../../engines/features/patterns/win-rates.ts';
import { MINUTE_MS } from '../../engines/market/interval.ts';
import { resample } from '../../engines/market/resample.ts';
import { sliceSessions } from '../../engines/market/slices.ts';
import type {
  PatternReport,
  PatternRequestInput,
  PatternResult,
  PatternService,
} from '../../src/contracts/patterns.ts';
import { createCandleStore, loadCalendar, profileOf } from '../../src/services/market/index.ts';
import { createPatternService } from '../../src/services/research/index.ts';
import { MOST_DIRECT_BARS } from '../../src/services/research/patterns.ts';
import { fillWithSample, openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';

const FROM = '2025-04-01';
const TO = '2025-06-30';
const HORIZON = 4;
const COST_BPS = 5;

let desk: ResearchDesk;
let service: PatternService;
let ids: readonly string[];
let request: PatternRequestInput;
let report: PatternReport;

beforeAll(async () => {
  desk = await openResearchDesk(mkdtempSync(join(tmpdir(), 'patterns-')));
  // The sample ends on 30 June 2025; its first session lies after FROM.
  ids = await fillWithSample(desk, { symbols: 2, sessions: 55 });
  service = createPatternService({ db: desk.db, jobs: desk.jobs });
  request = {
    instruments: [...ids],
    interval: '5m',
    from: FROM,
    to: TO,
    horizon: HORIZON,
    costBps: COST_BPS,
  };
  report = await service.statistics(request);
});

afterAll(async () => {
  await desk.db.close();
  rmSync(desk.folder, { recursive: true, force: true });
});

/** Straight from the store through the engine, without any service of research. */
async function direct(id: string): Promise<readonly PatternStatistic[]> {
  const store = createCandleStore(desk.db);
  const instrument = await store.instrument(id);
  if (!instrument) throw new Error(`${id} is not stored`);
  const { bars } = await store.readBars(id, '1m', FROM, TO);
  const sessions = loadCalendar().sessions(profileOf(instrument), FROM, TO);
  const five = resample(bars, sessions, '1m', '5m');
  return patternStatistics(five, sliceSessions(five, sessions), {
    intervalMs: 5 * MINUTE_MS,
    horizon: HORIZON,
    costFraction: COST_BPS / 10_000,
  });
}

const named = (id: string, within = report): PatternResult => {
  const found = within.patterns.find((one) => one.id === id);
  if (!found) throw new Error(`no ${id} in the report`);
  return found;
};

const tallyFor = ({ byInstrument }: PatternResult, k: number) =>
  tallyOf(
    byInstrument.found[k]!,
    byInstrument.count[k]!,
    byInstrument.wins[k] ?? null,
    byInstrument.meanMove[k] ?? null,
  );

describe('counts', () => {
  test('of each instrument are the engine’s own', async () => {
    expect(report.instruments).toEqual(ids);
    expect(report.synthetic).toBe(true);
    let compared = 0;
    for (const [k, id] of ids.entries())
      for (const statistic of await direct(id)) {
        const tally = tallyFor(named(statistic.id), k);
        expect(tally, `${id} ${statistic.id}`).toMatchObject({
          found: statistic.occurrences,
          count: statistic.count,
          wins: statistic.wins,
          winRate: statistic.winRate,
          interval: statistic.interval,
        });
        if (statistic.winRate !== null) compared++;
      }
    expect(compared).toBeGreaterThan(20);
  });

  test('pooled are the sum over instruments, even where each alone is too few', () => {
    let joined = 0;
    for (const pattern of report.patterns) {
      const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
      expect(pattern.pooled.found, pattern.id).toBe(sum(pattern.byInstrument.found));
      expect(pattern.pooled.count, pattern.id).toBe(sum(pattern.byInstrument.count));
      if (pattern.byInstrument.wins.every((wins) => wins !== null))
        expect(pattern.pooled.wins, pattern.id).toBe(sum(pattern.byInstrument.wins as number[]));
      else if (pattern.pooled.wins !== null) joined++;
    }
    expect(joined).toBeGreaterThan(0);
  });

  test('by month add up to the pooled ones, and what was known grows to them', () => {
    expect(named('marubozu_bullish').byMonth.map(({ month }) => month)).toEqual([
      '2025-04',
      '2025-05',
      '2025-06',
    ]);
    for (const { id, byMonth, pooled } of report.patterns) {
      expect(
        byMonth.reduce((sum, month) => sum + month.found, 0),
        id,
      ).toBe(pooled.found);
      expect(
        byMonth.reduce((sum, month) => sum + month.count, 0),
        id,
      ).toBe(pooled.count);
      expect(byMonth.at(-1)!.known, id).toMatchObject({ count: pooled.count, wins: pooled.wins });
    }
  });

  test('a rate of an earlier month is the one measured when that month ended', async () => {
    const then = await service.statistics({ ...request, to: '2025-05-31' });
    let compared = 0;
    for (const pattern of then.patterns) {
      const known = named(pattern.id).byMonth.find(({ month }) => month === '2025-05')!.known;
      expect(known, pattern.id).toMatchObject({
        found: pattern.pooled.found,
        count: pattern.pooled.count,
        wins: pattern.pooled.wins,
      });
      if (known.wins !== null) compared++;
    }
    expect(compared).toBeGreaterThan(10);
  });

  test('bars before the period complete its first patterns and are not counted', async () => {
    const may = await service.statistics({ ...request, from: '2025-05-01' });
    const later = (pattern: PatternResult) =>
      pattern.byMonth.filter(({ month }) => month >= '2025-05').reduce((sum, { found }) => sum + found, 0);
    for (const pattern of may.patterns)
      expect(pattern.pooled.found, pattern.id).toBe(later(named(pattern.id)));
  });
});

describe('what is shown', () => {
  test('no rate, wins or mean below thirty outcomes; from there on all of them', () => {
    expect(report.leastCount).toBe(LEAST_COUNT);
    const tallies = report.patterns.flatMap((pattern) => [
      pattern.pooled,
      ...pattern.byMonth,
      ...ids.map((_, k) => tallyFor(pattern, k)),
    ]);
    const few = tallies.filter(({ count }) => count < LEAST_COUNT);
    const enough = tallies.filter(({ count }) => count >= LEAST_COUNT);
    expect(few.filter(({ count }) => count > 0).length).toBeGreaterThan(10);
    for (const one of few)
      expect(one).toMatchObject({ wins: null, winRate: null, interval: null, meanMove: null });
    expect(enough.length).toBeGreaterThan(10);
    for (const one of enough) {
      expect(one.winRate).toBe(one.wins! / one.count);
      expect(one.interval).toEqual(wilsonInterval(one.wins!, one.count));
      expect(Number.isFinite(one.meanMove)).toBe(true);
    }
  });

  test('patterns without direction are counted and promise nothing', () => {
    expect(named('doji').pooled).toMatchObject({ count: 0, winRate: null });
    expect(named('doji').pooled.found).toBeGreaterThan(30);
  });

  test('the cost is taken off the mean move, and makes wins rarer', async () => {
    const free = await service.statistics({ ...request, costBps: 0 });
    const [before, after] = [named('marubozu_bullish', free).pooled, named('marubozu_bullish').pooled];
    expect(before.count).toBe(after.count);
    expect(before.meanMove! - after.meanMove!).toBeCloseTo(COST_BPS / 10_000, 12);
    expect(before.wins!).toBeGreaterThan(after.wins!);
  });

  test('every pattern is there with its rule; published figures say that they are', () => {
    expect(report.patterns.map(({ id }) => id)).toEqual(PATTERNS.map(({ id }) => id));
    for (const { id, rule, published } of report.patterns) {
      expect(rule.length, id).toBeGreaterThan(10);
      expect(published, id).toEqual(
        PUBLISHED_PATTERNS[id]
          ? { winRate: PUBLISHED_PATTERNS[id].winRate, label: 'published, not measured' }
          : null,
      );
    }
  });

  test('the newest occurrences come with the bars around them', async () => {
    const { recent } = named('marubozu_bullish');
    expect(recent).toHaveLength(6);
    expect(recent.map(({ time }) => time)).toEqual(recent.map(({ time }) => time).toSorted((a, b) => b - a));
    const windows = await service.windows({
      interval: '5m',
      occurrences: recent.map(({ instrumentId, time }) => ({ instrumentId, time })),
      before: 8,
      after: HORIZON,
    });
    windows.forEach(({ bars, at, time, instrumentId }, k) => {
      expect([instrumentId, time]).toEqual([recent[k]!.instrumentId, recent[k]!.time]);
      expect(at).toBe(8);
      expect(bars.openTime[at]).toBe(time);
      const body = bars.close[at]! - bars.open[at]!;
      expect(body).toBeGreaterThanOrEqual(0.95 * (bars.high[at]! - bars.low[at]!));
      const { move } = recent[k]!;
      if (move !== null) expect(bars.close[at + HORIZON]! / bars.close[at]! - 1).toBe(move);
    });
    expect(recent.some(({ move }) => move !== null)).toBe(true);
  });

  test('Muhurat sessions are named and left out', async () => {
    const wide = await service.statistics({ ...request, from: '2024-10-01' });
    expect(wide.leftOutSessions).toContain('2024-11-01');
  });
});

describe('large and impossible requests', () => {
  test('a plan says how many bars, and a study gives the same report', async () => {
    const plan = await service.plan(request);
    expect(plan).toEqual({ instruments: 2, bars: 2 * 55 * 75, direct: true });
    const job = await service.startStudy({ ...request, instruments: 'all' });
    const ended = await desk.jobs.waitFor(job.id);
    expect(ended).toMatchObject({ kind: 'pattern-study', state: 'done' });
    const studied = ended.result as PatternReport;
    expect(studied.patterns).toEqual(report.patterns);
    // Stored as JSON: what is not finite would come back changed.
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test('what is too large for an answer is refused with the way out', async () => {
    const all = { ...request, interval: '1m' as const };
    expect(await service.plan(all)).toEqual({ instruments: 2, bars: 2 * 55 * 375, direct: false });
    expect(2 * 55 * 375).toBeGreaterThan(MOST_DIRECT_BARS);
    await expect(service.statistics(all)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('Start a study'),
    });
  });

  test.each([
    ['day bars', { interval: '1d' as const }, 'BAD_REQUEST'],
    ['a range that ends before it begins', { to: '2025-03-01' }, 'BAD_REQUEST'],
    ['a horizon longer than a session', { interval: '60m' as const, horizon: 7 }, 'BAD_REQUEST'],
    ['an instrument that is not stored', { instruments: ['NSE:NOTHERE'] }, 'NOT_FOUND'],
    ['days without bars', { from: '2021-01-01', to: '2021-02-01' }, 'NO_DATA'],
  ])('%s', async (_, change, code) => {
    await expect(service.statistics({ ...request, ...change })).rejects.toMatchObject({ code });
  });

  test('an instrument without bars in the period is left out with the reason', async () => {
    const [first] = ids;
    await desk.db.run('DELETE FROM candle_day WHERE instrument_id = ?', [first!]);
    const rest = await service.statistics(request);
    expect(rest.instruments).toEqual(ids.slice(1));
    expect(rest.skipped).toEqual([{ instrumentId: first, reason: 'no bars in these days' }]);
  });
});
