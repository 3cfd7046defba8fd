// The lock of a data folder and the codes a second start leaves there.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { lockFileIn, readLock, takeLock } from './lock.ts';
import { forgetWindowCodes, leaveWindowCode, redeemWindowCode } from './window-codes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'instance-'));
});
const me = { pid: process.pid, shell: 'browser', startedAt: 1_700_000_000_000 } as const;
const gone = () => false;

describe('lock', () => {
  test('the first start takes it, says where it answers, and leaves nothing behind', () => {
    const outcome = takeLock(folder, me);
    if (!outcome.taken) throw new Error('not taken');
    expect(readLock(folder)).toMatchObject({ ...me, port: 0 });
    outcome.lock.update(4321);
    expect(readLock(folder)).toMatchObject({ ...me, port: 4321 });
    expect(statSync(lockFileIn(folder)).mode & 0o777).toBe(0o600);
    outcome.lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a second start learns who holds it, and changes nothing', () => {
    const first = takeLock(folder, { ...me, pid: process.ppid });
    if (first.taken) first.lock.update(4321);
    const before = readFileSync(lockFileIn(folder), 'utf8');
    expect(takeLock(folder, me)).toMatchObject({
      taken: false,
      holder: { ...me, pid: process.ppid, port: 4321 },
    });
    expect(readFileSync(lockFileIn(folder), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['desk.lock']);
  });

  test('the lock of a process that is gone is taken over', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    takeLock(folder, { ...me, pid });
    expect(readLock(folder)?.pid).toBe(pid);
    expect(takeLock(folder, me).taken).toBe(true);
    expect(readLock(folder)?.pid).toBe(process.pid);
  });

  test.runIf(process.platform === 'linux')('nor does a process that merely got the same id', () => {
    takeLock(folder, { ...me, pid: process.ppid });
    const text = readFileSync(lockFileIn(folder), 'utf8');
    writeFileSync(lockFileIn(folder), text.replace(/"start":"[^"]+"/, '"start":"another life"'));
    expect(takeLock(folder, me).taken).toBe(true);
  });

  test('half a lock file does not lock anybody out', () => {
    writeFileSync(lockFileIn(folder), '{"pid": 1');
    expect(takeLock(folder, me).taken).toBe(true);
  });

  test('a lock taken over by another is not released by its former owner', () => {
    const first = takeLock(folder, me);
    takeLock(folder, { ...me, pid: process.ppid }, gone);
    if (first.taken) {
      first.lock.update(1);
      first.lock.release();
    }
    expect(readLock(folder)).toMatchObject({ ...me, pid: process.ppid, port: 0 });
  });
});

describe('window codes', () => {
  const holder = { ...me, port: 4321, start: null };
  const codeOf = (url: string) => new URL(url).hash.slice('#code='.length);

  test('a code left in the folder opens one window', () => {
    const url = leaveWindowCode(folder, holder);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:4321\/#code=[\w-]{43}$/);
    expect(redeemWindowCode(folder, codeOf(url), Date.now())).toBe(true);
    expect(redeemWindowCode(folder, codeOf(url), Date.now())).toBe(false);
  });

  test('only the owner may read the folder, and the code is not in it', () => {
    const url = leaveWindowCode(folder, holder);
    const codes = join(folder, 'window-codes');
    const [name = ''] = readdirSync(codes);
    expect(statSync(codes).mode & 0o777).toBe(0o700);
    expect(statSync(join(codes, name)).mode & 0o777).toBe(0o600);
    expect(name + readFileSync(join(codes, name), 'utf8')).not.toContain(codeOf(url));
  });

  test('an old code, a guess and a forgotten code open nothing', () => {
    const url = leaveWindowCode(folder, holder);
    const [name = ''] = readdirSync(join(folder, 'window-codes'));
    const minuteAgo = Date.now() / 1000 - 60;
    utimesSync(join(folder, 'window-codes', name), minuteAgo, minuteAgo);
    expect(redeemWindowCode(folder, codeOf(url), Date.now())).toBe(false);
    expect(redeemWindowCode(folder, '../desk.lock', Date.now())).toBe(false);
    const forgotten = leaveWindowCode(folder, holder);
    forgetWindowCodes(folder);
    expect(redeemWindowCode(folder, codeOf(forgotten), Date.now())).toBe(false);
    expect(existsSync(join(folder, 'window-codes'))).toBe(true);
  });
});
