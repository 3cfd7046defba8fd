// The instance lock with processes that really run and really die.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { lockFileIn, readLock, takeLock } from '../../src/services/instance/index.ts';
import { identityOf, isAlive } from '../../src/services/process-identity.ts';

const RACER = fileURLToPath(new URL('../fakes/lock-racer.ts', import.meta.url));
const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
const newFolder = () => mkdtempSync(join(tmpdir(), 'lock-'));

/** Starts a process that tries for the lock at `moment`; resolves with what it says. */
function race(folder: string, moment: number): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [RACER, folder, String(moment)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.add(child);
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (said) => resolve({ child, said }));
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
  const { child, said } = await race(folder, 0);
  expect(said).toBe('taken');
  const me = { pid: process.pid, shell: 'browser', startedAt: Date.now() } as const;
  expect(takeLock(folder, me)).toMatchObject({ taken: false, holder: { pid: child.pid } });
  await killed(child);
  expect(takeLock(folder, me)).toMatchObject({ taken: true });
  expect(readLock(folder)?.pid).toBe(process.pid);
});

test('a process id that was given to another process holds nothing', async () => {
  const folder = newFolder();
  const { child } = await race(folder, 0);
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
  for (let round = 0; round < 4; round++) {
    const folder = newFolder();
    const stale = { pid: dead.pid, shell: 'browser', port: 1, startedAt: 1, start: 'an earlier boot:1' };
    writeFileSync(lockFileIn(folder), JSON.stringify(stale));
    const moment = Date.now() + 1_000;
    const racers = await Promise.all(Array.from({ length: 6 }, () => race(folder, moment)));
    const winners = racers.filter(({ said }) => said === 'taken');
    expect(racers.map(({ said }) => said).filter((said) => said.startsWith('error'))).toEqual([]);
    expect(winners).toHaveLength(1);
    expect(readLock(folder)?.pid).toBe(winners[0]!.child.pid);
    expect(readdirSync(folder)).toEqual(['desk.lock']);
    expect(readFileSync(lockFileIn(folder), 'utf8')).not.toMatch(/token|code|secret/);
    await Promise.all(racers.map(({ child }) => killed(child)));
    expect(racers.every(({ child }) => !isAlive({ pid: child.pid!, start: null }))).toBe(true);
  }
});
