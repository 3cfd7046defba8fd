import { describe, expect, it } from 'vitest';
import { RANK, timeRanks, timeTicks } from './time-ticks.ts';

/** 75 five-minute bars from 09:15 IST of each date. */
function sessions(...dates: string[]): Float64Array {
  return Float64Array.from(
    dates.flatMap((date) => {
      const open = Date.parse(`${date}T09:15:00+05:30`);
      return Array.from({ length: 75 }, (_, i) => open + i * 300_000);
    }),
  );
}

describe('time axis', () => {
  const openTime = sessions('2023-12-29', '2024-01-01', '2024-01-02', '2024-02-01');
  const ranks = timeRanks(openTime);

  it('ranks years, months, days and clock times', () => {
    expect([0, 75, 150, 225].map((i) => ranks[i])).toEqual([RANK.year, RANK.year, RANK.day, RANK.month]);
    expect(ranks[9]).toBe(RANK.hour);
    expect(ranks[3]).toBe(RANK.half);
    expect(ranks[1]).toBe(RANK.fiveMinutes);
  });

  it('labels the largest thing that begins', () => {
    const labels = timeTicks(openTime, ranks, 0, 300, 60).map((tick) => tick.label);
    expect(labels).toEqual(['2023', '2024', '2', 'Feb']);
  });

  it('says clock times in IST when there is room', () => {
    const labels = timeTicks(openTime, ranks, 150, 225, 12).map((tick) => tick.label);
    expect(labels[0]).toBe('2');
    expect(labels).toContain('11:00');
  });

  it('never puts two labels closer than asked', () => {
    for (const gap of [3, 7, 20, 55, 120]) {
      const ticks = timeTicks(openTime, ranks, 0, 300, gap);
      expect(ticks.length).toBeGreaterThan(0);
      for (let k = 1; k < ticks.length; k++)
        expect((ticks[k]?.index ?? 0) - (ticks[k - 1]?.index ?? 0)).toBeGreaterThanOrEqual(gap);
    }
  });
});
