// The sample job against a real database: what it stores, that it repeats itself, and what it refuses to touch.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { barsFrom } from '../../../engines/market/bars.ts';
import { sampleInstruments } from '../../../engines/market/synthetic.ts';
import type { Job, JobContext, JobKind, JobProgress } from '../../contracts/jobs.ts';
import { type SampleResult, sampleRequestSchema } from '../../contracts/sample.ts';
import { type Db, migrate, openDb } from '../db/index.ts';
import { createCandleStore, loadCalendar } from '../market/index.ts';
import { migrations } from '../market/migrations.ts';
import { createSampleService, SAMPLE_LAST_DATE, sampleBody, sampleSource } from './index.ts';
import { sampleSessions } from './sessions.ts';

let folder: string;
let db: Db;
let clock = 1_000;
const now = () => clock++;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sample-'));
  db = await openDb({ file: join(folder, 'desk.db') });
  await migrate(db, migrations, now);
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(payload: unknown, more: Partial<JobContext> = {}): Promise<SampleResult> {
  const context: JobContext = {
    jobId: 'job-1',
    progress: () => {},
    log: () => {},
    signal: new AbortController().signal,
    ...more,
  };
  return sampleBody(payload, context, { db, dataFolder: folder, now }) as Promise<SampleResult>;
}

const small = { seed: 7, sessions: 6, symbols: 3 };
const hashes = () =>
  db.all<{ id: string; date: string; hash: string; recordedAt: number }>(
    'SELECT instrument_id AS id, session_date AS date, content_hash AS hash, recorded_at AS recordedAt FROM candle_day ORDER BY 1, 2',
  );

describe('sample market', () => {
  test('stores every company and session, marked as synthetic, with its source and findings', async () => {
    const result = await run({ ...small, sessions: 120, symbols: 4 });
    const store = createCandleStore(db);
    const instruments = await store.instruments();
    expect(result.instruments).toEqual(sampleInstruments(4).map(({ id }) => id));
    expect(instruments.map(({ id, synthetic }) => [id, synthetic]).sort()).toEqual(
      result.instruments.map((id) => [id, true]).sort(),
    );
    const spans = await store.spans();
    expect(spans.map(({ interval, sessions, lastDate }) => [interval, sessions, lastDate])).toEqual(
      Array(4).fill(['1m', 120, SAMPLE_LAST_DATE]),
    );
    expect(spans.reduce((sum, span) => sum + span.bars, 0)).toBe(result.bars);
    expect(result).toMatchObject({ sessions: 120 });
    const day = await store.readDay(result.instruments[0]!, '1m', SAMPLE_LAST_DATE);
    expect(day).toMatchObject({ source: 'synthetic sample market, seed 7', final: true, batchId: 'job-1' });
    // Halts are real holes, stretches without trades have no volume, and both say so.
    const flagged = await store.quality({ limit: 100 });
    expect(flagged.length).toBeGreaterThan(0);
    expect(new Set(flagged.flatMap(({ findings }) => findings.map(({ flag }) => flag)))).toEqual(
      new Set(['missing-bars', 'zero-volume']),
    );
  });

  test('the same seed stores the same bytes, in another file and another year too', async () => {
    await run(small);
    const first = await hashes();
    await db.run('DELETE FROM candle_day');
    clock += 366 * 86_400_000;
    await run(small);
    const again = await hashes();
    expect(again.map(({ hash }) => hash)).toEqual(first.map(({ hash }) => hash));
    expect(again).toHaveLength(18);
    await run({ ...small, seed: 8 });
    const other = await hashes();
    expect(other.filter(({ hash }, k) => hash === first[k]!.hash)).toEqual([]);
    expect((await createCandleStore(db).readDay(first[0]!.id, '1m', SAMPLE_LAST_DATE))?.source).toBe(
      sampleSource(8),
    );
  });

  test('running it again writes nothing', async () => {
    await run(small);
    const before = await hashes();
    await run(small);
    expect(await hashes()).toEqual(before);
  });

  test('a shorter or smaller market replaces the earlier one whole', async () => {
    await run({ ...small, sessions: 9 });
    await run({ ...small, symbols: 2 });
    const days = await hashes();
    expect(days).toHaveLength(2 * 6);
    expect((await createCandleStore(db).instruments()).map(({ id }) => id).sort()).toEqual(
      sampleInstruments(2)
        .map(({ id }) => id)
        .sort(),
    );
  });

  test('imported bars under the name of a sample company are left alone', async () => {
    const store = createCandleStore(db, now);
    const real = { ...sampleInstruments(1)[0]!, synthetic: false };
    const openTime = Date.parse('2025-06-30T09:15:00+05:30');
    await store.upsertInstruments([real]);
    await store.writeDays(
      [
        {
          instrumentId: real.id,
          interval: '1m',
          sessionDate: '2025-06-30',
          bars: barsFrom([{ openTime, open: 1, high: 2, low: 1, close: 2, volume: 3 }]),
          source: 'file.csv',
          final: true,
          quality: [],
        },
      ],
      { batchId: null, onChanged: 'keep' },
    );
    await expect(run(small)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await store.instruments()).toEqual([real]);
    expect(await hashes()).toHaveLength(1);
  });

  test('imported instruments of other names survive', async () => {
    const store = createCandleStore(db, now);
    const real = { ...sampleInstruments(1)[0]!, id: 'NSE:SBIN', symbol: 'SBIN', synthetic: false };
    await store.upsertInstruments([real]);
    await run(small);
    expect((await store.instruments()).map(({ id }) => id)).toContain('NSE:SBIN');
  });

  test('progress rises to the end, and cancelling keeps whole companies', async () => {
    const seen: JobProgress[] = [];
    const abort = new AbortController();
    const progress = (step: JobProgress) => {
      seen.push(step);
      if (step.done === 2) abort.abort();
    };
    await expect(run({ ...small, symbols: 5 }, { progress, signal: abort.signal })).rejects.toMatchObject({
      code: 'CANCELLED',
      message: expect.stringContaining('2 of 5 companies'),
    });
    expect(seen.map(({ done, total }) => [done, total])).toEqual([
      [1, 5],
      [2, 5],
    ]);
    expect(await hashes()).toHaveLength(2 * 6);
    seen.length = 0;
    await run(small, { progress: (step) => seen.push(step) });
    expect(seen.map(({ fraction }) => fraction)).toEqual([1 / 3, 2 / 3, 1]);
  });

  test.each([{ sessions: 4 }, { symbols: 41 }, { seed: -1 }, 'seven'])(
    '%o is refused before anything is stored',
    async (bad) => {
      await expect(run(bad)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
      expect(await createCandleStore(db).instruments()).toEqual([]);
    },
  );
});

test('sessions: as many as asked, ending on the fixed date, special ones included', () => {
  for (const count of [5, 120, 500]) {
    const sessions = sampleSessions(loadCalendar(), count);
    expect(sessions).toHaveLength(count);
    expect(sessions.at(-1)!.date).toBe(SAMPLE_LAST_DATE);
  }
  const long = sampleSessions(loadCalendar(), 500).map(({ date }) => date);
  expect(long).toContain('2024-11-01');
  expect(long).toContain('2024-03-02');
});

test('starting queues one job with the defaults filled in, or says what is wrong', async () => {
  const queued: unknown[] = [];
  const service = createSampleService({
    async enqueue(kind: JobKind, title: string, payload: unknown) {
      queued.push([kind, title, payload]);
      return { id: 'j' } as Job;
    },
  });
  await service.start(sampleRequestSchema.parse({}));
  expect(queued).toEqual([['sample', 'Sample market, seed 7', { seed: 7, sessions: 120, symbols: 20 }]]);
  await expect(service.start({ seed: 1, sessions: 1, symbols: 1 })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
  expect(queued).toHaveLength(1);
});
