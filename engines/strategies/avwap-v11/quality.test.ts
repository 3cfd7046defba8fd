// The quality formulae: hand-computed values, and every short of a published trade file reproduced.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeWithData } from '../../../tests/shared-data.ts';
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

describeWithData('published trades', (folder) => {
  it('the short formula gives the quality_score of all 776 shorts within 1e-12', () => {
    const file = join(folder, 'seed_outputs', 'eqidv2', 'trades_big_20260223_133856.csv');
    const [header, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
    const names = header!.split(',');
    let shorts = 0;
    for (const line of lines) {
      const cells = line.split(',');
      const cell = (name: string) => cells[names.indexOf(name)]!;
      if (cell('side') !== 'SHORT') continue;
      shorts++;
      const score = shortQuality({
        adx: Number(cell('adx_signal')),
        avwapDistanceAtr: Number(cell('avwap_dist_atr_signal')),
        emaGapAtr: Number(cell('ema20_gap_atr_signal')),
        impulse: cell('impulse_type') === 'HUGE' ? 'HUGE' : 'MODERATE',
      });
      expect(Math.abs(score - Number(cell('quality_score')))).toBeLessThanOrEqual(1e-12);
    }
    expect(shorts).toBe(776);
  });
});
