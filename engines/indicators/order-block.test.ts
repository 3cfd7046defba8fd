import { describe, expect, it } from 'vitest';
import { type Candle, oneDay } from '../../tests/fixtures/indicator-scenes.ts';
import { outputsOf } from '../../tests/property/naive-columns.ts';
import { ORDER_BLOCK } from './order-block.ts';

const PARAMETERS = { reach: 3, memory: 6, impulse_percent: 100, range: 2 };
/** Two-point bars with neither rise nor fall: an average true range of 2 and no candidate. */
const QUIET: Candle[] = Array.from({ length: 4 }, () => [100, 101, 99, 100]);
const FALLING: Candle = [100, 101, 98, 99];

describe('order block', () => {
  it('appears on the bar that breaks away, measured from the falling candle', () => {
    const input = oneDay([...QUIET, FALLING, [99, 105, 99, 104], [104, 105, 102, 103]]);
    const { bull, bull_distance, bear } = outputsOf(ORDER_BLOCK, input, PARAMETERS);
    expect(Array.from(bull!.subarray(4))).toEqual([0, 1, 1]);
    expect(bull_distance![4]).toBeNaN();
    expect(bull_distance![5]).toBeCloseTo((104 - 101) / 104, 12);
    expect(bull_distance![6]).toBeCloseTo((103 - 101) / 103, 12);
    expect(Array.from(bear!.subarray(4))).toEqual([0, 0, 0]);
  });

  it('mirrors for falling prices', () => {
    const input = oneDay([...QUIET, [100, 102, 99, 101], [101, 101, 95, 96]]);
    const { bull, bear, bear_distance } = outputsOf(ORDER_BLOCK, input, PARAMETERS);
    expect(bear![5]).toBe(1);
    expect(bear_distance![5]).toBeCloseTo((99 - 96) / 96, 12);
    expect(bull![5]).toBe(0);
  });

  it('needs the displacement in time: a break that is too small or too late makes none', () => {
    const small = oneDay([...QUIET, FALLING, [99, 103, 99, 102.5]]);
    expect(outputsOf(ORDER_BLOCK, small, PARAMETERS).bull![5]).toBe(0);
    const late = oneDay([...QUIET, FALLING, ...QUIET.slice(0, 3), [100, 108, 100, 107]]);
    expect(outputsOf(ORDER_BLOCK, late, PARAMETERS).bull![8]).toBe(0);
    expect(outputsOf(ORDER_BLOCK, late, { ...PARAMETERS, reach: 4 }).bull![8]).toBe(1);
  });

  it('ends with a close through its far edge, and with age', () => {
    const through = oneDay([...QUIET, FALLING, [99, 105, 99, 104], [104, 104, 96, 97.5]]);
    expect(outputsOf(ORDER_BLOCK, through, PARAMETERS).bull![6]).toBe(0);
    const inside = oneDay([...QUIET, FALLING, [99, 105, 99, 104], [104, 104, 98, 99]]);
    const { bull, bull_distance } = outputsOf(ORDER_BLOCK, inside, PARAMETERS);
    expect(bull![6]).toBe(1);
    expect(bull_distance![6]).toBeLessThan(0);
    const waiting: Candle[] = Array.from({ length: 7 }, () => [104, 105, 103, 104]);
    const aged = oneDay([...QUIET, FALLING, [99, 105, 99, 104], ...waiting]);
    // The candle is bar 4: six bars after it the block stands, seven bars after it is gone.
    expect(Array.from(outputsOf(ORDER_BLOCK, aged, PARAMETERS).bull!.subarray(9, 12))).toEqual([1, 1, 0]);
  });
});
