// The quality formulae against hand-computed values; the published trade file is reproduced in tests/golden.

import { describe, expect, it } from 'vitest';
import { longQuality, shortQuality } from './quality.ts';

describe('quality', () => {
  it('short: weighs ADX, distance, gap and impulse inside 0 to 1', () => {
    expect(shortQuality({ adx: 35, avwapDistanceAtr: 1, emaGapAtr: 1, impulse: 'MODERATE' })).toBeCloseTo(
      0.225 + 0.175 + 0.05 + 0.06,
      14,
    );
    expect(shortQuality({ adx: 90, avwapDistanceAtr: 9, emaGapAtr: 9, impulse: 'HUGE' })).toBeCloseTo(1, 14);
    expect(shortQuality({ adx: 5, avwapDistanceAtr: -1, emaGapAtr: -1, impulse: 'MODERATE' })).toBeCloseTo(
      0.06,
      14,
    );
  });

  it('long: unbounded, hence never comparable with a short', () => {
    const input = { adx: 40, adxSlope: 3, avwapDistanceAtr: 2, emaGapAtr: 1.5, impulse: 'HUGE' } as const;
    expect(longQuality(input)).toBeCloseTo(1.6 + 0.6 + 2.4 + 1.2 + 0.25, 12);
    expect(longQuality({ ...input, impulse: 'MODERATE' })).toBeCloseTo(1.6 + 0.6 + 2.4 + 1.2, 12);
  });
});
