// Every file of the real market data imports with the bars, first and last stamp that its index states, and bar by bar with
// what a naive reader of the same lines finds.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportResult } from '../../src/contracts/imports.ts';
import { closeDesks, type Desk, openDesk, rowsOf } from '../contract/import-harness.ts';
import { describeWithData } from '../shared-data.ts';

interface IndexRow {
  readonly file: string;
  readonly bars: number;
  readonly first: string;
  readonly last: string;
}

/** Rows of the bar table of INDEX.md: `| market/NSE_TCS_5minute.csv.gz | TCS | 5minute | 13833 | first | last | …`. */
function indexRows(folder: string): IndexRow[] {
  return readFileSync(join(folder, 'INDEX.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => /^market\/[^/]+\.csv\.gz$/.test(cells[1] ?? ''))
    .map((cells) => ({
      file: basename(cells[1]!),
      bars: Number(cells[4]),
      first: cells[5]!,
      last: cells[6]!,
    }));
}

describeWithData('importing the real market data', (folder) => {
  const rows = folder ? indexRows(folder) : [];
  let desk: Desk;
  let result: ImportResult;

  beforeAll(async () => {
    desk = await openDesk();
    result = await desk.import(rows.map(({ file }) => join(folder, 'market', file)));
  }, 120_000);
  afterAll(closeDesks);

  it('takes every candle file there is', () => {
    const present = readdirSync(join(folder, 'market')).filter((name) => name.endsWith('.csv.gz'));
    expect(rows.map(({ file }) => file).sort()).toEqual(present.sort());
    expect(result.refused).toEqual([]);
    expect(result.files).toHaveLength(present.length);
  });

  it.each(rows)('$file: $bars bars from $first to $last', async ({ file, bars, first, last }) => {
    const stored = result.files.find(({ path }) => basename(path) === file)!;
    expect(stored.bars).toBe(bars);
    expect(stored.newSessions).toBe(stored.sessions);
    const read = await desk.store.readBars(
      stored.instrument,
      stored.interval,
      first.slice(0, 10),
      last.slice(0, 10),
    );
    expect(read.bars.length).toBe(bars);

    const source = naiveBars(join(folder, 'market', file));
    expect(source[0]!.stamp.slice(0, 16)).toBe(first);
    expect(source.at(-1)!.stamp.slice(0, 16)).toBe(last);
    const found = rowsOf(read.bars);
    for (let i = 0; i < bars; i++) {
      const { openTime, open, high, low, close, volume } = found[i]!;
      const line = source[i]!;
      // Day bars name a date; they are stored at the opening of that session.
      const same =
        stored.interval === '1d'
          ? read.dates[i] === line.stamp.slice(0, 10)
          : openTime === Date.parse(line.stamp);
      if (!same || [open, high, low, close, volume].some((value, k) => value !== line.values[k]))
        expect({ bar: i, ...found[i] }).toEqual({ bar: i, ...line });
    }
  });

  it('flags the known faults of the data', async () => {
    const flagsOf = (name: string) => result.files.find(({ path }) => basename(path) === name)!.flags;
    expect(flagsOf('NSE_TCS_15minute.csv.gz')['zero-price']).toBe(1);
    expect(flagsOf('NSE_INFY_15minute.csv.gz')['zero-price']).toBe(12);
    expect(flagsOf('NSE_ITC_15minute.csv.gz')['zero-price']).toBe(12);
    expect(flagsOf('NSE_NIFTY50_minute_2025.csv.gz')['outside-session']).toBe(16);
    expect(flagsOf('NSE_BANKNIFTY_15minute.csv.gz')['broken-ohlc']).toBeGreaterThan(300);
    expect(flagsOf('NSE_TCS_5minute.csv.gz')).toEqual({});
    const drill = await desk.store.readDay('NSE:NIFTY50', '1m', '2024-01-20');
    expect(drill!.quality).toContainEqual(expect.objectContaining({ flag: 'outside-session', count: 167 }));
  });

  it('knows what the instruments are', async () => {
    const kinds = new Map(
      (await desk.store.instruments()).map((instrument) => [instrument.id, instrument.kind]),
    );
    expect(kinds.get('NSE:NIFTY50')).toBe('index');
    expect(kinds.get('NSE:BANKNIFTY')).toBe('index');
    expect(kinds.get('NSE:INDIAVIX')).toBe('index');
    expect(kinds.get('NFO:NIFTYFUT')).toBe('future');
    expect(kinds.get('NFO:NIFTY_ATMCALL')).toBe('option');
    expect(kinds.get('NSE:M&M')).toBe('equity');
    expect(kinds.get('US:SPY')).toBe('equity');
  });

  it('imports the 21 five-minute files in one go', async () => {
    const fresh = await openDesk();
    const files = rows.filter(({ file }) => /^NSE_.*_5minute\.csv\.gz$/.test(file));
    expect(files).toHaveLength(21);
    const outcome = await fresh.import(files.map(({ file }) => join(folder, 'market', file)));
    expect(outcome.bars).toBe(290_484);
  });
});

function naiveBars(path: string): { stamp: string; values: number[] }[] {
  const [, ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [stamp, ...cells] = line.split(',');
    return { stamp: stamp!, values: cells.slice(0, 5).map(Number) };
  });
}
