// A folder of files that appears whole or not at all: written beside its name, every file flushed, then renamed. Called by the bundle
// writer. What a process that is gone left half-written is swept away by the next write into the same place.

import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../contracts/errors.ts';
import { isDiskFull } from '../../disk-full.ts';
import { isAlive } from '../../process-identity.ts';

const TEMPORARY = /^\..+\.(\d+)\.tmp$/;

/** Throws DISK_FULL, or what the system says; the folder is not there then. `folder` must not exist. */
export async function writeFolderWhole(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await sweep(parent);
  const temporary = join(parent, `.${basename(folder)}.${process.pid}.tmp`);
  try {
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { mode: 0o700 });
    for (const [name, content] of Object.entries(files)) {
      const file = await open(join(temporary, name), 'wx', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
    }
    await flushFolder(temporary);
    await rename(temporary, folder);
    await flushFolder(parent);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!isDiskFull(error)) throw error;
    throw new AppError(
      'DISK_FULL',
      `The disk is full: ${folder} was not written. Everything else is kept; free some space and export again.`,
      { folder },
      error,
    );
  }
}

/** Names inside a folder are flushed through the folder itself, where the system lets one open it. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = TEMPORARY.exec(name)?.[1];
    if (pid === undefined || isAlive({ pid: Number(pid), start: null })) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}
