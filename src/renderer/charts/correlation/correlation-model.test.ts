import { describe, expect, it } from 'vitest';
import { cellSize, cellWords, correlationView, movedCell, pairs } from './correlation-model.ts';

const view = correlationView(
  ['a', 'b', 'c'],
  [
    [1, 0.2, -0.95],
    [0.2, 1, Number.NaN],
    [-0.95, Number.NaN, 1],
  ],
  [0, 2, 1],
  [['a', 'c'], ['b']],
);

describe('correlationView', () => {
  it('orders rows and columns alike and frames groups of two or more', () => {
    expect(view.names).toEqual(['a', 'c', 'b']);
    expect(view.values[0]).toEqual([1, -0.95, 0.2]);
    expect(view.values[1]?.[0]).toBe(-0.95);
    expect(view.groups).toEqual([{ start: 0, length: 2 }]);
  });
  it('words a cell with its sign, and what is not known', () => {
    expect(cellWords(view, { row: 0, column: 1 })).toBe('a and c: −0.950');
    expect(cellWords(view, { row: 0, column: 2 })).toBe('a and b: +0.200');
    expect(cellWords(view, { row: 1, column: 2 })).toContain('not known');
  });
  it('lists each known pair once, strongest first', () => {
    expect(pairs(view, 10)).toEqual([
      ['a', 'c', -0.95],
      ['a', 'b', 0.2],
    ]);
    expect(pairs(view, 1)).toHaveLength(1);
  });
  it('stays inside by keys and within sizes', () => {
    expect(movedCell('ArrowUp', false, { row: 0, column: 1 }, 3)).toEqual({ row: 0, column: 1 });
    expect(movedCell('ArrowRight', true, { row: 0, column: 1 }, 3)).toEqual({ row: 0, column: 2 });
    expect(movedCell('x', false, { row: 0, column: 1 }, 3)).toBeNull();
    expect([cellSize(3, 600), cellSize(60, 600), cellSize(400, 600)]).toEqual([34, 10, 4]);
  });
});
