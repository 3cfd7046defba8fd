// Which stored bars a dataset reads: one interval per instrument, whole warm-up sessions before the first row, nothing stamped where
// the interval has no bar. What was left out is told, and rows do not depend on days after theirs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bar, barAt, barsFrom } from '../../engines/market/bars.ts';
import type { DatasetRequest } from '../../src/contracts/datasets.ts';
import { type CandleStore, createCandleStore, loadCalendar } from '../../src/services/market/index.ts';
import { baseIntervalFor, warmupDate } from '../../src/services/research/sources.ts';
import { built, fillWithSample, openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';

let root: string;
let desk: ResearchDesk;
let store: CandleStore;
let id: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'anchordesk-sources-'));
  desk = await openResearchDesk(root);
  [id = ''] = await fillWithSample(desk, { symbols: 1, sessions: 30 });
  store = createCandleStore(desk.db);
}, 60_000);
afterEach(async () => {
  await desk.db.close();
  rmSync(root, { recursive: true, force: true });
});

const DAY = '2025-06-20';

async function editDay(change: (bars: Bar[]) => void): Promise<void> {
  const day = (await store.readDay(id, '1m', DAY))!;
  const bars = Array.from({ length: day.bars.length }, (_, i) => barAt(day.bars, i));
  change(bars);
  await store.replaceDay({ ...day, bars: barsFrom(bars) }, null);
}

async function datasetWith(changes: Partial<DatasetRequest> = {}) {
  const { datasetId, job } = await built(desk, changes);
  expect(job.error).toBeNull();
  const dataset = await desk.datasets.get(datasetId);
  const { rows } = await desk.datasets.rows({ datasetId, limit: 2000 });
  return { dataset, rows, flag: (name: string) => dataset.datasetFlags.find((flag) => flag.id === name) };
}

describe('stored bars', () => {
  it('beside the grid or outside the session change no row and are counted', async () => {
    const clean = await datasetWith();
    await editDay((bars) => {
      const last = bars.at(-1)!;
      // Half a minute after a bar, with a price that would touch every barrier.
      bars.splice(101, 0, { ...bars[100]!, openTime: bars[100]!.openTime + 30_000, high: 1e6, low: 0.01 });
      bars.push({ ...last, openTime: last.openTime + 3_600_000, high: 1e6 });
    });
    const { dataset, rows, flag } = await datasetWith();
    expect(flag('off-grid')).toMatchObject({ count: 1 });
    expect(flag('outside-session')).toMatchObject({ count: 1 });
    expect(dataset.contentHash).toBe(clean.dataset.contentHash);
    // Other candles went in, so it is another dataset, whatever came out.
    expect(dataset.id).not.toBe(clean.dataset.id);
    expect(rows).toEqual(clean.rows);
  }, 60_000);

  it('of a missing session leave a gap that is told, and rows of the days before are untouched', async () => {
    const clean = await datasetWith();
    await desk.db.run('DELETE FROM candle_day WHERE session_date = ?', [DAY]);
    const { dataset, rows, flag } = await datasetWith();
    expect(dataset.gaps).toBe(1);
    expect(flag('missing-sessions')).toMatchObject({ count: 1 });
    expect(dataset.perInstrument[0]).toMatchObject({ missingSessions: 1 });
    const before = (row: { readonly time: number }) => row.time < Date.parse(`${DAY}T00:00:00+05:30`);
    expect(rows.filter(before)).toEqual(clean.rows.filter(before));
    expect(rows.length).toBeLessThan(clean.rows.length);
  }, 60_000);

  it('after the last row change nothing, and a later first row keeps what it had', async () => {
    const whole = await datasetWith();
    const short = await datasetWith({ to: '2025-06-20' });
    const until = Date.parse('2025-06-20T23:59:00+05:30');
    expect(short.rows).toEqual(whole.rows.filter((row) => row.time < until));
    const late = await datasetWith({ from: '2025-06-16' });
    const since = Date.parse('2025-06-16T00:00:00+05:30');
    expect(late.rows).toEqual(whole.rows.filter((row) => row.time >= since));
    // Days before the first row are read, so that it is complete.
    expect(late.rows[0]!.values.slice(0, 3)).not.toContain(Number.NaN);
  }, 60_000);
});

describe('the base interval', () => {
  it('is the finest that makes every timeframe and covers as well as the best', () => {
    const counts = new Map([
      ['1m', 50],
      ['5m', 100],
      ['15m', 100],
      ['1d', 100],
    ] as const);
    expect(baseIntervalFor(counts, ['15m', '1d'])).toBe('5m');
    expect(baseIntervalFor(counts, ['3m'])).toBe('1m');
    expect(baseIntervalFor(new Map([['1m', 96] as const, ['5m', 100] as const]), ['15m'])).toBe('1m');
    expect(baseIntervalFor(counts, ['10m', '60m'])).toBe('5m');
    expect(baseIntervalFor(new Map([['15m', 10] as const]), ['5m'])).toBeNull();
    expect(baseIntervalFor(new Map(), ['5m'])).toBeNull();
  });

  it('is read from whole sessions before the first row', () => {
    const calendar = loadCalendar();
    const date = warmupDate(calendar, 'nse-equity', '2025-06-16', 10);
    expect(calendar.sessions('nse-equity', date, '2025-06-13')).toHaveLength(10);
    expect(warmupDate(calendar, 'nse-equity', '2025-06-16', 0)).toBe('2025-06-16');
  });
});
