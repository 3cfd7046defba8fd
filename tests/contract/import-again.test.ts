// Importing again: the same file changes nothing, another version of a day is a question, a dry run writes nothing.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { barsFrom } from '../../engines/market/bars.ts';
import type { ImportService } from '../../src/contracts/imports.ts';
import { migrate, openDb } from '../../src/services/db/index.ts';
import { createImportService, markInterruptedBatches } from '../../src/services/imports/index.ts';
import { createCandleStore } from '../../src/services/market/index.ts';
import { migrations } from '../../src/services/migrations.ts';
import {
  closeDesksAfterEach,
  type Desk,
  failureOf,
  makeBars,
  NOW,
  openDesk,
  rowsOf,
  toCsv,
} from './import-harness.ts';

const DATES = ['2024-03-26', '2024-03-27', '2024-03-28'];
const bars = makeBars(DATES, '5m');
/** The second day with its third bar corrected and its last one missing. */
const corrected = bars.flatMap((bar, i) =>
  i === 77 ? [{ ...bar, close: bar.high }] : i === 149 ? [] : [bar],
);

function serviceOf(desk: Desk): ImportService {
  const jobs = { enqueue: () => Promise.reject(new Error('not used here')) };
  return createImportService({ db: desk.db, jobs, dataFolder: desk.folder, now: () => NOW });
}

async function snapshot(desk: Desk): Promise<unknown[]> {
  return desk.db.all('SELECT * FROM candle_day ORDER BY instrument_id, interval, session_date');
}

describe('importing again', () => {
  closeDesksAfterEach();

  it('is a no-op for the same bars, whatever the file is called', async () => {
    const desk = await openDesk();
    await desk.import([desk.file('NSE_TCS_5minute.csv', toCsv(bars))]);
    const before = await snapshot(desk);
    const again = await desk.import([desk.file('other/NSE_TCS_5minute.csv.gz', toCsv(bars))]);
    expect(again.files[0]).toMatchObject({
      newSessions: 0,
      unchangedSessions: 3,
      changedSessions: 0,
      bars: 225,
    });
    expect(await snapshot(desk)).toEqual(before);
    expect(await serviceOf(desk).differences()).toEqual([]);
  });

  it('adds only the days that are new', async () => {
    const desk = await openDesk();
    await desk.import([desk.file('NSE_TCS_5minute.csv', toCsv(bars.slice(0, 150)))]);
    const [file] = (await desk.import([desk.file('NSE_TCS_5minute.csv', toCsv(bars))])).files;
    expect(file).toMatchObject({ newSessions: 1, unchangedSessions: 2, changedSessions: 0 });
  });

  it('shows a changed day with both versions and leaves the stored one alone', async () => {
    const desk = await openDesk();
    await desk.import([desk.file('NSE_TCS_5minute.csv', toCsv(bars))]);
    const before = await snapshot(desk);
    const result = await desk.import([desk.file('new/NSE_TCS_5minute.csv', toCsv(corrected))]);
    expect(result.files[0]).toMatchObject({ newSessions: 0, unchangedSessions: 2, changedSessions: 1 });
    expect(await snapshot(desk)).toEqual(before);
    const differences = await serviceOf(desk).differences();
    expect(differences).toEqual([
      {
        id: expect.any(String),
        instrumentId: 'NSE:TCS',
        interval: '5m',
        sessionDate: '2024-03-27',
        batchId: result.batchId,
        storedSource: 'NSE_TCS_5minute.csv',
        newSource: 'NSE_TCS_5minute.csv',
        storedBars: 75,
        newBars: 74,
        differingBars: 2,
        rows: [
          { openTime: bars[77]!.openTime, stored: bars[77], incoming: corrected[77] },
          { openTime: bars[149]!.openTime, stored: bars[149], incoming: null },
        ],
      },
    ]);
    expect((await serviceOf(desk).batches()).find(({ id }) => id === result.batchId)).toMatchObject({
      state: 'done',
      pendingDifferences: 1,
    });
  });

  it('asks about the same contradiction once', async () => {
    const desk = await openDesk();
    await desk.import([desk.file('NSE_TCS_5minute.csv', toCsv(bars))]);
    const other = desk.file('new/NSE_TCS_5minute.csv', toCsv(corrected));
    await desk.import([other]);
    await desk.import([other]);
    expect(await serviceOf(desk).differences()).toHaveLength(1);
  });

  it('replaces the day on that decision, with its findings and source', async () => {
    const desk = await openDesk();
    await desk.import([desk.file('NSE_TCS_5minute.csv', toCsv(bars))]);
    await desk.import([desk.file('NSE_TCS_5minute_v2.csv', toCsv(corrected))]);
    const service = serviceOf(desk);
    const [difference] = await service.differences();
    await service.resolveDifference(difference!.id, 'replace');
    const day = await desk.store.readDay('NSE:TCS', '5m', '2024-03-27');
    expect(rowsOf(day!.bars)).toEqual(corrected.slice(75, 149));
    expect(day).toMatchObject({
      source: 'NSE_TCS_5minute_v2.csv',
      quality: [{ flag: 'missing-bars', count: 1 }],
    });
    expect(await service.differences()).toEqual([]);
    expect(await failureOf(service.resolveDifference(difference!.id, 'keep'))).toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('keeps the stored day on the other decision', async () => {
    const desk = await openDesk();
    await desk.import([desk.file('NSE_TCS_5minute.csv', toCsv(bars))]);
    const before = await snapshot(desk);
    await desk.import([desk.file('NSE_TCS_5minute_v2.csv', toCsv(corrected))]);
    const service = serviceOf(desk);
    await service.resolveDifference((await service.differences())[0]!.id, 'keep');
    expect(await snapshot(desk)).toEqual(before);
    expect(await service.differences()).toEqual([]);
    expect(await failureOf(service.resolveDifference('unknown', 'keep'))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('refuses to replace a day that changed since the question was asked', async () => {
    const desk = await openDesk();
    await desk.import([desk.file('NSE_TCS_5minute.csv', toCsv(bars))]);
    await desk.import([desk.file('NSE_TCS_5minute_v2.csv', toCsv(corrected))]);
    const third = corrected.map((bar) => ({ ...bar, volume: bar.volume + 1 }));
    await desk.import([desk.file('NSE_TCS_5minute_v3.csv', toCsv(third))], { onChanged: 'replace' });
    const before = await snapshot(desk);
    const service = serviceOf(desk);
    const [stale] = await service.differences();
    expect(await failureOf(service.resolveDifference(stale!.id, 'replace'))).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await snapshot(desk)).toEqual(before);
  });

  it('with onChanged replace: replaces at once and still keeps the version that was there', async () => {
    const desk = await openDesk();
    await desk.import([desk.file('NSE_TCS_5minute.csv', toCsv(bars))]);
    const { contentHash } = (await desk.store.readDay('NSE:TCS', '5m', '2024-03-27'))!;
    await desk.import([desk.file('NSE_TCS_5minute_v2.csv', toCsv(corrected))], { onChanged: 'replace' });
    expect((await desk.store.readDay('NSE:TCS', '5m', '2024-03-27'))!.count).toBe(74);
    const rows = await desk.db.all('SELECT stored_hash, decision FROM day_difference');
    expect(rows).toEqual([{ stored_hash: contentHash, decision: 'replace' }]);
    expect(await serviceOf(desk).differences()).toEqual([]);
  });

  it('keeps facts of an instrument that were known before', async () => {
    const desk = await openDesk();
    const future = {
      id: 'NFO:TCSFUT',
      exchange: 'NFO',
      symbol: 'TCSFUT',
      kind: 'future',
      lotSize: 175,
      tickSize: 0.05,
      closingAuction: false,
      synthetic: false,
    } as const;
    await desk.store.upsertInstruments([future]);
    await desk.import([desk.file('NFO_TCSFUT_5minute.csv', toCsv(bars))]);
    expect(await desk.store.instrument('NFO:TCSFUT')).toEqual(future);
  });

  it('compares the first day of a file with the close stored before it', async () => {
    const desk = await openDesk();
    await desk.import([desk.file('NSE_TCS_5minute.csv', toCsv(bars.slice(0, 150)))]);
    const halved = makeBars(['2024-03-28'], '5m', { price: 500 });
    const [file] = (await desk.import([desk.file('NSE_TCS_5minute_b.csv', toCsv(halved))])).files;
    expect(file!.flags).toEqual({ 'price-jump': 1 });
  });

  it('marks a day whose session still runs as provisional', async () => {
    const desk = await openDesk();
    const path = desk.file('NSE_TCS_5minute.csv', toCsv(bars));
    await desk.import([path], { now: () => Date.parse('2024-03-28T12:00:00+05:30') });
    expect((await desk.store.readDay('NSE:TCS', '5m', '2024-03-27'))!.final).toBe(true);
    expect((await desk.store.readDay('NSE:TCS', '5m', '2024-03-28'))!.final).toBe(false);
  });
});

describe('a dry run', () => {
  closeDesksAfterEach();

  it('reads everything, says what would happen, and writes nothing', async () => {
    const desk = await openDesk();
    await desk.import([desk.file('NSE_TCS_5minute.csv', toCsv(bars.slice(0, 150)))]);
    const changes = async () => (await desk.db.get<{ n: number }>('SELECT total_changes() AS n'))!.n;
    const before = await changes();
    const result = await desk.import(
      [
        desk.file('new/NSE_TCS_5minute.csv', toCsv(corrected)),
        desk.file('new/NSE_BAD_5minute.csv', 'a,b,c,d,e\n'),
      ],
      { dryRun: true },
    );
    expect(result.batchId).toBe('dry-run');
    expect(result.files[0]).toMatchObject({
      newSessions: 1,
      unchangedSessions: 1,
      changedSessions: 1,
      bars: 224,
    });
    expect(result.refused).toHaveLength(1);
    expect(await changes()).toBe(before);
  });
});

describe('folders and cancelling', () => {
  closeDesksAfterEach();

  it('takes candle files of all subfolders once, and leaves hidden and other files alone', async () => {
    const desk = await openDesk();
    const first = desk.file('in/NSE_AAA_5minute.csv', toCsv(bars));
    const second = desk.file('in/deep/er/NSE_BBB_5minute.csv.gz', toCsv(bars));
    desk.file('in/.NSE_CCC_5minute.csv', toCsv(bars));
    desk.file('in/readme.md', 'not candles');
    mkdirSync(join(desk.folder, 'files/in/hollow'));
    const result = await desk.import([join(desk.folder, 'files/in'), first]);
    expect(result.files.map(({ path }) => path).sort()).toEqual([first, second].sort());
    expect(result.refused).toEqual([]);
  });

  it('refuses one symbol for a whole folder', async () => {
    const desk = await openDesk();
    desk.file('in/a.csv', toCsv(bars));
    desk.file('in/b.csv', toCsv(corrected));
    const failure = await failureOf(
      desk.import([join(desk.folder, 'files/in')], { overrides: { symbol: 'TCS' } }),
    );
    expect(failure).toMatchObject({
      code: 'NO_DATA',
      message: expect.stringContaining('mix them into one instrument'),
    });
  });

  it('reports progress by bytes up to the end', async () => {
    const desk = await openDesk();
    const seen: { fraction: number; done?: number; total?: number }[] = [];
    await desk.import(
      [desk.file('NSE_AAA_5minute.csv', toCsv(bars)), desk.file('NSE_BBB_5minute.csv.gz', toCsv(bars))],
      {
        progress: (progress) => seen.push(progress),
      },
    );
    const fractions = seen.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(seen.at(-1)!.done).toBe(seen.at(-1)!.total);
  });

  it('stops between files when cancelled, keeping what was stored', async () => {
    const desk = await openDesk();
    const controller = new AbortController();
    const files = ['AAA', 'BBB', 'CCC'].map((symbol) => desk.file(`NSE_${symbol}_5minute.csv`, toCsv(bars)));
    const work = desk.import(files, {
      signal: controller.signal,
      log: () => controller.abort(new Error('enough')),
    });
    await expect(work).rejects.toThrow('enough');
    expect((await desk.store.instruments()).map(({ id }) => id)).toEqual(['NSE:AAA']);
    const [batch] = await serviceOf(desk).batches();
    expect(batch).toMatchObject({ state: 'cancelled', files: 3, bars: 225 });
  });

  it('marks a batch that a dead process left running', async () => {
    const desk = await openDesk();
    await desk.import([desk.file('NSE_AAA_5minute.csv', toCsv(bars))]);
    await desk.db.run(
      `INSERT INTO import_batch (id, state, started_at, files_asked) VALUES ('dead', 'running', 1, 2)`,
    );
    expect(await markInterruptedBatches(desk.db, NOW)).toBe(1);
    const states = new Map((await serviceOf(desk).batches()).map(({ id, state }) => [id, state]));
    expect(states.get('dead')).toBe('interrupted');
    expect([...states.values()].sort()).toEqual(['done', 'interrupted']);
  });
});

describe('the tables of the importer', () => {
  closeDesksAfterEach();

  it('are added to a file of the version before them, whose bars stay', async () => {
    const desk = await openDesk();
    const db = await openDb({ file: join(desk.folder, 'older.db') });
    try {
      await migrate(
        db,
        migrations.filter(({ number }) => number < 200),
      );
      const store = createCandleStore(db, () => NOW);
      const tcs = {
        id: 'NSE:TCS',
        exchange: 'NSE',
        symbol: 'TCS',
        kind: 'equity',
        lotSize: 1,
        tickSize: 0.05,
        closingAuction: false,
        synthetic: false,
      } as const;
      await store.upsertInstruments([tcs]);
      const day = {
        instrumentId: 'NSE:TCS',
        interval: '5m',
        sessionDate: DATES[0]!,
        bars: barsFrom(bars.slice(0, 75)),
        source: 'older',
        final: true,
        quality: [],
      } as const;
      await store.writeDays([day], { batchId: null, onChanged: 'keep' });
      await migrate(
        db,
        migrations.filter(({ number }) => number < 300),
      );
      const path = desk.file('NSE_TCS_5minute.csv', toCsv(bars));
      const result = await desk.import([path], { db });
      expect(result.files[0]).toMatchObject({ unchangedSessions: 1, newSessions: 2 });
    } finally {
      await db.close();
    }
  });
});
