// The smallest series that shows each pattern, [open, high, low, close] oldest first, for the glyphs of the table. Constructed, not
// market data; a test shows that every rule fires on its own. Bearish forms are the bullish ones upside down.

export type Candle = readonly [open: number, high: number, low: number, close: number];

const FALL: readonly Candle[] = [
  [106, 106.5, 104.5, 105],
  [105, 105.2, 102.8, 103],
  [103, 103.3, 100.8, 101],
];
const STAR: readonly Candle[] = [
  [108, 108.5, 105.5, 106],
  [106, 106.2, 102.8, 103],
];
const TURN: readonly Candle[] = [
  [109, 109.2, 107.8, 108],
  [108, 108.2, 105.8, 106],
  [106, 106.3, 101.8, 102],
];
const ranges = (...heights: readonly number[]): Candle[] =>
  heights.map((height, k) => {
    const up = k % 2 === 0 ? 1 : -1;
    return [100 - (up * height) / 4, 100 + height / 2, 100 - height / 2, 100 + (up * height) / 4];
  });
const drift = (count: number): Candle[] =>
  Array.from({ length: count }, (_, k): Candle => {
    const base = 101 + (k % 2) / 4;
    return [base, 102, 100.4, base + (k % 3) / 8];
  });

/** Bullish form, bearish form (or none), candles of the first. */
const SHAPES: readonly (readonly [string, string | null, readonly Candle[]])[] = [
  ['doji', null, [[100, 101, 99, 100.1]]],
  ['spinning_top', null, [[100, 101, 99, 100.4]]],
  ['hammer', 'shooting_star', [...FALL, [101, 101.4, 99, 101.3]]],
  ['inverted_hammer', 'hanging_man', [...FALL, [101, 103.3, 100.9, 101.3]]],
  ['marubozu_bullish', 'marubozu_bearish', [[100, 102, 100, 102]]],
  ['belt_hold_bullish', 'belt_hold_bearish', [...FALL, [100.5, 102.5, 100.5, 102.4]]],
  [
    'bullish_engulfing',
    'bearish_engulfing',
    [
      [102, 102.5, 100.5, 101],
      [100.8, 102.6, 100.6, 102.2],
    ],
  ],
  [
    'inside_bar',
    null,
    [
      [99, 102, 98, 101],
      [100.6, 101, 99, 99.6],
    ],
  ],
  [
    'outside_bar',
    null,
    [
      [100.6, 101, 99, 99.6],
      [99, 102, 98, 101],
    ],
  ],
  [
    'harami_bullish',
    'harami_bearish',
    [
      [105, 105.2, 100.8, 101],
      [102, 103.2, 101.8, 103],
    ],
  ],
  ['piercing_line', 'dark_cloud', [...FALL, [100.9, 102.5, 100.7, 102.3]]],
  ['tweezer_bottom', 'tweezer_top', [...FALL, [101, 102.5, 100.8, 102.3]]],
  [
    'kicker_bullish',
    'kicker_bearish',
    [
      [102, 102.2, 100.8, 101],
      [102.3, 104, 102.2, 103.8],
    ],
  ],
  ['morning_star', 'evening_star', [...STAR, [102.6, 103, 102, 102.4], [102.6, 105, 102.5, 104.6]]],
  [
    'three_white_soldiers',
    'three_black_crows',
    [
      [100, 101.2, 99.9, 101],
      [101, 102.2, 100.9, 102],
      [102, 103.2, 101.9, 103],
    ],
  ],
  ['three_inside_up', 'three_inside_down', [...TURN, [103, 104.2, 102.9, 104], [104, 105.2, 103.9, 105]]],
  [
    'three_outside_up',
    'three_outside_down',
    [...TURN, [101.9, 106.5, 101.7, 106.2], [106.2, 107.2, 106, 107]],
  ],
  [
    'abandoned_baby_bullish',
    'abandoned_baby_bearish',
    [...STAR, [102, 102.4, 101.6, 102.02], [102.8, 104, 102.6, 103.8]],
  ],
  [
    'thestrat_2u2u_cont',
    'thestrat_2d2d_cont',
    [
      [100, 101, 99, 100.5],
      [100.5, 102, 99.5, 101.5],
      [101.5, 103, 100, 102.5],
    ],
  ],
  [
    'thestrat_2d_1_2u_rev',
    'thestrat_2u_1_2d_rev',
    [
      [101, 103.5, 100, 102],
      [102, 103, 99, 100],
      [100.5, 102, 99.5, 101],
      [101, 102.5, 99.8, 102.2],
    ],
  ],
  [
    'double_inside',
    null,
    [
      [98, 103, 97, 102],
      [101.5, 102, 98, 98.6],
      [99.4, 101, 99, 100.6],
    ],
  ],
  ['nr4', null, ranges(3, 4, 2, 1)],
  ['nr7', null, ranges(3, 4, 2, 3, 5, 2, 1)],
  [
    'trap_down',
    'trap_up',
    [
      [101, 102, 100, 101.6],
      [101.6, 102, 100.1, 100.6],
      [100.6, 102, 100.2, 101],
      [101, 101.5, 99.4, 100.6],
    ],
  ],
  [
    'swing_sweep_down',
    'swing_sweep_up',
    [...drift(15), [101, 101.8, 99, 101.2], ...drift(4), [101, 101.5, 98.4, 100]],
  ],
  [
    'squeeze',
    null,
    Array.from({ length: 21 }, (_, k): Candle => {
      const base = 100 + (k % 2) / 10;
      return [base - 0.3, base + 1, base - 1, base];
    }),
  ],
];

const mirrored = (candles: readonly Candle[]): Candle[] =>
  candles.map(([open, high, low, close]): Candle => [200 - open, 200 - low, 200 - high, 200 - close]);

/** Whole series by pattern id, long enough for the rule to fire on its last candle. */
export const GLYPH_CANDLES: ReadonlyMap<string, readonly Candle[]> = new Map(
  SHAPES.flatMap(([bullish, bearish, candles]): [string, readonly Candle[]][] => [
    [bullish, candles],
    ...(bearish === null ? [] : [[bearish, mirrored(candles)] as [string, readonly Candle[]]]),
  ]),
);
