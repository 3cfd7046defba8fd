// Sums of outcomes: what counts as found, decided and won, that parts add up, and that the single moves are those the rates count.

import { expect, it } from 'vitest';
import { type Bar, barsFrom } from '../../market/bars.ts';
import { MINUTE_MS } from '../../market/interval.ts';
import type { Session } from '../../market/session.ts';
import { sliceSessions } from '../../market/slices.ts';
import { createRandom } from '../../numeric/random.ts';
import { addSums, NO_SUMS, tallyOfSums, withMove } from './tally.ts';
import { wilsonInterval } from './wilson.ts';
import { patternMoves, patternStatistics } from './win-rates.ts';

const COST = 0.001;
const sumsOf = (moves: readonly number[]) =>
  moves.reduce((sums, move) => withMove(sums, move, COST), NO_SUMS);

it('a move of just the cost is no win, and one that cannot be judged is only found', () => {
  expect(sumsOf([0.001, 0.0011, -0.002, Number.NaN])).toEqual({
    found: 4,
    count: 3,
    wins: 1,
    moves: expect.closeTo(0.0001, 12),
  });
});

it('thirty outcomes show a rate, a mean less the cost and an interval; twenty-nine show nothing', () => {
  const moves = (length: number) => Array.from({ length }, (_, k) => (k % 3 === 0 ? 0.003 : -0.001));
  expect(tallyOfSums(sumsOf([...moves(29), Number.NaN]), COST)).toEqual({
    found: 30,
    count: 29,
    wins: null,
    winRate: null,
    interval: null,
    meanMove: null,
  });
  const thirty = tallyOfSums(sumsOf(moves(30)), COST);
  expect(thirty).toMatchObject({ count: 30, wins: 10, winRate: 1 / 3, interval: wilsonInterval(10, 30) });
  // Ten of 30 bp and twenty of −10 bp: 3.33 bp on average, less 10.
  expect(thirty.meanMove).toBeCloseTo(0.01 / 30 - COST, 12);
  const halves = addSums(sumsOf(moves(15)), sumsOf(moves(30).slice(15)));
  expect(tallyOfSums(halves, COST)).toMatchObject({ found: 30, wins: 10 });
});

it('moves of single occurrences add up to the rates, for either direction', () => {
  const random = createRandom(29);
  let price = 100;
  const rows = Array.from({ length: 3000 }, (_, k): Bar => {
    const open = price * (1 + random.normal() * 0.0002);
    price = open * (1 + random.normal() * 0.002);
    const wick = () => Math.abs(random.normal()) * 0.05;
    const high = Math.max(open, price) + wick();
    return {
      openTime: k * MINUTE_MS,
      open,
      high,
      low: Math.min(open, price) - wick(),
      close: price,
      volume: 1,
    };
  });
  const bars = barsFrom(rows);
  const sessions = Array.from({ length: 8 }, (_, k): Session => {
    const [open, close] = [k * 375 * MINUTE_MS, (k + 1) * 375 * MINUTE_MS];
    return { date: `2024-01-0${k + 1}`, kind: 'regular', open, close, windows: [{ open, close }] };
  });
  const slices = sliceSessions(bars, sessions);
  const options = { intervalMs: MINUTE_MS, horizon: 5, costFraction: COST, leastCount: 1 };
  const statistics = patternStatistics(bars, slices, options);
  const judged = new Set<string>();
  patternMoves(bars, slices, options).forEach(({ pattern, at, move }, k) => {
    const statistic = statistics[k]!;
    expect(pattern.id).toBe(statistic.id);
    const sums = sumsOf(Array.from(move));
    expect(sums, pattern.id).toMatchObject({ found: statistic.occurrences, count: statistic.count });
    if (sums.count > 0) {
      expect(sums.wins, pattern.id).toBe(statistic.wins);
      judged.add(pattern.direction);
    }
    const sign = pattern.direction === 'bearish' ? -1 : 1;
    at.forEach((i, n) => {
      if (!Number.isNaN(move[n]!))
        expect(move[n]).toBeCloseTo(sign * (bars.close[i + 5]! / bars.close[i]! - 1), 14);
    });
  });
  expect([...judged].sort()).toEqual(['bearish', 'bullish']);
});
