import { describe, expect, it } from 'vitest';
import { ist, makeTrade } from '../../../../tests/fixtures/trades.ts';
import { barAtTime, distanceToSegment, markAt, marksInside, placeTrades } from './trade-marks.ts';

const FIVE = 300_000;
const OPEN = ist('2024-03-28', '09:15');
const openTime = Float64Array.from({ length: 75 }, (_, i) => OPEN + i * FIVE);
const at = (bar: number) => OPEN + bar * FIVE;

describe('placeTrades', () => {
  it('puts an entry at a bar’s open on that bar and an exit inside a bar on that bar', () => {
    const trade = makeTrade({ entryTime: at(10), exitTime: at(21) - 1 });
    expect(placeTrades([trade], openTime, FIVE)).toMatchObject([{ entryBar: 10, exitBar: 20 }]);
  });

  it('puts an exit at the very close of the last bar on the last bar', () => {
    const trade = makeTrade({ entryTime: at(70), exitTime: at(75) });
    expect(placeTrades([trade], openTime, FIVE)[0]?.exitBar).toBe(74);
  });

  it('leaves out what happened before or after the data', () => {
    expect(placeTrades([makeTrade({ entryTime: at(-5), exitTime: at(3) })], openTime, FIVE)).toEqual([]);
    expect(placeTrades([makeTrade({ entryTime: at(80), exitTime: at(90) })], openTime, FIVE)).toEqual([]);
    expect(placeTrades([makeTrade({})], new Float64Array(0), FIVE)).toEqual([]);
  });

  it('keeps what is inside a window, also when it only passes through', () => {
    const marks = placeTrades(
      [makeTrade({ entryTime: at(5), exitTime: at(60) }), makeTrade({ entryTime: at(2), exitTime: at(4) })],
      openTime,
      FIVE,
    );
    expect(marksInside(marks, 20, 30).map((mark) => mark.entryBar)).toEqual([5]);
    expect(barAtTime(openTime, at(3) + 1)).toBe(3);
  });
});

describe('markAt', () => {
  const marks = placeTrades(
    [
      makeTrade({ sequence: 1, entryTime: at(10), exitTime: at(20), entryPrice: 100, exitPrice: 110 }),
      makeTrade({ sequence: 2, entryTime: at(40), exitTime: at(50), entryPrice: 100, exitPrice: 90 }),
    ],
    openTime,
    FIVE,
  );
  const screen = (bar: number, price: number) => ({ x: bar * 10, y: 1000 - price * 5 });
  it('finds the nearest line within reach', () => {
    expect(markAt(marks, { x: 150, y: 1000 - 105 * 5 }, screen)?.trade.sequence).toBe(1);
    expect(markAt(marks, { x: 450, y: 1000 - 95 * 5 + 4 }, screen)?.trade.sequence).toBe(2);
    expect(markAt(marks, { x: 300, y: 500 }, screen)).toBeNull();
  });
  it('measures to the ends beyond the segment', () => {
    expect(distanceToSegment({ x: 13, y: 4 }, { x: 0, y: 0 }, { x: 10, y: 0 })).toBe(5);
    expect(distanceToSegment({ x: 3, y: 4 }, { x: 0, y: 0 }, { x: 0, y: 0 })).toBe(5);
  });
});
