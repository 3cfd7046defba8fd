// Kills a process that is writing days, again and again on the same file, and looks at what it left: the file opens, every
// day is whole, every batch is there entirely or not at all, and whatever was confirmed is still there.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../engines/numeric/random.ts';
import { type Db, openDb } from '../../src/services/db/index.ts';
import { encodeDay } from '../../src/services/market/candle-codec.ts';
import { createCandleStore } from '../../src/services/market/store.ts';
import { batchOf, DAYS_PER_BATCH, datesOf, WEEKS } from './batches.ts';

/** For the driver this machine uses; the other one is proven with fewer, to keep the suite short. */
const KILLS = 12;
const KILLS_OF_OTHER = 5;
const SEED = 20_240_328;
const WRITER = resolve(import.meta.dirname, 'day-writer.ts');
/** The clock of a kill starts at a line of the writer and runs for about the time of a few batches. */
const LONGEST_DELAY_MS = 12;
/** Opening and migrating take longer than one batch. */
const LONGEST_OPENING_DELAY_MS = 40;
const MOST_BATCHES = 15;

interface KillPoint {
  /** How many lines the writer says before the clock starts: 1 `opening`, 2 `ready`, then one per confirmed batch. */
  readonly lines: number;
  readonly delayMs: number;
}

/** Every fifth kill hits opening and migration, the others the writing; all from one seed. */
function killPoint(cycle: number, random: Random): KillPoint {
  if (cycle % 5 === 0) return { lines: 1, delayMs: random.next() * LONGEST_OPENING_DELAY_MS };
  return { lines: 2 + random.integer(MOST_BATCHES), delayMs: random.next() * LONGEST_DELAY_MS };
}

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a writer, kills it at the point, and returns the batches it had confirmed by then. */
async function writeUntilKilled(file: string, driver: Db['driver'], first: number, point: KillPoint) {
  const child = spawn(process.execPath, [WRITER, file, driver, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  const lines: string[] = [];
  const reached = Promise.withResolvers<void>();
  const read = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (lines.length === point.lines) reached.resolve();
    }
  })();
  await Promise.race([reached.promise, exited]);
  await delay(point.delayMs);
  child.kill('SIGKILL');
  const [, signal] = await exited;
  await read;
  running.delete(child);
  expect(signal, 'the writer must end by the kill, not by itself').toBe('SIGKILL');
  return lines.filter((line) => line.startsWith('stored ')).map((line) => Number(line.slice(7)));
}

/** What the file holds: the batch of each week, after checking that it is whole. Empty where nothing was created yet. */
async function lookInto(file: string, driver: Db['driver']): Promise<Map<number, number>> {
  const db = await openDb({ file, driver });
  try {
    expect(await db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    const batches = new Map<number, number>();
    if (!(await db.get("SELECT 1 FROM sqlite_schema WHERE name = 'candle_day'"))) return batches;
    expect(await createCandleStore(db).damagedDays()).toEqual([]);
    for (let week = 0; week < WEEKS; week++) {
      const dates = datesOf(week);
      const rows = await db.all<{ date: string; batch: string; hash: string }>(
        `SELECT session_date AS date, batch_id AS batch, content_hash AS hash FROM candle_day
         WHERE session_date BETWEEN ? AND ? ORDER BY session_date`,
        [dates[0]!, dates.at(-1)!],
      );
      if (rows.length === 0) continue;
      const batch = Number(rows[0]!.batch);
      const whole = batchOf(batch).map((day) => ({
        date: day.sessionDate,
        batch: String(batch),
        hash: encodeDay(day.bars).contentHash,
      }));
      expect(rows).toEqual(whole);
      batches.set(week, batch);
    }
    return batches;
  } finally {
    await db.close();
  }
}

const usual = await openDb({ file: ':memory:' });
await usual.close();
const other = usual.driver === 'sqlite3' ? 'node:sqlite' : 'sqlite3';

describe.each<[Db['driver'], number]>([
  [usual.driver, KILLS],
  [other, KILLS_OF_OTHER],
])('killing a writer over %s', (driver, kills) => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'anchordesk-kill-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(`leaves a whole file, ${kills} times`, async (context) => {
    const reason = await openDb({ file: ':memory:', driver }).then(
      (db) => db.close(),
      (error: Error) => error.message,
    );
    if (reason) context.skip(`skipped: ${reason}`);
    const file = join(folder, 'desk.db');
    const random = createRandom(SEED);
    let next = 0;
    let interrupted = 0;
    for (let cycle = 0; cycle < kills; cycle++) {
      const confirmed = await writeUntilKilled(file, driver, next, killPoint(cycle, random));
      const stored = await lookInto(file, driver);
      const last = confirmed.at(-1) ?? next - 1;
      // One batch may be stored that the writer had no time to confirm; never one more, never one less.
      const newest = Math.max(-1, ...stored.values());
      expect([last, last + 1]).toContain(newest);
      for (let batch = Math.max(0, newest - WEEKS + 1); batch <= newest; batch++)
        expect(stored.get(batch % WEEKS), `batch ${batch} after kill ${cycle}`).toBe(batch);
      if (confirmed.length > 0) interrupted++;
      next = newest + 1;
    }
    expect(next * DAYS_PER_BATCH).toBeGreaterThan(WEEKS * DAYS_PER_BATCH);
    // Kills that landed before the first batch say little: a third at least must have met a writer at work.
    expect(interrupted).toBeGreaterThan(kills / 3);
  });
});
