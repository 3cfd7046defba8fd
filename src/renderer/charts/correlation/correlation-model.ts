// A correlation matrix in a chosen order: cells, sizes, words and the step of a key. Pure; the painter and the grid read it.

import { formatNumber } from '../../ui/format.ts';

export interface CorrelationView {
  /** In the order of the map. */
  readonly names: readonly string[];
  /** `value[row][column]` in that order; NaN where unknown. */
  readonly values: readonly (readonly number[])[];
  /** Runs of neighbours drawn in a frame: first place and length. */
  readonly groups: readonly { readonly start: number; readonly length: number }[];
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

export const LEAST_CELL = 4;
export const MOST_CELL = 34;
/** From here a cell holds its figure. */
export const NUMBER_FROM = 30;
/** From here a row has room for its name. */
export const NAME_FROM = 11;

export function correlationView(
  names: readonly string[],
  matrix: readonly (readonly number[])[],
  order: readonly number[],
  groups: readonly (readonly string[])[],
): CorrelationView {
  const shown = order.map((k) => names[k] ?? '');
  return {
    names: shown,
    values: order.map((row) => order.map((column) => matrix[row]?.[column] ?? Number.NaN)),
    groups: groups
      .map((group) => ({ start: shown.indexOf(group[0] ?? ''), length: group.length }))
      .filter((group) => group.start >= 0 && group.length > 1),
  };
}

/** Whole pixels per cell that fill `room`, within what can be read and what is sensible. */
export function cellSize(count: number, room: number): number {
  return Math.max(LEAST_CELL, Math.min(MOST_CELL, Math.floor(room / Math.max(1, count))));
}

export function cellWords(view: CorrelationView, { row, column }: Cell): string {
  const a = view.names[row] ?? '';
  const b = view.names[column] ?? '';
  const value = view.values[row]?.[column] ?? Number.NaN;
  if (row === column) return `${a} with itself`;
  if (!Number.isFinite(value)) return `${a} and ${b}: not known, too few rows with both`;
  return `${a} and ${b}: ${formatNumber(value, 3, 'always')}`;
}

/** The cell a key moves to, or null where the key does not move. */
export function movedCell(key: string, command: boolean, cell: Cell, count: number): Cell | null {
  const within = (value: number) => Math.max(0, Math.min(count - 1, value));
  const step = command ? 10 : 1;
  switch (key) {
    case 'ArrowLeft':
      return { ...cell, column: within(cell.column - step) };
    case 'ArrowRight':
      return { ...cell, column: within(cell.column + step) };
    case 'ArrowUp':
      return { ...cell, row: within(cell.row - step) };
    case 'ArrowDown':
      return { ...cell, row: within(cell.row + step) };
    case 'Home':
      return { row: command ? 0 : cell.row, column: 0 };
    case 'End':
      return { row: command ? count - 1 : cell.row, column: count - 1 };
    default:
      return null;
  }
}

/** Every pair once, strongest first: the text alternative. */
export function pairs(
  view: CorrelationView,
  most: number,
): readonly (readonly [a: string, b: string, correlation: number])[] {
  const all: [string, string, number][] = [];
  for (let row = 0; row < view.names.length; row++)
    for (let column = row + 1; column < view.names.length; column++) {
      const value = view.values[row]?.[column] ?? Number.NaN;
      if (Number.isFinite(value)) all.push([view.names[row] ?? '', view.names[column] ?? '', value]);
    }
  return all.sort((a, b) => Math.abs(b[2]) - Math.abs(a[2])).slice(0, most);
}
