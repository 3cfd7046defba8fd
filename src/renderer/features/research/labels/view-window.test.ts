import { describe, expect, it } from 'vitest';
import { barsFrom } from '../../../../../engines/market/bars.ts';
import { homeWindow, windowAround } from './view-window.ts';

describe('windows of the designer', () => {
  it('begins at the last bars, or all where there are few', () => {
    const bars = (count: number) =>
      barsFrom(
        Array.from({ length: count }, (_, k) => ({
          openTime: k,
          open: 1,
          high: 1,
          low: 1,
          close: 1,
          volume: 1,
        })),
      );
    expect(homeWindow({ bars: bars(1000) }).start).toBe(890);
    expect(homeWindow({ bars: bars(50) }).start).toBe(0);
  });
  it('stays where the decision is well on screen', () => {
    expect(windowAround({ start: 100, end: 200 }, 140, 152, 1000)).toBeNull();
  });
  it('moves to a decision outside, as wide as before', () => {
    const window = windowAround({ start: 100, end: 200 }, 500, 512, 1000)!;
    expect(window.start).toBeLessThan(500);
    expect(window.end).toBeGreaterThan(512);
    expect(window.end - window.start).toBeGreaterThanOrEqual(100);
    expect(window.end - window.start).toBeLessThan(110);
  });
  it('comes near from far out, and widens for a long life', () => {
    const near = windowAround({ start: 0, end: 60_000 }, 500, 512, 60_000)!;
    expect(near.end - near.start).toBeLessThan(500);
    const wide = windowAround({ start: 0, end: 20 }, 500, 700, 60_000)!;
    expect(wide.start).toBeLessThan(500);
    expect(wide.end).toBeGreaterThan(700);
  });
});
