// meta-5 holds the very numbers the strategy decided on, in the published order; and a few worked by hand.

import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../engines/features/catalogue.ts';
import type { FeatureData } from '../../engines/features/data.ts';
import type { Candidate } from '../../engines/features/definition.ts';
import { buildMatrix } from '../../engines/features/matrix.ts';
import { resolveSet } from '../../engines/features/resolve.ts';
import { META_5 } from '../../engines/features/sets/meta-5.ts';
import { barsFrom } from '../../engines/market/bars.ts';
import { MINUTE_MS } from '../../engines/market/interval.ts';
import { resolveParameters } from '../../engines/parameters/parameters.ts';
import { columnsOf } from '../../engines/strategies/avwap-v11/columns.ts';
import { settingsOf } from '../../engines/strategies/avwap-v11/settings.ts';
import { avwapV11 } from '../../engines/strategies/avwap-v11/strategy.ts';
import { randomMarket } from '../fixtures/random-market.ts';

const resolved = resolveSet(META_5, CATALOGUE);
const SHORT: Candidate = { side: -1, entryReference: 100, stop: 101, target: 98, quality: 0.75 };

describe('meta-5', () => {
  it('has the published names in the published order and serves proposals only', () => {
    expect(resolved.names).toEqual(['quality_score', 'atr_pct', 'rsi_centered', 'adx_norm', 'side']);
    expect(resolved.needsCandidate).toBe(true);
  });

  it('gives what the strategy computes from the same bars', () => {
    const input = randomMarket(11, 12);
    const { values } = resolveParameters(avwapV11.parameters, {});
    const columns = columnsOf(input, settingsOf(values));
    const data: FeatureData = {
      decisionInterval: '15m',
      series: { self: { interval: '15m', bars: input.bars, sessions: input.slices.sessions } },
    };
    const candidates = Array.from({ length: input.bars.length }, (_, i): Candidate => {
      const side = i % 2 === 0 ? 1 : -1;
      return { side, entryReference: 100, stop: 100 - side, target: 100 + 2 * side, quality: i / 7 };
    });
    const [quality, atr, rsi, adx, side] = buildMatrix(resolved, data, { candidates }).columns;
    let compared = 0;
    for (let i = 0; i < input.bars.length; i++) {
      expect(quality![i]).toBe(Math.fround(i / 7));
      expect(side![i]).toBe(i % 2 === 0 ? 1 : -1);
      expect(atr![i]).toBe(Math.fround(columns.atr[i]! / input.bars.close[i]!));
      expect(adx![i]).toBe(Math.fround(columns.adx[i]! / 50));
      // Where no loss stands in the memory the strategy has no RSI; the feature says 1.
      if (Number.isNaN(columns.rsi[i]!)) continue;
      expect(rsi![i]).toBe(Math.fround((columns.rsi[i]! - 50) / 50));
      compared++;
    }
    expect(compared).toBeGreaterThan(200);
  });

  it('equals values worked by hand', () => {
    // Fifteen bars of range 2 whose closes go up by 1 twice and down by 1 once.
    const open = Date.parse('2024-01-01T09:15:00+05:30');
    const closes = [100, 101, 102, 101, 102, 103, 102, 103, 104, 103, 104, 105, 104, 105, 106];
    const bars = barsFrom(
      closes.map((close, i) => ({
        openTime: open + i * 15 * MINUTE_MS,
        open: close,
        high: close + 1,
        low: close - 1,
        close,
        volume: 10,
      })),
    );
    const close = open + 375 * MINUTE_MS;
    const sessions = [
      { date: '2024-01-01', kind: 'regular', open, close, windows: [{ open, close }] } as const,
    ];
    const data: FeatureData = {
      decisionInterval: '15m',
      series: { self: { interval: '15m', bars, sessions } },
    };
    const candidates = closes.map(() => SHORT);
    const { columns } = buildMatrix(resolved, data, { candidates });
    // True range is always 2: mean 2, over the close.
    expect(columns[1]![12]).toBeNaN();
    expect(columns[1]![14]).toBe(Math.fround(2 / 106));
    // Wilder from the first change on: g ← g + (gain − g)/14.
    let gain = 1;
    let loss = 0;
    for (let i = 2; i < closes.length; i++) {
      const change = closes[i]! - closes[i - 1]!;
      gain += (Math.max(change, 0) - gain) / 14;
      loss += (Math.max(-change, 0) - loss) / 14;
    }
    expect(columns[2]![14]).toBeCloseTo((100 - 100 / (1 + gain / loss) - 50) / 50, 6);
    expect([columns[0]![14], columns[4]![14]]).toEqual([0.75, -1]);
  });
});
