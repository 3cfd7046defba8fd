// Bars on and off the calendar's grid, by hand.

import { describe, expect, it } from 'vitest';
import { barsFrom } from './bars.ts';
import { barsOnGrid } from './grid.ts';
import { type Interval, MINUTE_MS } from './interval.ts';
import type { Session } from './session.ts';

const NINE = Date.parse('2024-03-02T09:00:00+05:30');
const at = (minutes: number) => NINE + minutes * MINUTE_MS;
/** 09:15 to 10:00 and 11:30 to 11:57: the second window holds no whole number of bars. */
const SATURDAY: Session = {
  date: '2024-03-02',
  kind: 'special',
  windows: [
    { open: at(15), close: at(60) },
    { open: at(150), close: at(177) },
  ],
  open: at(15),
  close: at(177),
};

function kept(minutes: readonly number[], interval: Interval): number[] {
  const bars = barsFrom(
    minutes.map((minute) => ({ openTime: at(minute), open: 1, high: 1, low: 1, close: 1, volume: 1 })),
  );
  return Array.from(barsOnGrid(bars, [SATURDAY], interval).openTime, (time) => (time - NINE) / MINUTE_MS);
}

describe('grid', () => {
  it('keeps bars that open where one is scheduled, counted from their own window', () => {
    expect(kept([14, 15, 17, 20, 24, 55, 60, 90, 150, 152, 155, 175, 177], '5m')).toEqual([
      15, 20, 55, 150, 155, 175,
    ]);
    expect(kept([15, 30, 35, 150, 165], '15m')).toEqual([15, 30, 150, 165]);
  });

  it("keeps the day bar at the session's open only", () => {
    expect(kept([0, 15, 150], '1d')).toEqual([15]);
  });

  it('returns the same bars where all stand on it', () => {
    const bars = barsFrom([{ openTime: at(15), open: 1, high: 1, low: 1, close: 1, volume: 1 }]);
    expect(barsOnGrid(bars, [SATURDAY], '5m')).toBe(bars);
  });
});
