import { describe, expect, it } from 'vitest';
import { AWKWARD, awkwardBars } from '../../tests/contract/indicator-bars.ts';
import { type Candle, oneDay } from '../../tests/fixtures/indicator-scenes.ts';
import { outputsOf } from '../../tests/property/naive-columns.ts';
import { PARABOLIC_SAR } from './parabolic-sar.ts';

const STANDARD = { acceleration: 0.02, maximum: 0.2 };
const bars = (lows: readonly number[]): Candle[] => lows.map((low) => [low + 1, low + 2, low, low + 1]);

describe('parabolic SAR', () => {
  it('starts short where the second bar falls further than it rises, long in doubt', () => {
    const falling = outputsOf(PARABOLIC_SAR, oneDay(bars([100, 98, 97])), STANDARD);
    expect(Array.from(falling.direction!)).toEqual([Number.NaN, -1, -1]);
    // The first stop is the first bar's high; the next one lies 0.02 of the way to the low of the second bar.
    expect(falling.sar![1]).toBe(102);
    expect(falling.sar![2]).toBeCloseTo(102 + 0.02 * (98 - 102), 12);
    const rising = outputsOf(PARABOLIC_SAR, oneDay(bars([100, 101, 102])), STANDARD);
    expect(Array.from(rising.direction!)).toEqual([Number.NaN, 1, 1]);
    const inside = oneDay([
      [101, 102, 100, 101],
      [101, 101.5, 100.5, 101],
    ]);
    expect(outputsOf(PARABOLIC_SAR, inside, STANDARD).direction![1]).toBe(1);
  });

  it('never stands inside the bar it was the stop of, whichever side is up', () => {
    let reversals = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const input = awkwardBars(seed, 300, AWKWARD);
      const { sar, direction } = outputsOf(PARABOLIC_SAR, input, STANDARD);
      let last = 0;
      for (let i = 0; i < input.bars.length; i++) {
        const side = direction![i]!;
        if (Number.isNaN(side)) continue;
        const near = side === 1 ? input.bars.low[i]! : input.bars.high[i]!;
        expect((near - sar![i]!) * side).toBeGreaterThanOrEqual(0);
        if (last === -side) reversals++;
        last = side;
      }
    }
    expect(reversals).toBeGreaterThan(50);
  });
});
