// One desk per data folder: the lock file both shells take before they open the database. Names who holds it, never a secret.
// The command line does not take it (SQLite keeps several writers apart); only what a window would be attached to does.

import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { folderError } from '../folder-error.ts';
import { identityOf, isAlive, type ProcessIdentity } from '../process-identity.ts';

const lockSchema = z.object({
  pid: z.int().positive(),
  shell: z.enum(['electron', 'browser']),
  /** 0 for a shell without a port. */
  port: z.int().min(0).max(65_535),
  startedAt: z.number(),
  /** When the process itself began, where the system tells: a process id alone may have been given to another since. */
  start: z.string().nullable(),
});
export type LockHolder = z.infer<typeof lockSchema>;

export type LockRequest = Omit<LockHolder, 'port' | 'start'>;

export interface InstanceLock {
  /** Tells later starts where this desk answers, once it does. */
  update(port: number): void;
  /** Removes the file if it is still ours. */
  release(): void;
}

export type LockOutcome =
  | { readonly taken: true; readonly lock: InstanceLock }
  | { readonly taken: false; readonly holder: LockHolder };

/** A start that dies while it takes a lock over is noticed at the next attempt. */
const ATTEMPTS = 50;
const PAUSE_MS = 5;

export const lockFileIn = (dataFolder: string): string => join(dataFolder, 'desk.lock');

/** Who holds the lock, or null where nobody does or the file is unreadable (a crash in the middle of writing it). */
export function readLock(dataFolder: string): LockHolder | null {
  return parseHolder(readText(lockFileIn(dataFolder)));
}

/** Writes the content under a private name first, so that nobody ever reads half a lock. */
function writeBeside(file: string, holder: LockHolder): string {
  const draft = `${file}.${process.pid}`;
  rmSync(draft, { force: true });
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify(holder)}\n`);
  } finally {
    closeSync(descriptor);
  }
  return draft;
}

/** A folder that cannot be written, or a full disk, told in words. */
function draftOf(file: string, holder: LockHolder): string {
  try {
    return writeBeside(file, holder);
  } catch (error) {
    throw folderError(dirname(file), error);
  }
}

/** Creates `file` with its whole content, or answers false where it exists already. */
function createWhole(file: string, holder: LockHolder): boolean {
  const draft = draftOf(file, holder);
  try {
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
      // A file system without hard links (a USB stick): nearly as good.
      copyFileSync(draft, file, constants.COPYFILE_EXCL);
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function parseHolder(text: string | null): LockHolder | null {
  try {
    return text === null ? null : lockSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

type IsAlive = (holder: ProcessIdentity) => boolean;

/**
 * Puts `mine` in the place of the dead lock `dead`, or answers false where somebody else does. Of many starts that see the same
 * dead lock only the one that creates the claim named after its content may replace it, and only while it is still there;
 * the lock file itself is never missing meanwhile, so nobody can slip in. A claimant that died leaves a dead claim, which is
 * replaced by the same rule.
 */
function replaceDead(file: string, dead: string, mine: LockHolder, alive: IsAlive): boolean {
  const claim = `${file}.${createHash('sha256').update(dead).digest('hex').slice(0, 16)}`;
  if (!createWhole(claim, mine)) {
    const text = readText(claim);
    if (text === null || isHeld(text, mine.pid, alive)) return false;
    if (!replaceDead(claim, text, mine, alive)) return false;
  }
  try {
    if (readText(file) !== dead) return false;
    renameSync(draftOf(file, mine), file);
    return true;
  } finally {
    rmSync(claim, { force: true });
  }
}

function isHeld(text: string, ownPid: number, alive: IsAlive): boolean {
  const holder = parseHolder(text);
  return holder !== null && holder.pid !== ownPid && alive(holder);
}

/**
 * Takes the lock, or tells who has it. A lock whose process is gone is taken over. `alive` is a parameter for the tests.
 * The folder must exist.
 */
export function takeLock(dataFolder: string, given: LockRequest, alive: IsAlive = isAlive): LockOutcome {
  const file = lockFileIn(dataFolder);
  const me = { ...given, start: identityOf(given.pid).start };
  const mine = { ...me, port: 0 };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (createWhole(file, mine)) return { taken: true, lock: ownedLock(dataFolder, me) };
    const text = readText(file);
    if (text === null) continue;
    if (isHeld(text, me.pid, alive)) return { taken: false, holder: parseHolder(text)! };
    if (replaceDead(file, text, mine, alive)) return { taken: true, lock: ownedLock(dataFolder, me) };
    // Another start is taking it over at this moment.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
  const holder = readLock(dataFolder);
  if (holder !== null) return { taken: false, holder };
  throw new Error(`The lock file ${file} keeps changing; close other desks on this folder and try again.`);
}

function ownedLock(dataFolder: string, me: Omit<LockHolder, 'port'>): InstanceLock {
  const file = lockFileIn(dataFolder);
  const isOurs = () => {
    const holder = readLock(dataFolder);
    return holder !== null && holder.pid === me.pid && holder.startedAt === me.startedAt;
  };
  return {
    update(port) {
      if (!isOurs()) return;
      renameSync(writeBeside(file, { ...me, port }), file);
    },
    release() {
      if (isOurs()) rmSync(file, { force: true });
    },
  };
}
