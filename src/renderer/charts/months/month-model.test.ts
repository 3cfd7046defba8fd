import { describe, expect, it } from 'vitest';
import { monthGrid, tintOf } from './month-model.ts';

describe('monthGrid', () => {
  const grid = monthGrid([
    { month: '2023-11', netPnl: -500, trades: 4 },
    { month: '2023-12', netPnl: 200, trades: 3 },
    { month: '2024-02', netPnl: 100, trades: 1 },
  ]);
  it('keeps every month in its place and totals the years', () => {
    expect(grid.years.map((year) => [year.year, year.netPnl, year.trades])).toEqual([
      ['2023', -300, 7],
      ['2024', 100, 1],
    ]);
    expect(grid.years[0]?.months[10]?.netPnl).toBe(-500);
    expect(grid.years[1]?.months[0]).toBeNull();
    expect(grid.most).toBe(500);
  });
  it('tints by size, never more than half', () => {
    expect(tintOf(-500, grid.most)).toBe(50);
    expect(tintOf(100, grid.most)).toBeLessThan(tintOf(200, grid.most));
    expect(tintOf(0, 500)).toBe(0);
    expect(tintOf(0, 0)).toBe(0);
  });
  it('is empty without results', () => {
    expect(monthGrid([])).toEqual({ years: [], most: 0 });
  });
});
