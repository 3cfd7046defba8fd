import { describe, expect, it } from 'vitest';
import { oneDay, walk } from '../../tests/fixtures/indicator-scenes.ts';
import { outputsOf } from '../../tests/property/naive-columns.ts';
import { createLevelBook, SUPPORT_RESISTANCE } from './price-levels.ts';

describe('level book', () => {
  it('gathers pivots within the tolerance into their mean and leaves others apart', () => {
    const book = createLevelBook({ tolerance: 0.002, memory: 100 });
    book.touch(1000, 1);
    book.touch(1001, 5);
    book.touch(1010, 6);
    expect(book.levels.map(({ price, touches }) => ({ price, touches }))).toEqual([
      { price: 1000.5, touches: 2 },
      { price: 1010, touches: 1 },
    ]);
  });

  it('halves a touch in half the memory, and forgets a level after all of it', () => {
    const book = createLevelBook({ tolerance: 0.002, memory: 100 });
    book.touch(1000, 0);
    const level = book.levels[0]!;
    expect(book.strength(level, 50)).toBe(0.5);
    book.touch(1000, 50);
    expect(book.strength(level, 50)).toBe(1.5);
    book.forget(150);
    expect(book.levels).toHaveLength(1);
    book.forget(151);
    expect(book.levels).toHaveLength(0);
  });
});

describe('support and resistance', () => {
  it('measures to the nearest level on either side, from the bar that confirms it', () => {
    // Tops at 111 (bars 2 and 6), bottoms at 99 and 98.9 (bars 4 and 8); highs and lows lie a point beyond the closes.
    const closes = [100, 105, 110, 105, 100, 105, 110, 105, 99.9, 104, 106];
    const columns = outputsOf(SUPPORT_RESISTANCE, oneDay(walk(closes)), {
      strength: 1,
      tolerance_bps: 50,
      memory: 500,
    });
    // Bar 3 opens at 110: its high equals bar 2's, so bar 2 is the pivot, known at bar 3.
    expect(columns.resistance_distance![2]).toBeNaN();
    expect(columns.resistance_distance![3]).toBeCloseTo((111 - 105) / 105, 12);
    expect(columns.resistance_touches![3]).toBe(1);
    expect(columns.resistance_touches![7]).toBe(2);
    expect(columns.resistance_strength![7]).toBeCloseTo(1 + 0.5 ** (4 / 250), 12);
    expect(columns.support_distance![10]).toBeCloseTo((106 - 98.95) / 106, 12);
    expect(columns.support_touches![10]).toBe(2);
  });
});
