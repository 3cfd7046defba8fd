// The instance lock with processes that really run and really die.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { lockFileIn, readLock, takeLock } from '../../src/services/instance/index.ts';
import { identityOf, isAlive } from '../../src/services/process-identity.ts';

const RACER = fileURLToPath(new URL('../fakes/lock-racer.ts', import.meta.url));
const RACERS = 6;
const ROUNDS = 60;
const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
const newFolder = () => mkdtempSync(join(tmpdir(), 'lock-'));

/** Starts a process that tries for each lock in turn from `moment` on; resolves with what it says of each. */
function race(moment: number, ...folders: string[]): Promise<{ child: ChildProcess; said: string[] }> {
  const child = spawn(process.execPath, [RACER, String(moment), ...folders], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.add(child);
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (line) =>
      resolve({ child, said: line.split('|') }),
    );
    child.once('exit', (code) => reject(new Error(`the racer ended (${code}) without a word`)));
  });
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

test('a living holder is named; killed, its lock is taken over', async () => {
  const folder = newFolder();
  const { child, said } = await race(0, folder);
  expect(said).toEqual(['taken']);
  const me = { pid: process.pid, shell: 'browser', startedAt: Date.now() } as const;
  expect(takeLock(folder, me)).toMatchObject({ taken: false, holder: { pid: child.pid } });
  await killed(child);
  expect(takeLock(folder, me)).toMatchObject({ taken: true });
  expect(readLock(folder)?.pid).toBe(process.pid);
});

test('a process id that was given to another process holds nothing', async () => {
  const folder = newFolder();
  const { child } = await race(0, folder);
  const { start } = identityOf(child.pid!);
  const stale = { ...readLock(folder)!, start: start === null ? null : 'an earlier boot:1' };
  writeFileSync(lockFileIn(folder), JSON.stringify(stale));
  const outcome = takeLock(folder, { pid: process.pid, shell: 'browser', startedAt: 1 });
  // Where the system does not tell when a process began, its namesake keeps the lock: refuse rather than guess.
  expect(outcome.taken).toBe(start !== null);
});

test('of many starts over a dead lock exactly one gets it', { timeout: 120_000 }, async () => {
  const dead = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => dead.once('exit', resolve));
  const stale = { pid: dead.pid, shell: 'browser', port: 1, startedAt: 1, start: 'an earlier boot:1' };
  const folders = Array.from({ length: ROUNDS }, newFolder);
  for (const folder of folders) writeFileSync(lockFileIn(folder), JSON.stringify(stale));
  const moment = Date.now() + 1_000;
  const racers = await Promise.all(Array.from({ length: RACERS }, () => race(moment, ...folders)));
  for (const [round, folder] of folders.entries()) {
    const said = racers.map((racer) => racer.said[round]!);
    const winner = racers[said.indexOf('taken')]!.child.pid;
    expect(said.toSorted()).toEqual([...Array(RACERS - 1).fill(`held by ${winner}`), 'taken']);
    expect(readLock(folder)?.pid).toBe(winner);
    expect(readdirSync(folder)).toEqual(['desk.lock']);
    expect(readFileSync(lockFileIn(folder), 'utf8')).not.toMatch(/token|code|secret/);
  }
  await Promise.all(racers.map(({ child }) => killed(child)));
  expect(racers.every(({ child }) => !isAlive({ pid: child.pid!, start: null }))).toBe(true);
});

test('a start that died while it took a dead lock over is no obstacle', () => {
  const folder = newFolder();
  const me = { pid: process.pid, shell: 'browser', startedAt: 1 } as const;
  const gone = { pid: 2 ** 22 + 1, shell: 'browser', port: 0, startedAt: 1, start: 'an earlier boot:1' };
  const stale = JSON.stringify(gone);
  writeFileSync(lockFileIn(folder), stale);
  const claim = createHash('sha256').update(stale).digest('hex').slice(0, 16);
  writeFileSync(`${lockFileIn(folder)}.${claim}`, JSON.stringify({ ...gone, startedAt: 2 }));
  expect(takeLock(folder, me).taken).toBe(true);
  expect(readLock(folder)?.pid).toBe(process.pid);
  expect(readdirSync(folder)).toEqual(['desk.lock']);
});

test('a start that saw the dead lock before another took it over leaves the fresh one alone', () => {
  const folder = newFolder();
  const request = (pid: number) => ({ pid, shell: 'browser', startedAt: 1 }) as const;
  takeLock(folder, request(2 ** 22 + 1));
  let overtaken = false;
  const late = takeLock(folder, request(process.pid), (holder) => {
    if (overtaken) return isAlive(holder);
    overtaken = true;
    // Between this start's look and its next step another one is faster.
    expect(takeLock(folder, request(process.ppid), () => false).taken).toBe(true);
    return false;
  });
  expect(late).toMatchObject({ taken: false, holder: { pid: process.ppid } });
  expect(readLock(folder)?.pid).toBe(process.ppid);
  expect(readdirSync(folder)).toEqual(['desk.lock']);
});
