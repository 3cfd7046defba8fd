// meta-29 against definitions written out anew, one bar at a time over plain arrays: random days with missing bars and short
// sessions, proposals of both sides.

import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../engines/features/catalogue.ts';
import type { Candidate } from '../../engines/features/definition.ts';
import { buildMatrix } from '../../engines/features/matrix.ts';
import { resolveSet } from '../../engines/features/resolve.ts';
import { META_29 } from '../../engines/features/sets/meta-29.ts';
import type { Bars } from '../../engines/market/bars.ts';
import { MINUTE_MS } from '../../engines/market/interval.ts';
import type { Session } from '../../engines/market/session.ts';
import { randomDays } from '../fixtures/intraday-days.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};

/** Everything a naive definition may look at: bars up to and including `i`. */
class Past {
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly volume: readonly number[];
  readonly time: readonly number[];
  readonly sessions: readonly Session[];
  readonly i: number;

  constructor(bars: Bars, sessions: readonly Session[], i: number) {
    const upTo = (column: Float64Array) => Array.from(column.subarray(0, i + 1));
    this.open = upTo(bars.open);
    this.high = upTo(bars.high);
    this.low = upTo(bars.low);
    this.close = upTo(bars.close);
    this.volume = upTo(bars.volume);
    this.time = upTo(bars.openTime);
    this.sessions = sessions;
    this.i = i;
  }

  at(i: number): Past {
    const cut = Object.create(this) as Past;
    return Object.assign(cut, { i });
  }
  get c(): number {
    return this.close[this.i]!;
  }
  get day(): number {
    return this.sessions.findIndex(
      ({ open, close }) => this.time[this.i]! >= open && this.time[this.i]! < close,
    );
  }
  last(column: readonly number[], count: number): number[] {
    return column.slice(this.i + 1 - count, this.i + 1);
  }
  trueRange(k: number): number {
    const before = k === 0 ? this.high[0]! : this.close[k - 1]!;
    return Math.max(this.high[k]!, before) - Math.min(this.low[k]!, k === 0 ? this.low[0]! : before);
  }
  /** Simple mean of 14 true ranges. */
  get atr(): number {
    return mean(Array.from({ length: 14 }, (_, k) => this.trueRange(this.i - k)));
  }
  /** EMA that starts at the mean of its first n. */
  ema(n: number): number {
    let level = mean(this.close.slice(0, n));
    for (let k = n; k <= this.i; k++) level += (2 / (n + 1)) * (this.close[k]! - level);
    return level;
  }
  /** TA-Lib's Wilder: first value the mean of `n` from `from` on. */
  wilder(values: readonly number[], n: number): number[] {
    const levels: number[] = [];
    values.forEach((value, k) => {
      if (k < n - 1) levels.push(Number.NaN);
      else if (k === n - 1) levels.push(mean(values.slice(0, n)));
      else levels.push(levels[k - 1]! + (value - levels[k - 1]!) / n);
    });
    return levels;
  }
  get directional(): { plus: number; minus: number; adx: number } {
    const n = 14;
    const moves = Array.from({ length: this.i }, (_, k) => {
      const up = this.high[k + 1]! - this.high[k]!;
      const down = this.low[k]! - this.low[k + 1]!;
      return {
        plus: up > down && up > 0 ? up : 0,
        minus: down > up && down > 0 ? down : 0,
        tr: this.trueRange(k + 1),
      };
    });
    // TA-Lib sums the first n − 1 and decays that sum with the n-th.
    const sums = (of: (move: (typeof moves)[number]) => number) => {
      let sum = 0;
      return moves.map((move, k) => {
        sum = k < n - 1 ? sum + of(move) : sum - sum / n + of(move);
        return k < n - 1 ? Number.NaN : sum;
      });
    };
    const [plus, minus, tr] = [sums((m) => m.plus), sums((m) => m.minus), sums((m) => m.tr)];
    const di = plus.map((value, k) => [(100 * value) / tr![k]!, (100 * minus![k]!) / tr![k]!] as const);
    const dx = di.slice(n - 1).map(([p, m]) => (100 * Math.abs(p - m)) / (p + m));
    const newest = di.at(-1)!;
    return { plus: newest[0], minus: newest[1], adx: this.wilder(dx, n).at(-1)! };
  }
  /** Volume-weighted typical price of bars `from` to `i`. */
  vwap(from: number): number {
    let paid = 0;
    let traded = 0;
    for (let k = from; k <= this.i; k++) {
      paid += ((this.high[k]! + this.low[k]! + this.close[k]!) / 3) * this.volume[k]!;
      traded += this.volume[k]!;
    }
    return paid / traded;
  }
  get dayStart(): number {
    return this.time.findIndex((time) => time >= this.sessions[this.day]!.open);
  }
  get avwap(): number {
    return this.vwap(this.dayStart);
  }
  get turnover(): number[] {
    return this.close.map((close, k) => close * this.volume[k]!);
  }
  get relativeTurnover(): number {
    return this.turnover[this.i]! / mean(this.last(this.turnover, 75));
  }
}

type Naive = (past: Past, side: 1 | -1) => number;

/** Wilder's ATR over price moves on the bar before. */
function wilderAtrBefore(past: Past): number {
  const ranges = Array.from({ length: past.i - 1 }, (_, k) => past.trueRange(k + 1));
  return past.wilder(ranges, 14).at(-1)!;
}

const body = (past: Past) => past.c - past.open[past.i]!;
const range = (past: Past) => past.high[past.i]! - past.low[past.i]!;
const bands = (past: Past) => {
  const closes = past.last(past.close, 20);
  const [middle, width] = [mean(closes), 4 * deviation(closes)];
  return { middle, width, lower: middle - width / 2 };
};

const NAIVE: Readonly<Record<string, Naive>> = {
  ret_1: (past) => Math.log(past.c) - Math.log(past.close[past.i - 1]!),
  ret_2: (past) => Math.log(past.c) - Math.log(past.close[past.i - 2]!),
  ret_3: (past) => Math.log(past.c) - Math.log(past.close[past.i - 3]!),
  atr_val: (past) => past.atr / past.c,
  tr_val: (past) => range(past) / past.c,
  atr_pctile_50: (past) => {
    const ranks = Array.from({ length: 50 }, (_, k) => past.at(past.i - k).atr);
    return ranks.filter((value) => value <= ranks[0]! * (1 + 1e-12)).length / 50;
  },
  bb_width: (past) => (100 * bands(past).width) / bands(past).middle,
  bb_position: (past) => (past.c - bands(past).lower) / bands(past).width,
  range_to_atr: (past) => Math.min(20, range(past) / wilderAtrBefore(past)),
  ema20_slope: (past) => (past.ema(20) - past.at(past.i - 6).ema(20)) / (6 * past.c),
  ema50_slope: (past) => (past.ema(50) - past.at(past.i - 6).ema(50)) / (6 * past.c),
  adx_val: (past) => past.directional.adx,
  di_plus: (past) => past.directional.plus,
  di_minus: (past) => past.directional.minus,
  di_diff: (past) => past.directional.plus - past.directional.minus,
  vwap_dist_atr: (past) => (past.c - past.vwap(past.i - 74)) / past.atr,
  avwap_dist_atr: (past) => (past.c - past.avwap) / past.atr,
  vol_zscore_20: (past) => {
    const volumes = past.last(past.volume, 20);
    return (past.volume[past.i]! - mean(volumes)) / deviation(volumes);
  },
  dollar_vol: (past) => Math.log(past.relativeTurnover),
  illiquidity_proxy: (past) => Math.abs(Math.log(past.c / past.close[past.i - 1]!)) / past.relativeTurnover,
  minute_bucket: (past) =>
    Math.floor((past.time[past.i]! - past.sessions[past.day]!.open) / (30 * MINUTE_MS)),
  bars_left_in_day: (past) =>
    (past.sessions[past.day]!.close - past.time[past.i]! - 5 * MINUTE_MS) / (5 * MINUTE_MS),
  gap_pct: (past) => 100 * (past.open[past.dayStart]! / past.close[past.dayStart - 1]! - 1),
  touch_depth: (past, side) =>
    (side === -1 ? past.high[past.i]! - past.avwap : past.avwap - past.low[past.i]!) / past.atr,
  rejection_body_ratio: (past, side) => (side * body(past)) / range(past),
  upper_wick_ratio: (past, side) => {
    const [open, close] = [past.open[past.i]!, past.c];
    const wick =
      side === -1 ? past.high[past.i]! - Math.max(open, close) : Math.min(open, close) - past.low[past.i]!;
    return wick / range(past);
  },
  consec_below_avwap: (past, side) => {
    let run = 0;
    for (let k = past.i; k >= past.dayStart && run < 10; k--) {
      const then = past.at(k);
      if (side * (then.c - then.avwap) <= 0) break;
      run++;
    }
    return run;
  },
  pullback_from_low20_atr: (past, side) =>
    (side === -1
      ? past.c - Math.min(...past.last(past.low, 20))
      : Math.max(...past.last(past.high, 20)) - past.c) / past.atr,
  side: (_past, side) => side,
};

/** Bars after which every definition has a value. */
const SETTLED = 90;

describe('meta-29', () => {
  const resolved = resolveSet(META_29, CATALOGUE);
  const data = randomDays({ interval: '5m', days: 5, seed: 29 });
  const { bars, sessions } = data.series.self!;
  const sideOf = (i: number) => (i % 3 === 0 ? -1 : 1);
  const candidates = Array.from({ length: bars.length }, (_, i): Candidate => {
    const side = sideOf(i);
    return { side, entryReference: 100, stop: 100 - side, target: 100 + side, quality: 1 };
  });
  const matrix = buildMatrix(resolved, data, { candidates });

  it('has the 29 published names and nothing else', () => {
    expect(resolved.names).toEqual(Object.keys(NAIVE));
    expect(resolved.names).toHaveLength(29);
    expect(resolved.timeframes).toEqual(['decision']);
  });

  it.each(Object.entries(NAIVE))('%s is what its definition says', (name, naive) => {
    const column = matrix.columns[resolved.names.indexOf(name)]!;
    const seen = new Set<number>();
    for (let i = SETTLED; i < bars.length; i += 1 + (i % 2)) {
      const expected = naive(new Past(bars, sessions, i), sideOf(i));
      seen.add(expected);
      const tolerance = 1e-6 * Math.max(1e-3, Math.abs(expected));
      expect(Math.abs(column[i]! - expected), `row ${i}: ${column[i]} against ${expected}`).toBeLessThan(
        tolerance,
      );
    }
    // A definition that gives one number everywhere would agree with any broken feature.
    expect(seen.size).toBeGreaterThan(1);
  });

  it('is missing where the proposal is', () => {
    const { columns } = buildMatrix(resolved, data);
    const known = resolved.names.filter((_, k) => columns[k]!.some((value) => !Number.isNaN(value)));
    const needSide = [
      'touch_depth',
      'rejection_body_ratio',
      'upper_wick_ratio',
      'consec_below_avwap',
      'pullback_from_low20_atr',
      'side',
    ];
    expect(known).toEqual(resolved.names.filter((name) => !needSide.includes(name)));
  });
});
