// The quality formula of shorts against every short of a published trade file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { shortQuality } from '../../engines/strategies/avwap-v11/quality.ts';
import { describeWithData } from '../shared-data.ts';

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
