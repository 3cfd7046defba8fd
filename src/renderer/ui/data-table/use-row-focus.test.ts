import { describe, expect, it } from 'vitest';
import { movedIndex, rangeIds } from './use-row-focus.ts';

describe('row keyboard', () => {
  it('moves within the rows and never past an end', () => {
    expect(movedIndex('ArrowDown', 4, 5)).toBe(4);
    expect(movedIndex('ArrowUp', 0, 5)).toBe(0);
    expect(movedIndex('PageDown', 3, 100)).toBe(18);
    expect(movedIndex('End', 3, 100)).toBe(99);
    expect(movedIndex('Home', 3, 100)).toBe(0);
  });

  it('leaves other keys and empty tables alone', () => {
    expect(movedIndex('x', 0, 5)).toBeNull();
    expect(movedIndex('ArrowDown', 0, 0)).toBeNull();
  });

  it('selects a range in either direction', () => {
    expect(rangeIds(['a', 'b', 'c', 'd'], 2, 0)).toEqual(['a', 'b', 'c']);
    expect(rangeIds(['a', 'b', 'c', 'd'], 1, 3)).toEqual(['b', 'c', 'd']);
  });
});
