import { expect, it } from 'vitest';
import { allFinite } from './arrays.ts';

it('finds a missing value at every place and of every kind', () => {
  for (let length = 0; length <= 9; length++) {
    const values = Float64Array.from({ length }, (_, i) => (i - 4) * 1e300);
    expect(allFinite(values)).toBe(true);
    for (let at = 0; at < length; at++)
      for (const missing of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        const holed = values.slice();
        holed[at] = missing;
        expect(allFinite(holed), `${missing} at ${at} of ${length}`).toBe(false);
      }
  }
});

it('two infinities of opposite sign do not cancel', () => {
  expect(allFinite(Float64Array.of(Number.POSITIVE_INFINITY, 1, 2, 3, Number.NEGATIVE_INFINITY))).toBe(false);
});
