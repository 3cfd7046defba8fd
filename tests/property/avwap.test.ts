// Anchored VWAP against a slow reference that states the definition: find the anchor bar with what is known at each bar, then
// sum from it. Also shows that a pivot is not used before the bars that confirm it have closed.

import { describe, expect, it } from 'vitest';
import { anchoredVwap, sessionVwap } from '../../engines/indicators/avwap.ts';
import type { VwapAnchor } from '../../engines/indicators/vwap-anchors.ts';
import { type Bars, barsFrom } from '../../engines/market/bars.ts';
import { AWKWARD, awkwardBars, CLEAN } from '../contract/indicator-bars.ts';

interface Input {
  readonly bars: Bars;
  readonly session: Int32Array;
}

/** The bar from which bar `i`'s value is summed, knowing bars up to `i` only; −1 for none. */
function anchorBar({ bars, session }: Input, i: number, anchor: VwapAnchor): number {
  switch (anchor.kind) {
    case 'session-open':
      return session[i]! < 0 ? -1 : session.indexOf(session[i]!);
    case 'bar':
      return i >= anchor.index ? anchor.index : -1;
    case 'previous-high':
    case 'previous-low': {
      const before = Array.from(session.subarray(0, i)).filter((k) => k >= 0 && k < session[i]!);
      if (session[i]! < 0 || before.length === 0) return -1;
      const day = Math.max(...before);
      let best = -1;
      for (let j = 0; j < i; j++) {
        if (session[j] !== day) continue;
        const [level, extreme] =
          anchor.kind === 'previous-high'
            ? [bars.high[j]!, bars.high[best]!]
            : [-bars.low[j]!, -bars.low[best]!];
        if (!Number.isFinite(level)) continue;
        if (best < 0 || level > extreme) best = j;
      }
      // A day without any finite extreme still anchors at its first bar.
      return best < 0 ? session.indexOf(day) : best;
    }
    case 'pivot-high':
    case 'pivot-low': {
      const level = (j: number) => (anchor.kind === 'pivot-high' ? bars.high[j]! : -bars.low[j]!);
      for (let p = i - anchor.strength; p >= anchor.strength; p--) {
        let pivot = true;
        for (let k = 1; k <= anchor.strength; k++)
          pivot &&= level(p) > level(p - k) && level(p) >= level(p + k);
        if (pivot) return p;
      }
      return -1;
    }
  }
}

function reference(input: Input, i: number, anchor: VwapAnchor): { vwap: number; sigma: number } {
  const { bars, session } = input;
  const from = anchorBar(input, i, anchor);
  const usesSessions = !['bar', 'pivot-high', 'pivot-low'].includes(anchor.kind);
  const points: [number, number][] = [];
  for (let j = from; from >= 0 && j <= i; j++) {
    if (usesSessions && session[j]! < 0) continue;
    const price = (bars.high[j]! + bars.low[j]! + bars.close[j]!) / 3;
    const volume = bars.volume[j]!;
    if (Number.isFinite(price) && Number.isFinite(volume)) points.push([price, volume]);
    else if (j === i) return { vwap: Number.NaN, sigma: Number.NaN };
  }
  const volume = points.reduce((total, [, v]) => total + v, 0);
  const vwap = points.reduce((total, [p, v]) => total + p * v, 0) / volume;
  const variance = points.reduce((total, [p, v]) => total + v * (p - vwap) ** 2, 0) / volume;
  return { vwap, sigma: Math.sqrt(variance) };
}

const ANCHORS: readonly VwapAnchor[] = [
  { kind: 'session-open' },
  { kind: 'bar', index: 17 },
  { kind: 'previous-high' },
  { kind: 'previous-low' },
  { kind: 'pivot-high', strength: 1 },
  { kind: 'pivot-high', strength: 3 },
  { kind: 'pivot-low', strength: 2 },
];

describe('anchored VWAP equals its definition', () => {
  it.each(ANCHORS.map((anchor) => [JSON.stringify(anchor), anchor] as const))('%s', (_name, anchor) => {
    let values = 0;
    for (const options of [CLEAN, AWKWARD])
      for (let seed = 1; seed <= 12; seed++) {
        const input = awkwardBars(seed, 120, options);
        const columns = anchoredVwap(input.bars, input.session, anchor);
        for (let i = 0; i < input.bars.length; i++) {
          const { vwap, sigma } = reference(input, i, anchor);
          const where = `seed ${seed}, bar ${i}`;
          if (Number.isNaN(vwap)) {
            expect(columns.vwap[i], where).toBeNaN();
            continue;
          }
          values++;
          const scale = vwap * 1e-9;
          expect(Math.abs(columns.vwap[i]! - vwap), where).toBeLessThan(scale);
          // A spread of rounding size carries no information; compared with an absolute floor.
          const floor = vwap * 1e-7;
          expect(Math.abs(columns.upper1[i]! - vwap - sigma), where).toBeLessThan(floor);
          expect(Math.abs(vwap - columns.lower1[i]! - sigma), where).toBeLessThan(floor);
          expect(Math.abs(columns.upper2[i]! - vwap - 2 * sigma), where).toBeLessThan(2 * floor);
          expect(Math.abs(vwap - columns.lower2[i]! - 2 * sigma), where).toBeLessThan(2 * floor);
        }
      }
    expect(values).toBeGreaterThan(500);
  });

  it('the session line is the centre of the session bands, bit for bit', () => {
    const { bars, session } = awkwardBars(5, 200, AWKWARD);
    expect(sessionVwap(bars, session)).toEqual(anchoredVwap(bars, session, { kind: 'session-open' }).vwap);
  });
});

describe('a pivot is known only once it is confirmed', () => {
  const rows = [10, 11, 12, 15, 13, 12, 11, 10, 9].map((high, i) => ({
    openTime: i * 60_000,
    open: high,
    high,
    low: high - 1,
    close: high - 0.5,
    volume: 100,
  }));
  const session = new Int32Array(rows.length);

  it('a high of strength 2 at bar 3 first shows at bar 5, summed from bar 3', () => {
    const { vwap } = anchoredVwap(barsFrom(rows), session, { kind: 'pivot-high', strength: 2 });
    expect(Array.from(vwap.subarray(0, 5)).every(Number.isNaN)).toBe(true);
    // Typical price is high − 0.5 throughout.
    expect(vwap[5]).toBeCloseTo((14.5 + 12.5 + 11.5) / 3, 12);
  });

  it('of two equal highs the earlier is the pivot', () => {
    const twice = rows.map((row, i) => (i === 4 ? { ...row, high: 15, close: 14.5 } : row));
    const { vwap } = anchoredVwap(barsFrom(twice), session, { kind: 'pivot-high', strength: 2 });
    // Typical prices from bar 3 on: 14.5, bar 4 with its old low, 11.5.
    expect(vwap[5]).toBeCloseTo((14.5 + (15 + 12 + 14.5) / 3 + 11.5) / 3, 12);
    // The later one is none, so the anchor stays where it is.
    expect(vwap[6]).toBeCloseTo((14.5 + (15 + 12 + 14.5) / 3 + 11.5 + 10.5) / 4, 12);
  });

  it('a later bar that exceeds it before confirmation takes the pivot away', () => {
    const exceeded = rows.map((row, i) => (i === 5 ? { ...row, high: 16, close: 15 } : row));
    const { vwap } = anchoredVwap(barsFrom(exceeded), session, { kind: 'pivot-high', strength: 2 });
    expect(vwap[5]).toBeNaN();
    // Bar 5 is itself the pivot, known at bar 7.
    expect(vwap[6]).toBeNaN();
    expect(Number.isFinite(vwap[7]!)).toBe(true);
  });
});

describe('errors', () => {
  it('refuses anchors that mean nothing', () => {
    const bars = barsFrom([]);
    const none = new Int32Array(0);
    expect(() => anchoredVwap(bars, none, { kind: 'pivot-low', strength: 0 })).toThrow(RangeError);
    expect(() => anchoredVwap(bars, none, { kind: 'bar', index: -1 })).toThrow(RangeError);
  });
});
