// A file written beside its name, flushed and renamed: whole or not there, also after a power cut. Blocking, since training threads
// have nothing else to do meanwhile. Called by objects and checkpoints.

import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import { AppError } from '../../../contracts/errors.ts';
import { isDiskFull } from '../../disk-full.ts';

/** Throws DISK_FULL. */
export function writeWholeSync(file: string, bytes: Uint8Array): void {
  const temporary = `${file}.${process.pid}-${threadId}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const handle = openSync(temporary, 'w', 0o600);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
    flushFolder(dirname(file));
  } catch (error) {
    rmSync(temporary, { force: true });
    if (!isDiskFull(error)) throw error;
    throw new AppError(
      'DISK_FULL',
      `The disk is full: ${file} was not written. Everything finished before is kept; free some space and resume the run.`,
      { file },
      error,
    );
  }
}

/** So that the new name itself survives a power cut; systems that cannot open folders flush it on their own. */
function flushFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows.
  }
}
