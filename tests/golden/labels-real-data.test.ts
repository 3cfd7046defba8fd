// Labels on real minutes of 2025: the class balance the replaced system published for its barriers (the published scalper), and what the
// honest rules do to it. A sanity check of shape, since the published rows were not these days.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { labelBars } from '../../engines/labels/bar-labels.ts';
import type { LabelColumns } from '../../engines/labels/definition.ts';
import type { TpSlWindowSpec } from '../../engines/labels/spec.ts';
import type { Bar } from '../../engines/market/bars.ts';
import { loadCalendar } from '../../src/services/market/calendar.ts';
import { labelInput } from '../fixtures/label-market.ts';
import { describeWithData } from '../shared-data.ts';

describeWithData('NIFTY 50 minutes of 2025', (folder) => {
  const spec: TpSlWindowSpec = {
    kind: 'tp-sl-window',
    target: 0.0015,
    stop: 0.0008,
    horizon: { unit: 'bars', length: 10 },
    entry: 'close',
  };

  function input(month: string) {
    const text = gunzipSync(readFileSync(join(folder, 'market', 'NSE_NIFTY50_minute_2025.csv.gz'))).toString(
      'utf8',
    );
    const lines = text.split('\n').filter((line) => line.startsWith(month));
    const rows = lines.map((line): Bar => {
      const [stamp, open, high, low, close, volume] = line.split(',');
      return {
        openTime: Date.parse(stamp!),
        open: Number(open),
        high: Number(high),
        low: Number(low),
        close: Number(close),
        volume: Number(volume),
      };
    });
    const calendar = loadCalendar();
    const dates = [...new Set(lines.map((line) => line.slice(0, 10)))];
    const sessions = dates.flatMap((date) => calendar.session('nse-equity', date) ?? []);
    return { market: labelInput(rows, sessions, '1m', '1m'), sessions: sessions.length };
  }

  it('a quiet month has the published balance: nine tenths FLAT, both sides alike', () => {
    const { market, sessions } = input('2025-07');
    const labels = labelBars(market, spec);
    const { rows, balance } = balanceOf(labels);
    expect(labels.classes).toEqual(['SELL', 'FLAT', 'BUY']);
    // Published: 4.6 %, 91.1 %, 4.2 % of 8,947 rows.
    for (const [k, published] of [0.046, 0.911, 0.042].entries())
      expect(Math.abs(balance[k]! - published), labels.classes[k]).toBeLessThan(0.02);
    // Ten decisions per session have no full window; the month has no gap, so nothing else is missing.
    expect(labels.dropped['session-end']).toBe(10 * sessions);
    expect(rows).toBe(375 * sessions - 10 * sessions);
  });

  it('a wild month has not: the same barriers ask something else of every market', () => {
    const { balance } = balanceOf(labelBars(input('2025-01').market, spec));
    expect(balance[1]).toBeLessThan(0.8);
    expect(balance[1]).toBeGreaterThan(0.5);
  });
});

function balanceOf({ label, classes }: LabelColumns): { rows: number; balance: number[] } {
  const counts = classes.map((_, k) => label.filter((one) => one === k).length);
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return { rows, balance: counts.map((count) => count / rows) };
}
