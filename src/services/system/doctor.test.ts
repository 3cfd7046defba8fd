// The doctor finds what is wrong, says what to do, and leaves nothing behind.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../contracts/errors.ts';
import { openDb } from '../db/index.ts';
import { takeLock } from '../instance/index.ts';
import { databaseBytes, inWords } from './disk.ts';
import { databaseFileIn, examine } from './doctor.ts';
import { checkBrowser, checkNode, checkSpace, checkWritable } from './doctor-checks.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
});
const host = () => ({ version: '1.2.3', dataFolder: folder, shell: 'cli' as const });

test('a healthy folder', async () => {
  const db = await openDb({ file: databaseFileIn(folder) });
  const report = await examine({ host: host(), db });
  const failed = report.checks.filter((check) => !check.ok && check.name !== 'Browser');
  expect(failed).toEqual([]);
  expect(report).toMatchObject({
    version: '1.2.3',
    driver: db.driver,
    versions: { anchordesk: '1.2.3', node: process.versions.node },
    paths: { dataFolder: folder, database: db.file },
  });
  expect(report.versions.sqlite).toMatch(/^3\./);
  expect(databaseBytes(db.file)).toBeGreaterThan(0);
  await db.close();
  expect(readdirSync(folder)).toEqual(['anchordesk.db']);
});

test('a damaged database, open or not', async () => {
  const db = await openDb({ file: databaseFileIn(folder), driver: 'node:sqlite' });
  await db.exec(
    `CREATE TABLE t (a TEXT); INSERT INTO t SELECT hex(randomblob(500)) FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12]')`,
  );
  await db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  await db.close();
  const bytes = readFileSync(databaseFileIn(folder));
  bytes.fill(0xff, 4096 * 2);
  writeFileSync(databaseFileIn(folder), bytes);
  const damaged = await openDb({ file: databaseFileIn(folder), driver: 'node:sqlite' });
  const found = await examine({ host: host(), db: damaged });
  expect(found.checks.find((check) => check.name === 'Database')).toMatchObject({ ok: false });
  await damaged.close();

  const closed = await examine({ host: host(), db: null, openError: new Error('it is no database') });
  expect(closed.driver).toBe('none');
  expect(closed.checks.find((check) => check.name === 'Database')).toMatchObject({
    ok: false,
    detail: 'not open: it is no database',
    advice: expect.stringContaining('.backup'),
  });

  const openError = new AppError('REFUSED', 'not yours');
  const refused = await examine({ host: host(), db: null, openError });
  expect(refused.checks.find((check) => check.name === 'Database')).toEqual({
    name: 'Database',
    ok: false,
    detail: 'not open: not yours',
  });
});

describe('single checks', () => {
  test('every failure comes with advice', () => {
    const failures = [
      checkNode('20.19.0'),
      checkWritable(join(folder, 'nothing')),
      checkSpace(folder, () => 5_000_000),
      checkSpace(join(folder, 'nothing')),
      checkBrowser('linux', folder),
    ];
    for (const check of failures) {
      expect(check.ok).toBe(false);
      expect(check.advice).toBeTruthy();
    }
    expect(failures[2]!.detail).toBe('4.8 MB free');
  });

  test('a browser is one that can be run', () => {
    writeFileSync(join(folder, 'firefox'), '');
    expect(checkBrowser('linux', folder).ok).toBe(false);
    chmodSync(join(folder, 'firefox'), 0o755);
    expect(checkBrowser('linux', `/nowhere:${folder}`, true)).toMatchObject({
      ok: true,
      detail: 'firefox found',
    });
    expect(checkBrowser('linux', folder, false).detail).toContain('without a display');
    expect(checkBrowser('darwin', '').ok).toBe(true);
  });

  test('who has the folder open is said', async () => {
    takeLock(folder, { pid: process.ppid, shell: 'electron', startedAt: 1 });
    mkdirSync(join(folder, 'logs'));
    const { checks } = await examine({ host: { ...host(), shell: 'electron' as const }, db: null });
    expect(checks.find((check) => check.name === 'Desk')?.detail).toContain(
      `process ${process.ppid} (electron)`,
    );
    expect(checks.some((check) => check.name === 'Browser')).toBe(false);
  });
});

test('sizes in words', () => {
  expect([0, 1023, 1024, 1.5 * 1024 ** 3].map(inWords)).toEqual([
    '0 bytes',
    '1023 bytes',
    '1.0 KB',
    '1.5 GB',
  ]);
});
