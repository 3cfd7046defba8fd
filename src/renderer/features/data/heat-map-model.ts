// Geometry and meaning of the coverage heat map: which cells are in view, which lies under a point, how to scroll one into view,
// how full a day is and in which words. Pure; heat-map-canvas.ts draws, coverage-heat-map.tsx listens.

import type { Coverage } from '../../../contracts/market.ts';
import { formatNumber, formatSessionDate, formatShare, MONTHS, plural } from '../../ui/format.ts';

export const ROW_HEIGHT = 20;
export const AXIS_HEIGHT = 26;
export const LABEL_WIDTH = 176;
/** Column widths one can zoom through. From 26 px on the number fits. */
export const COLUMN_WIDTHS = [3, 4, 6, 8, 12, 18, 26, 36] as const;
export const NUMBER_FROM = 26;

export interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface View {
  readonly rows: number;
  readonly columns: number;
  readonly columnWidth: number;
  readonly scrollLeft: number;
  readonly scrollTop: number;
  /** Size of the visible area, axis and labels included. */
  readonly width: number;
  readonly height: number;
}

export interface VisibleCells {
  readonly firstRow: number;
  /** Exclusive. */
  readonly endRow: number;
  readonly firstColumn: number;
  readonly endColumn: number;
}

export function contentSize(view: Pick<View, 'rows' | 'columns' | 'columnWidth'>): {
  readonly width: number;
  readonly height: number;
} {
  return {
    width: LABEL_WIDTH + view.columns * view.columnWidth,
    height: AXIS_HEIGHT + view.rows * ROW_HEIGHT,
  };
}

export function visibleCells(view: View): VisibleCells {
  const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
  return {
    firstRow: clamp(Math.floor(view.scrollTop / ROW_HEIGHT), view.rows),
    endRow: clamp(Math.ceil((view.scrollTop + view.height - AXIS_HEIGHT) / ROW_HEIGHT), view.rows),
    firstColumn: clamp(Math.floor(view.scrollLeft / view.columnWidth), view.columns),
    endColumn: clamp(
      Math.ceil((view.scrollLeft + view.width - LABEL_WIDTH) / view.columnWidth),
      view.columns,
    ),
  };
}

/** The cell under a point of the visible area, or null over axis, labels and emptiness. */
export function cellAt(view: View, x: number, y: number): Cell | null {
  if (x < LABEL_WIDTH || y < AXIS_HEIGHT) return null;
  const column = Math.floor((x - LABEL_WIDTH + view.scrollLeft) / view.columnWidth);
  const row = Math.floor((y - AXIS_HEIGHT + view.scrollTop) / ROW_HEIGHT);
  return column < view.columns && row < view.rows ? { row, column } : null;
}

/** Top left corner of a cell in the visible area. */
export function cellPosition(view: View, cell: Cell): { readonly x: number; readonly y: number } {
  return {
    x: LABEL_WIDTH + cell.column * view.columnWidth - view.scrollLeft,
    y: AXIS_HEIGHT + cell.row * ROW_HEIGHT - view.scrollTop,
  };
}

/** Scroll offsets that show the cell, moved as little as possible. */
export function scrollToShow(view: View, cell: Cell): { readonly left: number; readonly top: number } {
  const left = cell.column * view.columnWidth;
  const top = cell.row * ROW_HEIGHT;
  const least = {
    left: left + view.columnWidth - (view.width - LABEL_WIDTH),
    top: top + ROW_HEIGHT - (view.height - AXIS_HEIGHT),
  };
  return {
    left: Math.min(left, Math.max(least.left, view.scrollLeft)),
    top: Math.min(top, Math.max(least.top, view.scrollTop)),
  };
}

/** The width with which the whole range fills the room, within the zoom's limits; need not be whole pixels. */
export function fittingWidth(columns: number, width: number): number {
  const room = width - LABEL_WIDTH - 2;
  const widest = COLUMN_WIDTHS[COLUMN_WIDTHS.length - 1] ?? 3;
  return Math.max(COLUMN_WIDTHS[0], Math.min(widest, room / Math.max(1, columns)));
}

export function zoomed(columnWidth: number, direction: 1 | -1): number {
  return direction === 1
    ? (COLUMN_WIDTHS.find((candidate) => candidate > columnWidth) ?? columnWidth)
    : (COLUMN_WIDTHS.findLast((candidate) => candidate < columnWidth) ?? columnWidth);
}

/** The cell a key moves to, or null where the key does not move. Ctrl with Home and End goes to the corners. */
export function movedCell(
  key: string,
  command: boolean,
  cell: Cell,
  rows: number,
  columns: number,
): Cell | null {
  const to = (row: number, column: number): Cell => ({
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  });
  switch (key) {
    case 'ArrowLeft':
      return to(cell.row, cell.column - (command ? 20 : 1));
    case 'ArrowRight':
      return to(cell.row, cell.column + (command ? 20 : 1));
    case 'ArrowUp':
      return to(cell.row - 1, cell.column);
    case 'ArrowDown':
      return to(cell.row + 1, cell.column);
    case 'PageUp':
      return to(cell.row - 10, cell.column);
    case 'PageDown':
      return to(cell.row + 10, cell.column);
    case 'Home':
      return to(command ? 0 : cell.row, 0);
    case 'End':
      return to(command ? rows - 1 : cell.row, columns - 1);
    default:
      return null;
  }
}

/** How full a day is. `closed`: no session and no bars; `unplanned`: bars on a day without a session. */
export type DayLevel = 'closed' | 'none' | 'low' | 'most' | 'nearly' | 'full' | 'unplanned';

export function dayLevel(count: number, expected: number): DayLevel {
  if (expected === 0) return count === 0 ? 'closed' : 'unplanned';
  if (count === 0) return 'none';
  const fraction = count / expected;
  if (fraction < 0.5) return 'low';
  if (fraction < 0.9) return 'most';
  return fraction < 1 ? 'nearly' : 'full';
}

export const LEVEL_WORDS: Readonly<Record<DayLevel, string>> = {
  closed: 'No session',
  none: 'Nothing stored',
  low: 'Under half',
  most: '50 – 90 %',
  nearly: '90 – 100 %',
  full: 'Complete',
  unplanned: 'Bars without a session',
};

export interface CellWords {
  readonly title: string;
  readonly bars: string;
  readonly flags: string | null;
}

export function cellWords(coverage: Coverage, cell: Cell): CellWords {
  const row = coverage.rows[cell.row];
  const date = coverage.dates[cell.column] ?? '';
  const count = row?.counts[cell.column] ?? 0;
  const expected = row?.expected[cell.column] ?? 0;
  const findings = row?.findings[cell.column] ?? 0;
  const bars =
    expected === 0
      ? count === 0
        ? 'No session'
        : `${plural(count, 'bar')}, none expected: no session that day`
      : `${formatNumber(count)} of ${plural(expected, 'bar')} (${formatShare(count / expected, count < expected ? 1 : 0)})`;
  return {
    title: `${row?.instrumentId ?? ''} · ${formatSessionDate(date)}${row?.synthetic ? ' · synthetic' : ''}`,
    bars,
    flags: findings > 0 ? plural(findings, 'quality flag') : null,
  };
}

/** Where the axis writes a month or a year: the first column of each, thinned so that labels do not touch. */
export function axisLabels(
  dates: readonly string[],
  columnWidth: number,
): readonly { readonly column: number; readonly text: string; readonly year: boolean }[] {
  const labels: { column: number; text: string; year: boolean }[] = [];
  const least = 46;
  dates.forEach((date, column) => {
    const before = dates[column - 1];
    if (before?.slice(0, 7) === date.slice(0, 7)) return;
    const year = before?.slice(0, 4) !== date.slice(0, 4);
    const month = MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
    const last = labels.at(-1);
    if (last && (column - last.column) * columnWidth < least) {
      // A new year matters more than the month just before it.
      if (!year || last.year) return;
      labels.pop();
    }
    labels.push({ column, text: year ? `${month} ${date.slice(0, 4)}` : month, year });
  });
  return labels;
}
