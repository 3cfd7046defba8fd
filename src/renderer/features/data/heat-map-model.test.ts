import { describe, expect, it } from 'vitest';
import type { Coverage } from '../../../contracts/market.ts';
import {
  AXIS_HEIGHT,
  axisLabels,
  cellAt,
  cellPosition,
  cellWords,
  contentSize,
  dayLevel,
  fittingWidth,
  LABEL_WIDTH,
  movedCell,
  scrollToShow,
  type View,
  visibleCells,
  zoomed,
} from './heat-map-model.ts';

const VIEW: View = {
  rows: 500,
  columns: 3600,
  columnWidth: 4,
  scrollLeft: 1000,
  scrollTop: 400,
  width: LABEL_WIDTH + 400,
  height: AXIS_HEIGHT + 200,
};

describe('heat map geometry', () => {
  it('draws only what is in view', () => {
    expect(visibleCells(VIEW)).toEqual({ firstRow: 20, endRow: 30, firstColumn: 250, endColumn: 350 });
    expect(visibleCells({ ...VIEW, rows: 3, columns: 5, scrollLeft: 0, scrollTop: 0 })).toEqual({
      firstRow: 0,
      endRow: 3,
      firstColumn: 0,
      endColumn: 5,
    });
  });

  it('finds the cell under a point and back', () => {
    const cell = { row: 23, column: 260 };
    const { x, y } = cellPosition(VIEW, cell);
    expect(cellAt(VIEW, x, y)).toEqual(cell);
    expect(cellAt(VIEW, x + 3.9, y + 19.9)).toEqual(cell);
    expect(cellAt(VIEW, LABEL_WIDTH - 1, y)).toBeNull();
    expect(cellAt({ ...VIEW, rows: 21 }, x, y)).toBeNull();
  });

  it('scrolls as little as possible to show a cell', () => {
    expect(scrollToShow(VIEW, { row: 25, column: 300 })).toEqual({ left: 1000, top: 400 });
    expect(scrollToShow(VIEW, { row: 0, column: 0 })).toEqual({ left: 0, top: 0 });
    const shown = scrollToShow(VIEW, { row: 499, column: 3599 });
    expect(shown).toEqual({ left: 3600 * 4 - 400, top: 500 * 20 - 200 });
  });

  it('fits the range when it can', () => {
    expect(fittingWidth(240, LABEL_WIDTH + 1202)).toBe(5);
    expect(fittingWidth(5, LABEL_WIDTH + 1202)).toBe(36);
    expect(fittingWidth(3600, LABEL_WIDTH + 1200)).toBe(3);
    expect(zoomed(3, -1)).toBe(3);
    expect(zoomed(8, 1)).toBe(12);
    expect(zoomed(4.96, 1)).toBe(6);
    expect(zoomed(4.96, -1)).toBe(4);
    expect(zoomed(36, 1)).toBe(36);
    expect(contentSize({ rows: 2, columns: 10, columnWidth: 8 })).toEqual({
      width: LABEL_WIDTH + 80,
      height: AXIS_HEIGHT + 40,
    });
  });

  it('moves by keys and stays inside', () => {
    const at = { row: 0, column: 5 };
    expect(movedCell('ArrowUp', false, at, 10, 10)).toEqual({ row: 0, column: 5 });
    expect(movedCell('ArrowLeft', true, at, 10, 10)).toEqual({ row: 0, column: 0 });
    expect(movedCell('End', true, at, 10, 10)).toEqual({ row: 9, column: 9 });
    expect(movedCell('x', false, at, 10, 10)).toBeNull();
  });
});

describe('heat map meaning', () => {
  it('grades a day, and tells a holiday from a hole', () => {
    expect([dayLevel(0, 0), dayLevel(5, 0), dayLevel(0, 75)]).toEqual(['closed', 'unplanned', 'none']);
    expect([
      dayLevel(37, 75),
      dayLevel(60, 75),
      dayLevel(74, 75),
      dayLevel(75, 75),
      dayLevel(80, 75),
    ]).toEqual(['low', 'most', 'nearly', 'full', 'full']);
  });

  it('says a cell in words', () => {
    const coverage: Coverage = {
      interval: '5m',
      dates: ['2024-03-28', '2024-03-29'],
      rows: [
        { instrumentId: 'NSE:M&M', synthetic: false, counts: [63, 0], expected: [75, 0], findings: [2, 0] },
      ],
    };
    expect(cellWords(coverage, { row: 0, column: 0 })).toEqual({
      title: 'NSE:M&M · Thu 28 Mar 2024',
      bars: '63 of 75 bars (84.0 %)',
      flags: '2 quality flags',
    });
    expect(cellWords(coverage, { row: 0, column: 1 })).toMatchObject({ bars: 'No session', flags: null });
  });

  it('labels months, years first when there is no room', () => {
    const dates = ['2023-12-28', '2024-01-01', '2024-01-02', '2024-02-01', '2024-03-01'];
    expect(axisLabels(dates, 50).map((label) => label.text)).toEqual(['Dec 2023', 'Jan 2024', 'Feb', 'Mar']);
    expect(axisLabels(dates, 12).map((label) => label.text)).toEqual(['Dec 2023', 'Mar']);
  });
});
