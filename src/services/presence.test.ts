// Who has a data folder open, and when a process may call itself alone.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { enterDataFolder } from './presence.ts';
import { identityOf, isAlive } from './process-identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'presence-'));
  mkdirSync(join(folder, 'processes'));
});
const note = (pid: number, text: string) => writeFileSync(join(folder, 'processes', `${pid}.json`), text);

test('alone in an empty folder, and gone after leaving', () => {
  const presence = enterDataFolder(folder);
  expect(presence.alone).toBe(true);
  presence.leave();
  presence.leave();
  expect(readdirSync(join(folder, 'processes'))).toEqual([]);
});

test('a living process counts, a dead one, its namesake and half a note do not', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const pid = child.pid!;
  const identity = identityOf(pid);
  note(pid, JSON.stringify(identity));
  expect(enterDataFolder(folder).alone).toBe(false);
  // Its file may not be whole yet: better not alone.
  note(pid, '{');
  expect(enterDataFolder(folder).alone).toBe(false);
  if (identity.start !== null) {
    note(pid, JSON.stringify({ pid, start: 'an earlier boot:1' }));
    expect(enterDataFolder(folder).alone).toBe(true);
  }
  note(pid, JSON.stringify(identity));
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  expect(isAlive(identity)).toBe(false);
  expect(enterDataFolder(folder).alone).toBe(true);
  note(pid, '');
  expect(enterDataFolder(folder).alone).toBe(true);
  expect(readdirSync(join(folder, 'processes'))).toEqual([`${process.pid}.json`]);
});

test('numbers that name no single process are never alive', () => {
  for (const pid of [0, -1, Number.NaN, 1.5, 2 ** 60]) expect(isAlive({ pid, start: null })).toBe(false);
  expect(isAlive(identityOf())).toBe(true);
  expect(isAlive({ pid: process.pid, start: null })).toBe(true);
});
