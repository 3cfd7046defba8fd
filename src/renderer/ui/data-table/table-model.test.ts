import { describe, expect, it } from 'vitest';
import { compareValues } from './table-model.ts';

describe('compareValues', () => {
  it('orders numbers by size and text by its numbers', () => {
    expect([10, -3, 2].sort(compareValues)).toEqual([-3, 2, 10]);
    expect(['NIFTY 10', 'NIFTY 9'].sort(compareValues)).toEqual(['NIFTY 9', 'NIFTY 10']);
  });
});
