// scalper-52 on half a year of one-minute NIFTY futures: every column is alive there, also the rare reversal crosses that no
// random walk produces.

import { expect, it } from 'vitest';
import { CATALOGUE } from '../../engines/features/catalogue.ts';
import { buildMatrix } from '../../engines/features/matrix.ts';
import { resolveSet } from '../../engines/features/resolve.ts';
import { SCALPER_52 } from '../../engines/features/sets/scalper-52.ts';
import { realSeries } from '../fixtures/real-series.ts';
import { describeWithData } from '../shared-data.ts';

describeWithData('scalper-52 on NIFTY futures', (folder) => {
  it('knows nearly every row of every column, and every flag fires', () => {
    const series = realSeries(folder, {
      file: 'NFO_NIFTYFUT_minute',
      interval: '1m',
      from: '2015-01-01',
      to: '2015-06-30',
      profile: 'nse-derivatives',
    });
    const resolved = resolveSet(SCALPER_52, CATALOGUE);
    const { columns, rows } = buildMatrix(resolved, {
      decisionInterval: '1m',
      series: { self: series, future: series },
    });
    expect(rows).toBeGreaterThan(45_000);
    const known = columns.map((column) => column.filter((value) => !Number.isNaN(value)));
    expect(resolved.names.filter((_, k) => known[k]!.length < 0.98 * rows)).toEqual([]);
    expect(resolved.names.filter((_, k) => new Set(known[k]!).size < 2)).toEqual([]);
    // A flag that holds most of the time, or a number that stands at a bound, says nothing.
    const mostCommonShare = (values: Float32Array) => {
      const counts = new Map<number, number>();
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
      return Math.max(...counts.values()) / values.length;
    };
    const rare = resolved.names.filter((_, k) => mostCommonShare(known[k]!) > 0.99);
    expect(rare).toEqual([
      'rev_cross_upper_wick_cvd',
      'rev_cross_lower_wick_cvd',
      'rev_cross_upper_wick_vwap',
      'rev_cross_lower_wick_vwap',
    ]);
  });
});
