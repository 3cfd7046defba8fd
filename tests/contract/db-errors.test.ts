// Opening, file access and everything that can go wrong, over both drivers: nothing stored is ever lost.
import { existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, it } from 'vitest';
import { openDb } from '../../src/services/db/index.ts';
import { describeDrivers, whyMissing } from './db-drivers.ts';

describeDrivers('database file', (bench) => {
  const mode = (path: string) => statSync(path).mode & 0o777;

  it('creates folder and files for the owner only, with the settings every connection needs', async () => {
    const file = join(bench.folder(), 'deep', 'data', 'desk.db');
    const db = await bench.open({ file });
    await db.exec('CREATE TABLE t (a)');
    expect(mode(join(bench.folder(), 'deep', 'data'))).toBe(0o700);
    for (const path of [file, `${file}-wal`, `${file}-shm`]) expect(mode(path)).toBe(0o600);
    expect(await db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(await db.get('PRAGMA synchronous')).toEqual({ synchronous: 1 });
    expect(await db.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
  });

  it('tightens a file others could read, and leaves a shared folder as it is', async () => {
    const shared = join(bench.folder(), 'shared');
    mkdirSync(shared, { mode: 0o755 });
    writeFileSync(join(shared, 'theirs.txt'), 'x');
    const file = join(shared, 'desk.db');
    writeFileSync(file, '', { mode: 0o644 });
    await bench.open({ file });
    expect(mode(file)).toBe(0o600);
    expect(mode(shared)).toBe(0o755);
  });

  it('opens a database of either driver', async (context) => {
    const otherDriver = bench.driver === 'sqlite3' ? 'node:sqlite' : 'sqlite3';
    const missing = await whyMissing(otherDriver);
    if (missing) context.skip(`skipped: ${missing}`);
    const db = await bench.open();
    await db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1.5)');
    await db.close();
    const other = await bench.open({ driver: otherDriver });
    expect(await other.get('SELECT a FROM t')).toEqual({ a: 1.5 });
  });

  it('reads but does not write when asked so', async () => {
    await (await bench.open()).exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    const reader = await bench.open({ readOnly: true });
    expect(await reader.get('SELECT a FROM t')).toEqual({ a: 1 });
    await expect(reader.run('INSERT INTO t VALUES (2)')).rejects.toMatchObject({ code: 'REFUSED' });
  });

  it('says so where there is nothing to read', async () => {
    await expect(bench.open({ readOnly: true })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(existsSync(bench.file())).toBe(false);
  });

  it('names the constraint that refused a change', async () => {
    const db = await bench.open();
    await db.exec(
      "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT UNIQUE); CREATE TABLE child (id REFERENCES parent (id)); INSERT INTO parent VALUES (1, 'a')",
    );
    await expect(db.run("INSERT INTO parent VALUES (2, 'a')")).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('UNIQUE constraint failed: parent.name'),
    });
    await expect(db.run('INSERT INTO child VALUES (9)')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('FOREIGN KEY'),
    });
  });

  it('reports a wrong statement with the reason', async () => {
    const db = await bench.open();
    await expect(db.all('SELECT * FROM nowhere')).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('no such table: nowhere'),
    });
    await expect(db.run('SELECT ?', [1, 2])).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('leaves a file that is no database untouched, and says where it is', async () => {
    const text = 'symbol,close\nNSE:TCS,3500\n'.repeat(200);
    writeFileSync(bench.file(), text);
    const failure = await bench.open().catch((error) => error);
    expect(failure).toMatchObject({ code: 'DATABASE_DAMAGED' });
    expect(failure.message).toContain(bench.file());
    expect(failure.message).toMatch(/left exactly as it is.*backup/);
    expect(readFileSync(bench.file(), 'utf8')).toBe(text);
    expect(existsSync(`${bench.file()}-wal`)).toBe(false);
  });

  it('leaves a cut-off database untouched', async () => {
    const db = await bench.open();
    await db.exec('CREATE TABLE t (a)');
    await db.transaction(async (tx) => {
      for (let i = 0; i < 50; i++) await tx.run('INSERT INTO t VALUES (?)', [new Uint8Array(4000)]);
    });
    await db.close();
    truncateSync(bench.file(), 3 * 4096);
    const before = readFileSync(bench.file());
    const damaged = await bench.open().then(
      (again) =>
        again.get('SELECT sum(length(a)) FROM t').then(
          () => undefined,
          (error) => error,
        ),
      (error) => error,
    );
    expect(damaged).toMatchObject({ code: 'DATABASE_DAMAGED' });
    expect(readFileSync(bench.file()).equals(before)).toBe(true);
  });

  it('leaves a database of another program untouched', async () => {
    const theirs = new DatabaseSync(bench.file());
    theirs.exec('CREATE TABLE theirs (a)');
    theirs.close();
    const before = readFileSync(bench.file());
    await expect(bench.open()).rejects.toMatchObject({ code: 'REFUSED' });
    await expect(bench.open({ readOnly: true })).rejects.toMatchObject({ code: 'REFUSED' });
    expect(readFileSync(bench.file()).equals(before)).toBe(true);
  });

  it('refuses a folder where a file should be', async () => {
    mkdirSync(bench.file());
    await expect(bench.open()).rejects.toMatchObject({ code: 'REFUSED' });
  });

  it('keeps everything stored when the disk is full', async () => {
    const db = await bench.open();
    await db.exec('CREATE TABLE day (id INTEGER PRIMARY KEY, bars BLOB NOT NULL)');
    const write = (on: typeof db, id: number) =>
      on.run('INSERT INTO day VALUES (?, ?)', [id, new Uint8Array(20_000)]);
    await write(db, 1);
    const pages = (await db.get<{ page_count: number }>('PRAGMA page_count'))!.page_count;
    await db.get(`PRAGMA max_page_count = ${pages + 12}`);

    const failed = db.transaction(async (tx) => {
      for (let id = 2; id < 20; id++) await write(tx, id);
    });
    await expect(failed).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringMatching(/stored before is kept.*Free some space/),
    });
    expect(await db.all('SELECT id, length(bars) AS bytes FROM day')).toEqual([{ id: 1, bytes: 20_000 }]);

    await db.get('PRAGMA max_page_count = 100000');
    await write(db, 2);
    await db.close();
    const again = await bench.open();
    expect(await again.all('SELECT id FROM day')).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await again.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  });

  it('commits nothing of a transaction that goes on after a full disk', async () => {
    const db = await bench.open();
    await db.exec('CREATE TABLE day (id INTEGER PRIMARY KEY, bars BLOB)');
    const pages = (await db.get<{ page_count: number }>('PRAGMA page_count'))!.page_count;
    await db.get(`PRAGMA max_page_count = ${pages + 3}`);
    const stubborn = db.transaction(async (tx) => {
      await tx.run('INSERT INTO day VALUES (1, NULL)');
      await tx.run('INSERT INTO day VALUES (2, ?)', [new Uint8Array(100_000)]).catch(() => {});
      await tx.run('INSERT INTO day VALUES (3, NULL)').catch(() => {});
    });
    await expect(stubborn).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(await db.all('SELECT id FROM day')).toEqual([]);
  });
});

const VARIABLE = 'ANCHORDESK_DB_DRIVER';
const variableBefore = process.env[VARIABLE];
afterEach(() => {
  if (variableBefore === undefined) delete process.env[VARIABLE];
  else process.env[VARIABLE] = variableBefore;
});

it('takes the driver the environment names', async () => {
  process.env[VARIABLE] = 'node:sqlite';
  const db = await openDb({ file: ':memory:' });
  expect(db.driver).toBe('node:sqlite');
  await db.close();
});

it('refuses a driver that does not exist, and says which do', async () => {
  process.env[VARIABLE] = 'oracle';
  await expect(openDb({ file: ':memory:' })).rejects.toMatchObject({
    code: 'BAD_PARAMETER',
    message: expect.stringContaining('sqlite3 or node:sqlite'),
  });
});
