// How another process of the same user opens a window of a running browser shell: it leaves the hash of a one-time code in
// the data folder, and the shell accepts that code once. Whoever can write there can read the database anyway, so this gives
// nobody anything new; the code itself is never written.

import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODE_FRAGMENT } from '../../contracts/transport.ts';
import type { LockHolder } from './lock.ts';

const LIFE_MS = 60_000;

const folderIn = (dataFolder: string) => join(dataFolder, 'window-codes');
const fileFor = (dataFolder: string, code: string) =>
  join(folderIn(dataFolder), createHash('sha256').update(code).digest('hex'));

export const windowUrl = (port: number, code: string): string =>
  `http://127.0.0.1:${port}/${CODE_FRAGMENT}${code}`;

/** Leaves a code for the running shell and returns the URL that opens a window with it, once, within a minute. */
export function leaveWindowCode(dataFolder: string, holder: LockHolder): string {
  mkdirSync(folderIn(dataFolder), { recursive: true, mode: 0o700 });
  const code = randomBytes(32).toString('base64url');
  writeFileSync(fileFor(dataFolder, code), '', { mode: 0o600, flag: 'wx' });
  return windowUrl(holder.port, code);
}

/** Consumes a code left by another process. Removing the file is what accepts it, so two askers cannot both succeed. */
export function redeemWindowCode(dataFolder: string, code: string, now: number): boolean {
  const file = fileFor(dataFolder, code);
  try {
    const age = now - statSync(file).mtimeMs;
    unlinkSync(file);
    return age < LIFE_MS;
  } catch {
    return false;
  }
}

/** Removes codes nobody used. Called at start. */
export function forgetWindowCodes(dataFolder: string): void {
  try {
    for (const name of readdirSync(folderIn(dataFolder))) rmSync(join(folderIn(dataFolder), name));
  } catch {
    // No folder: nothing was left.
  }
}
