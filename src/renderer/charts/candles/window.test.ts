import { describe, expect, it } from 'vitest';
import {
  clampWindow,
  datesWindow,
  panBy,
  rangeWindow,
  sessionAt,
  spanOf,
  windowDates,
  zoomAt,
} from './window.ts';

const DATES = ['2023-12-28', '2023-12-29', '2024-01-01', '2024-01-02', '2024-02-05'];
const STARTS = [0, 75, 150, 225, 300];
const LENGTH = 375;

describe('window', () => {
  it('keeps the bar under the pointer while zooming', () => {
    const before = { start: 100, end: 200 };
    const at = 130;
    const after = zoomAt(before, 0.5, at, 1000);
    expect(spanOf(after)).toBe(50);
    expect((at - after.start) / spanOf(after)).toBeCloseTo((at - before.start) / spanOf(before));
  });

  it('never zooms below twelve bars nor far beyond the data, and never loses the data', () => {
    expect(spanOf(zoomAt({ start: 0, end: 20 }, 0.01, 10, 1000))).toBe(12);
    expect(spanOf(zoomAt({ start: 0, end: 900 }, 10, 450, 1000))).toBeCloseTo(1060);
    expect(panBy({ start: 0, end: 100 }, -1000, 1000).start).toBe(-50);
    expect(panBy({ start: 0, end: 100 }, 5000, 1000).end).toBe(1050);
  });

  it('survives a series shorter than the least window', () => {
    const window = clampWindow({ start: 0, end: 3 }, 3);
    expect(spanOf(window)).toBe(12);
    expect(window.start).toBeLessThan(3);
    expect(window.end).toBeGreaterThan(0);
  });

  it('turns range buttons into sessions back from the last one', () => {
    const startOf = (range: Parameters<typeof rangeWindow>[0]) =>
      Math.round(rangeWindow(range, DATES, STARTS, LENGTH).start);
    expect(startOf('1D')).toBe(300);
    expect(startOf('1W')).toBe(300);
    expect(startOf('YTD')).toBe(150);
    expect(startOf('3M')).toBe(0);
    expect(startOf('All')).toBe(0);
  });

  it('finds a window by dates and names it by dates again', () => {
    const window = datesWindow('2024-01-01', '2024-01-02', DATES, STARTS, LENGTH);
    expect(window).not.toBeNull();
    expect(windowDates(window as NonNullable<typeof window>, DATES, STARTS)?.from).toBe('2024-01-01');
    expect(datesWindow('2025-01-01', '2025-02-01', DATES, STARTS, LENGTH)).toBeNull();
    expect(datesWindow('2024-01-05', '2024-01-08', DATES, STARTS, LENGTH)).toBeNull();
  });

  it('finds the session of a bar', () => {
    expect([-5, 0, 74, 75, 374].map((bar) => sessionAt(STARTS, bar))).toEqual([0, 0, 0, 1, 4]);
  });
});
