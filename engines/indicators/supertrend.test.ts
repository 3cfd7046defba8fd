import { describe, expect, it } from 'vitest';
import { AWKWARD, awkwardBars } from '../../tests/contract/indicator-bars.ts';
import { oneDay, walk } from '../../tests/fixtures/indicator-scenes.ts';
import { outputsOf } from '../../tests/property/naive-columns.ts';
import { SUPERTREND } from './supertrend.ts';

const PARAMETERS = { period: 3, multiplier: 1 };

describe('supertrend', () => {
  it('follows a rise from below, turns on a close through the stop, and stands above the fall', () => {
    const rise = Array.from({ length: 12 }, (_, k) => 100 + 2 * k);
    const fall = Array.from({ length: 8 }, (_, k) => 115 - 4 * k);
    const { supertrend, direction } = outputsOf(SUPERTREND, oneDay(walk([...rise, ...fall])), PARAMETERS);
    // Every bar of the rise spans 4 points: middle 1 below the close, stop 4 below that.
    expect(supertrend![11]).toBeCloseTo(122 - 1 - 4, 9);
    expect(Array.from(direction!.subarray(3, 12))).toEqual(Array(9).fill(1));
    expect(Array.from(direction!.subarray(12))).toEqual(Array(8).fill(-1));
    expect(supertrend![19]).toBeGreaterThan(87);
  });

  it('never moves against the trend, and never stands on the wrong side of the close', () => {
    let turns = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const input = awkwardBars(seed, 300, AWKWARD);
      const { supertrend, direction } = outputsOf(SUPERTREND, input, PARAMETERS);
      let last = -1;
      for (let i = 0; i < input.bars.length; i++) {
        if (Number.isNaN(supertrend![i]!)) continue;
        const side = direction![i]!;
        expect((input.bars.close[i]! - supertrend![i]!) * side).toBeGreaterThanOrEqual(0);
        if (last >= 0 && direction![last] === side)
          expect((supertrend![i]! - supertrend![last]!) * side).toBeGreaterThanOrEqual(0);
        else if (last >= 0) turns++;
        last = i;
      }
    }
    expect(turns).toBeGreaterThan(50);
  });
});
