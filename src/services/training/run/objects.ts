// What steps give beside their records — models, predictions — as files named by their content: `<data folder>/training/objects/<first
// two digits>/<SHA-256>`. Written by training threads, read by later steps, evaluation and bundles.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../contracts/errors.ts';
import { writeWholeSync } from './whole-file.ts';

export interface ObjectStore {
  /** Throws BAD_DATA where the object is missing or not whole. */
  read(hash: string): Uint8Array;
  /** Gives the SHA-256 it is found by. Throws DISK_FULL. */
  write(bytes: Uint8Array): string;
  /** There and whole: a damaged object is none, so that the step that made it is computed again. */
  has(hash: string): boolean;
  /** Removes objects not in `kept` that were last written before `before` (epoch milliseconds); gives how many. */
  prune(kept: ReadonlySet<string>, before: number): number;
}

const NAME = /^[0-9a-f]{64}$/;
/** Left by a thread that was killed while writing. */
const LEFT = /\.tmp$/;

export function createObjectStore(dataFolder: string): ObjectStore {
  const folder = join(dataFolder, 'training', 'objects');
  const pathOf = (hash: string) => {
    if (!NAME.test(hash)) throw new AppError('BAD_DATA', `"${hash}" names no stored object of training.`);
    return join(folder, hash.slice(0, 2), hash);
  };
  return {
    read(hash) {
      const path = pathOf(hash);
      let bytes: Uint8Array;
      try {
        bytes = readFileSync(path);
      } catch (error) {
        throw damaged(path, 'cannot be read', error);
      }
      if (sha256(bytes) !== hash) throw damaged(path, 'is not the one that was written');
      // No Buffer: its slices would share memory with whatever else was read.
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },

    write(bytes) {
      const hash = sha256(bytes);
      const path = pathOf(hash);
      // Bytes that only have the right length are written again: a disk may have changed them.
      if (isWhole(path, hash)) {
        // Counts as written now, so that it is not cleared away before its step is stored.
        const now = new Date(Date.now());
        utimesSync(path, now, now);
      } else writeWholeSync(path, bytes);
      return hash;
    },

    has: (hash) => isWhole(pathOf(hash), hash),

    prune(kept, before) {
      let removed = 0;
      if (!existsSync(folder)) return 0;
      for (const group of readdirSync(folder))
        for (const name of readdirSync(join(folder, group))) {
          const path = join(folder, group, name);
          if (kept.has(name) || !(NAME.test(name) || LEFT.test(name))) continue;
          const found = statSync(path, { throwIfNoEntry: false });
          if (found === undefined || found.mtimeMs >= before) continue;
          rmSync(path, { force: true });
          removed++;
        }
      return removed;
    },
  };
}

function isWhole(path: string, hash: string): boolean {
  try {
    return sha256(readFileSync(path)) === hash;
  } catch {
    return false;
  }
}

export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function damaged(path: string, why: string, cause?: unknown): AppError {
  return new AppError(
    'BAD_DATA',
    `${path} ${why}, so what was trained is not there any more. Everything else is kept; forget the step that made it and resume the run.`,
    { file: path },
    cause,
  );
}
