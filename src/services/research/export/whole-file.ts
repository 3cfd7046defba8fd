// A large file that appears whole or not at all: written beside its name, flushed, renamed. Called by the export body. What a process
// that is gone left half-written is swept away by the next export into the same folder.

import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../contracts/errors.ts';
import { isDiskFull } from '../../disk-full.ts';
import { identityOf, isAlive } from '../../process-identity.ts';

const TEMPORARY = /\.(\d+)\.tmp$/;

export function ensureExportFolder(dataFolder: string): string {
  const folder = join(dataFolder, 'exports', 'training_batches');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Removes temporary files of processes that do not run any more. */
export async function sweepHalfWritten(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = TEMPORARY.exec(name)?.[1];
    if (pid === undefined || isAlive({ pid: Number(pid), start: null })) continue;
    await rm(join(folder, name), { force: true });
  }
}

/** Throws what `fill` throws, or DISK_FULL; the name then holds what it held before. */
export async function fillWhole(path: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
  const temporary = `${path}.${identityOf().pid}.tmp`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await fill(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    if (!isDiskFull(error)) throw error;
    throw new AppError(
      'DISK_FULL',
      `The disk is full: ${path} was not written. The dataset is untouched; free some space and export again.`,
      { file: path },
      error,
    );
  }
}

export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
