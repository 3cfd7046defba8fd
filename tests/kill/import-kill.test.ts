// Kills a process in the middle of an import, again and again at random points: the file must open, every candle file must
// be there whole or not at all, and the batch must be marked interrupted. A second import then completes the rest.
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../engines/numeric/random.ts';
import { type Db, migrate, openDb } from '../../src/services/db/index.ts';
import { markInterruptedBatches, runImport } from '../../src/services/imports/index.ts';
import { migrations } from '../../src/services/migrations.ts';
import { makeBars, NOW, toCsv } from '../contract/import-harness.ts';
import { ended, killedFromOutside, lastStatement } from './watched-process.ts';

/** Kills that must land: a process may end before its moment comes, and then counts for nothing. */
const KILLS = 30;
const MOST_ATTEMPTS = 3 * KILLS;
const SYMBOLS = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF'];
const DATES = [
  '2024-03-18',
  '2024-03-19',
  '2024-03-20',
  '2024-03-21',
  '2024-03-22',
  '2024-03-26',
  '2024-03-27',
  '2024-03-28',
];
const worker = fileURLToPath(new URL('./import-kill-worker.ts', import.meta.url));

describe('killing a process during an import', () => {
  const root = mkdtempSync(join(tmpdir(), 'anchordesk-kill-'));
  const candles = join(root, 'candles');
  const template = join(root, 'template.db');
  let whole: unknown[];
  let statements: number;

  beforeAll(async () => {
    mkdirSync(candles);
    for (const symbol of SYMBOLS)
      writeFileSync(
        join(candles, `NSE_${symbol}_5minute.csv`),
        toCsv(makeBars(DATES, '5m', { price: 100 + symbol.charCodeAt(0) })),
      );
    const db = await openDb({ file: template });
    await migrate(db, migrations);
    await db.get('PRAGMA wal_checkpoint(TRUNCATE)');
    await db.close();

    const file = join(root, 'reference.db');
    copyFileSync(template, file);
    statements = await lastStatement(start(file));
    const reference = await openDb({ file });
    whole = await storedDays(reference);
    await reference.close();
    expect(whole).toHaveLength(SYMBOLS.length * DATES.length);
    expect(statements).toBeGreaterThan(SYMBOLS.length * 4);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function start(file: string, killAt?: number): ChildProcess {
    const args = [worker, file, candles, ...(killAt === undefined ? [] : [String(killAt)])];
    // The first, unharmed run fills the cache of compiled modules; the others start faster for it.
    const env = { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') };
    return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  }

  it(`leaves every file whole and the batch interrupted, ${KILLS} times`, async () => {
    const random = createRandom(20_241_101);
    let landed = 0;
    const partly = { none: 0, some: 0, all: 0 };
    for (let kill = 0; landed < KILLS && kill < MOST_ATTEMPTS; kill++) {
      const file = join(root, `kill-${kill}.db`);
      copyFileSync(template, file);
      const at = 1 + Math.floor(random.next() * statements);
      // Every other time from outside, where the kill lands wherever the process happens to be by then.
      const signal = await (kill % 2 === 0 ? ended(start(file, at)) : killedFromOutside(start(file), at));
      if (signal === 'SIGKILL') landed++;

      const db = await openDb({ file });
      expect(await db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
      await expectWholeFiles(db);
      const running = (await db.get<{ n: number }>(
        `SELECT count(*) AS n FROM import_batch WHERE state = 'running'`,
      ))!.n;
      expect(await markInterruptedBatches(db, NOW)).toBe(running);
      const states = await db.all<{ state: string }>('SELECT state FROM import_batch');
      expect(states.every(({ state }) => state === (running ? 'interrupted' : 'done'))).toBe(true);
      const files = (await db.get<{ n: number }>('SELECT count(*) AS n FROM import_file'))!.n;
      partly[files === 0 ? 'none' : files === SYMBOLS.length ? 'all' : 'some']++;

      const again = await runImport(
        { files: [{ path: candles }], onChanged: 'keep', dryRun: false },
        { db, dataFolder: root, now: () => NOW },
      );
      expect(again.files.reduce((sum, { unchangedSessions }) => sum + unchangedSessions, 0)).toBe(
        files * DATES.length,
      );
      expect(again.files.every(({ changedSessions }) => changedSessions === 0)).toBe(true);
      expect(await storedDays(db)).toEqual(whole);
      await db.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    }
    expect(landed).toBe(KILLS);
    // A test whose kills never hit the middle would prove nothing.
    expect(partly.some).toBeGreaterThan(KILLS / 3);
  }, 180_000);

  async function expectWholeFiles(db: Db): Promise<void> {
    const files = await db.all<{ instrument: string; bars: number; sessions: number }>(
      `SELECT instrument_id AS instrument, bars, sessions FROM import_file WHERE state = 'stored' ORDER BY instrument_id`,
    );
    const days = await db.all(
      `SELECT instrument_id AS instrument, sum(bar_count) AS bars, count(*) AS sessions FROM candle_day
       GROUP BY instrument_id ORDER BY instrument_id`,
    );
    expect(days).toEqual(files);
    for (const { bars, sessions } of files)
      expect([bars, sessions]).toEqual([DATES.length * 75, DATES.length]);
  }
});

function storedDays(db: Db): Promise<unknown[]> {
  return db.all(
    `SELECT instrument_id, interval, session_date, content_hash, quality, final FROM candle_day
     ORDER BY instrument_id, interval, session_date`,
  );
}
