// Schema steps over both drivers: each once, in order, whole or not at all, and an older file saved first.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Db, type Migration, migrate, openDb, schemaVersion } from '../../src/services/db/index.ts';
import { migrations as released } from '../../src/services/migrations.ts';
import { describeDrivers } from './db-drivers.ts';

const step = (number: number, ...statements: string[]): Migration => ({
  number,
  name: `step ${number}`,
  statements,
});
const FIRST = step(101, 'CREATE TABLE first (a INTEGER) STRICT', 'INSERT INTO first VALUES (1)');
const SECOND = step(201, 'CREATE TABLE second (b INTEGER REFERENCES missing (x))');
const LATE = step(102, 'ALTER TABLE first ADD COLUMN added TEXT');

describeDrivers('schema migrations', (bench) => {
  const tables = async (db: Db) =>
    (
      await db.all<{ name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'schema%' ORDER BY name",
      )
    ).map((row) => row.name);
  const backups = () => readdirSync(bench.folder()).filter((name) => name.endsWith('.backup'));

  it('applies every step once, by number, and records it', async () => {
    const db = await bench.open();
    expect(await schemaVersion(db)).toBe(0);
    const outcome = await migrate(db, [SECOND, FIRST], () => 77);
    expect(outcome).toEqual({ applied: [101, 201], backupFile: null });
    expect(await tables(db)).toEqual(['first', 'second']);
    expect(await db.all('SELECT number, name, applied_at FROM schema_migration')).toEqual([
      { number: 101, name: 'step 101', applied_at: 77 },
      { number: 201, name: 'step 201', applied_at: 77 },
    ]);
    expect(await migrate(db, [FIRST, SECOND])).toEqual({ applied: [], backupFile: null });
    expect(await db.all('SELECT a FROM first')).toEqual([{ a: 1 }]);
    expect(await schemaVersion(db)).toBe(201);
  });

  it('adds steps a domain released later, after saving the file as it was', async () => {
    const db = await bench.open();
    await migrate(db, [FIRST, SECOND]);
    const outcome = await migrate(db, [FIRST, LATE, SECOND]);
    expect(outcome.applied).toEqual([102]);
    expect(outcome.backupFile).toBe(`${bench.file()}.before-102.backup`);
    expect(statSync(outcome.backupFile!).mode & 0o777).toBe(0o600);

    const saved = await openDb({ file: outcome.backupFile!, driver: bench.driver, readOnly: true });
    expect(await saved.all('SELECT * FROM first')).toEqual([{ a: 1 }]);
    expect(await schemaVersion(saved)).toBe(201);
    await saved.close();
    expect(await db.all('SELECT * FROM first')).toEqual([{ a: 1, added: null }]);
  });

  it('undoes a step that fails, keeps the earlier ones and never overwrites a backup', async () => {
    const db = await bench.open();
    await migrate(db, [FIRST]);
    const broken = step(301, 'CREATE TABLE third (c)', 'INSERT INTO nowhere VALUES (1)');
    for (let attempt = 0; attempt < 2; attempt++)
      await expect(migrate(db, [FIRST, SECOND, broken])).rejects.toThrow(/no such table: nowhere/);
    expect(await tables(db)).toEqual(['first', 'second']);
    expect(await schemaVersion(db)).toBe(201);
    expect(backups().sort()).toEqual(['test.db.before-201.backup', 'test.db.before-301.backup']);
    await expect(migrate(db, [FIRST, SECOND, broken])).rejects.toThrow();
    expect(backups()).toContain('test.db.before-301-2.backup');
  });

  it('refuses a file of a newer version, untouched', async () => {
    const db = await bench.open();
    await migrate(db, [FIRST, SECOND]);
    await expect(migrate(db, [FIRST, LATE])).rejects.toMatchObject({
      code: 'DATABASE_TOO_NEW',
      message: expect.stringMatching(/newer AnchorDesk.*left as it is.*Update/),
    });
    expect(await tables(db)).toEqual(['first', 'second']);
    expect(await db.all('SELECT * FROM first')).toEqual([{ a: 1 }]);
    expect(backups()).toEqual([]);
  });

  it('notices that a released step was edited', async () => {
    const db = await bench.open();
    await migrate(db, [FIRST]);
    const edited = { ...FIRST, statements: [...FIRST.statements, 'INSERT INTO first VALUES (2)'] };
    await expect(migrate(db, [edited])).rejects.toMatchObject({
      code: 'DATABASE_TOO_NEW',
      message: expect.stringContaining('another build'),
    });
  });

  it.each([
    ['used twice', [FIRST, { ...SECOND, number: 101 }]],
    ['no valid number', [step(0, 'SELECT 1')]],
    ['no valid number', [step(1.5, 'SELECT 1')]],
  ])('refuses a list with a number that is %s', async (words, list) => {
    const db = await bench.open();
    await expect(migrate(db, list)).rejects.toThrow(words);
    expect(await tables(db)).toEqual([]);
  });

  it('lets two processes start at once on a new file', async () => {
    const [one, two] = [await bench.open(), await bench.open()];
    const outcomes = await Promise.all([migrate(one, [FIRST, SECOND]), migrate(two, [FIRST, SECOND])]);
    expect(outcomes.flatMap((outcome) => outcome.applied).sort()).toEqual([101, 201]);
    expect(await one.all('SELECT a FROM first')).toEqual([{ a: 1 }]);
  });

  it('builds the released schema', async () => {
    const db = await bench.open();
    const outcome = await migrate(db, released);
    expect(outcome.applied).toEqual(released.map((item) => item.number));
    expect(await tables(db)).toEqual(expect.arrayContaining(['candle_day', 'instrument', 'setting']));
    expect(await db.all('PRAGMA foreign_key_check')).toEqual([]);
    expect(existsSync(bench.file())).toBe(true);
  });
});
