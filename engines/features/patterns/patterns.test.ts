// Every pattern on the smallest series that shows it and on one that just misses it. Bars are [open, high, low, close], oldest first;
// bearish forms are the mirror image of the bullish ones at 100.

import { describe, expect, it } from 'vitest';
import { type Candle, inputOf, mirrored, newest as newestValue } from '../../../tests/fixtures/candles.ts';
import { PATTERN_FEATURES, PATTERNS } from './index.ts';
import { PUBLISHED_PATTERNS } from './published.ts';

interface Case {
  readonly bullish: string;
  /** The pattern that the mirrored bars show. Absent for patterns without direction. */
  readonly bearish?: string;
  readonly shows: readonly Candle[];
  /** Replaces the last candle, or the candles from the end, so that one condition fails. */
  readonly misses: readonly (readonly Candle[])[];
}

/** Closes 105, 103, 101: bars 3 to 1 of a bullish reversal. */
const FALL: readonly Candle[] = [
  [106, 106.5, 104.5, 105],
  [105, 105.2, 102.8, 103],
  [103, 103.3, 100.8, 101],
];
/** The same shapes without the trend: bar 2 closes below bar 1. */
const NO_FALL: readonly Candle[] = [FALL[0]!, [105, 105.2, 99.8, 100], FALL[2]!];
const STAR: readonly Candle[] = [
  [108, 108.5, 105.5, 106],
  [106, 106.2, 102.8, 103],
];
const TURN: readonly Candle[] = [
  [109, 109.2, 107.8, 108],
  [108, 108.2, 105.8, 106],
  [106, 106.3, 101.8, 102],
];
const QUIET: Candle = [101, 102, 100.5, 101.2];
const quiet = (count: number): Candle[] => Array.from({ length: count }, () => QUIET);
const ranges = (...heights: readonly number[]): Candle[] =>
  heights.map((height) => [100, 100 + height, 100, 100 + height / 2]);

/** A case whose near misses change the newest candle only. */
function pattern(
  bullish: string,
  bearish: string | undefined,
  before: readonly Candle[],
  shows: Candle,
  ...misses: readonly Candle[]
): Case {
  return {
    bullish,
    ...(bearish === undefined ? {} : { bearish }),
    shows: [...before, shows],
    misses: misses.map((miss) => [...before, miss]),
  };
}

/** A reversal after FALL: without the trend the same candle is none. */
function reversal(bullish: string, bearish: string, shows: Candle, ...misses: readonly Candle[]): Case {
  const plain = pattern(bullish, bearish, FALL, shows, ...misses);
  return { ...plain, misses: [...plain.misses, [...NO_FALL, shows]] };
}

const sweepBars: readonly Candle[] = [...quiet(12), [101, 102, 99, 101], ...quiet(7)];
const wide = (close: number): Candle => [close, close + 1, close - 1, close];

const CASES: readonly Case[] = [
  pattern('doji', undefined, [], [100, 101, 99, 100.1], [100, 101, 99, 100.3]),
  pattern(
    'spinning_top',
    undefined,
    [],
    [100, 101, 99, 100.4],
    [100, 101, 99, 100.7],
    [100, 100.7, 98.7, 100.4],
  ),
  reversal('hammer', 'shooting_star', [101, 101.4, 99, 101.3], [101, 101.4, 100.6, 101.3]),
  reversal('inverted_hammer', 'hanging_man', [101, 103.3, 100.9, 101.3], [101, 103.3, 100.6, 101.3]),
  pattern('marubozu_bullish', 'marubozu_bearish', [], [100, 102, 100, 102], [100, 102.2, 100, 102]),
  reversal(
    'belt_hold_bullish',
    'belt_hold_bearish',
    [100.5, 102.5, 100.5, 102.4],
    [101.2, 102.5, 101.2, 102.4],
    [100.5, 102.5, 100, 102.4],
  ),
  pattern(
    'bullish_engulfing',
    'bearish_engulfing',
    [[102, 102.5, 100.5, 101]],
    [100.8, 102.6, 100.6, 102.2],
    [100.8, 102.6, 100.6, 101.9],
  ),
  pattern('inside_bar', undefined, [[100, 102, 98, 101]], [100, 101, 99, 100], [100, 102, 99, 100]),
  pattern('outside_bar', undefined, [[100, 101, 99, 100]], [100, 102, 98, 101], [100, 102, 99, 101]),
  pattern(
    'harami_bullish',
    'harami_bearish',
    [[105, 105.2, 100.8, 101]],
    [102, 103.2, 101.8, 103],
    [101, 103.2, 100.9, 103],
    [103, 103.2, 101.8, 102],
  ),
  reversal(
    'piercing_line',
    'dark_cloud',
    [100.9, 102.5, 100.7, 102.3],
    [100.9, 102.5, 100.7, 101.9],
    [100.9, 103.5, 100.7, 103.1],
  ),
  reversal('tweezer_bottom', 'tweezer_top', [101, 102.5, 100.8, 102.3], [101, 102.5, 100.5, 102.3]),
  pattern(
    'kicker_bullish',
    'kicker_bearish',
    [[102, 102.2, 100.8, 101]],
    [102.3, 104, 102.2, 103.8],
    [101.9, 104, 101.8, 103.8],
  ),
  {
    bullish: 'morning_star',
    bearish: 'evening_star',
    shows: [...STAR, [102.6, 103, 102, 102.4], [102.6, 105, 102.5, 104.6]],
    misses: [
      [...STAR, [102.6, 103, 102, 102.4], [102.6, 105, 102.5, 104.4]],
      [...STAR, [102.9, 103, 102, 102.4], [102.6, 105, 102.5, 104.6]],
      [...STAR, [103.2, 103.6, 102.6, 103.1], [102.6, 105, 102.5, 104.6]],
    ],
  },
  pattern(
    'three_white_soldiers',
    'three_black_crows',
    [
      [100, 101.2, 99.9, 101],
      [101, 102.2, 100.9, 102],
    ],
    [102, 103.2, 101.9, 103],
    [101.5, 102.1, 101.4, 101.95],
    [102.6, 103.5, 101.9, 103],
  ),
  pattern(
    'three_inside_up',
    'three_inside_down',
    [...TURN, [103, 104.2, 102.9, 104]],
    [104, 105.2, 103.9, 105],
    [103.5, 104.1, 103.4, 103.9],
  ),
  {
    bullish: 'three_outside_up',
    bearish: 'three_outside_down',
    shows: [...TURN, [101.9, 106.5, 101.7, 106.2], [106.2, 107.2, 106, 107]],
    misses: [[...TURN, [101.9, 106.5, 101.7, 105.9], [106.2, 107.2, 106, 107]]],
  },
  pattern(
    'abandoned_baby_bullish',
    'abandoned_baby_bearish',
    [...STAR, [102, 102.4, 101.6, 102.02]],
    [102.8, 104, 102.6, 103.8],
    [102.8, 104, 102.3, 103.8],
  ),
  pattern(
    'thestrat_2u2u_cont',
    'thestrat_2d2d_cont',
    [
      [100, 101, 99, 100.5],
      [100.5, 102, 99.5, 101.5],
    ],
    [101.5, 103, 100, 102.5],
    [101.5, 103, 99.4, 102.5],
  ),
  {
    bullish: 'thestrat_2d_1_2u_rev',
    bearish: 'thestrat_2u_1_2d_rev',
    shows: [
      [101, 103.5, 100, 102],
      [102, 103, 99, 100],
      [100.5, 102, 99.5, 101],
      [101, 102.5, 99.8, 102.2],
    ],
    misses: [
      [
        [101, 103.5, 100, 102],
        [102, 103, 99, 100],
        [100.5, 102, 99.5, 101],
        [101, 101.9, 99.8, 101.8],
      ],
      // Bar 2 rises and the closes do not fall: nothing to turn.
      [
        [101, 103.5, 100, 102],
        [99.5, 103, 99, 102.5],
        [100.5, 102, 99.5, 101],
        [101, 102.5, 99.8, 102.2],
      ],
    ],
  },
  pattern(
    'double_inside',
    undefined,
    [
      [100, 103, 97, 101],
      [100, 102, 98, 101],
    ],
    [100, 101, 99, 100],
    [100, 102, 99, 100],
  ),
  pattern('nr4', undefined, ranges(3, 4, 2), ranges(1)[0]!, ranges(2)[0]!),
  pattern('nr7', undefined, ranges(3, 4, 2, 3, 5, 2), ranges(1)[0]!, ranges(2)[0]!),
  pattern(
    'trap_down',
    'trap_up',
    [
      [101, 102, 100, 101],
      [101, 102, 100.1, 101],
      [101, 102, 100.2, 101],
    ],
    [101, 101.5, 99.9, 100.5],
    [101, 101.5, 99.99, 100.5],
    [101, 101.5, 99.8, 99.9],
  ),
  {
    bullish: 'swing_sweep_down',
    bearish: 'swing_sweep_up',
    shows: [...sweepBars, [101, 101.5, 98.9, 99.5]],
    misses: [
      [...sweepBars, [101, 101.5, 98.9, 98.95]],
      [...sweepBars, [101, 101.5, 99.1, 99.5]],
      // The bar after the low goes as low: nothing to sweep that still stands.
      [...quiet(12), [101, 102, 99, 101], [101, 102, 98.9, 101], ...quiet(6), [101, 101.5, 98.9, 99.5]],
    ],
  },
  {
    bullish: 'squeeze',
    shows: Array.from({ length: 21 }, (_, k) => wide(100 + (k % 2) / 10)),
    misses: [Array.from({ length: 21 }, (_, k) => wide(100 + 2 * k))],
  },
];

const newest = (id: string, candles: readonly Candle[]) => newestValue(`pattern_${id}`, candles);

const tested = CASES.flatMap(({ bullish, bearish, shows, misses }) => [
  { id: bullish, shows, misses },
  ...(bearish === undefined ? [] : [{ id: bearish, shows: mirrored(shows), misses: misses.map(mirrored) }]),
]);

it('the table holds every pattern once, with at least one near miss', () => {
  expect(tested.map(({ id }) => id).sort()).toEqual(PATTERNS.map(({ id }) => id).sort());
  for (const { id, misses } of tested) expect(misses.length, id).toBeGreaterThan(0);
});

describe.each(tested)('$id', ({ id, shows, misses }) => {
  it('fires on its shape, on no more bars than it declares', () => {
    expect(newest(id, shows)).toBe(1);
    const { bars, indicators } = PATTERNS.find((one) => one.id === id)!;
    if (indicators === undefined) expect(newest(id, shows.slice(-bars))).toBe(1);
  });

  it('does not fire on a near miss', () => {
    misses.forEach((candles, k) => {
      expect(newest(id, candles), `miss ${k}`).toBe(0);
    });
  });
});

it('a missing price is a missing pattern', () => {
  const broken = FALL.map((candle, k): Candle => (k === 1 ? [105, 105.2, Number.NaN, 103] : candle));
  expect(newest('hammer', [...broken, [101, 101.4, 99, 101.3]])).toBeNaN();
});

it('within one session only, a pattern waits until its bars are there', () => {
  const input = inputOf([...FALL, [101, 101.4, 99, 101.3]]);
  const template = PATTERN_FEATURES.find((one) => one.id === 'pattern_hammer')!;
  const split = { ...input, session: Int32Array.from([0, 0, 1, 1]) };
  expect(template.batch(split, { same_session: 0 }).at(-1)).toBe(1);
  expect(template.batch(split, { same_session: 1 }).at(-1)).toBeNaN();
  expect(template.batch(input, { same_session: 1 }).at(-1)).toBe(1);
});

it('published figures belong to patterns that exist, and are the twenty of the one-minute system', () => {
  const ids = new Set(PATTERNS.map(({ id }) => id));
  expect(Object.keys(PUBLISHED_PATTERNS)).toHaveLength(20);
  for (const id of Object.keys(PUBLISHED_PATTERNS)) expect(ids.has(id), id).toBe(true);
});
