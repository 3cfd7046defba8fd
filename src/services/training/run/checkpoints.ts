// The state of a step that is under way: `<data folder>/training/checkpoints/<hash of its inputs>.bin`, bit-exact. Written by training
// threads, read when the same step starts again, removed once its result is stored.

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../../../../engines/learn/contract.ts';
import { modelFromBytes, modelToBytes } from '../../../../engines/learn/model-bytes.ts';
import { writeWholeSync } from './whole-file.ts';

export interface CheckpointStore {
  load(inputHash: string): Model | null;
  save(inputHash: string, model: Model): void;
  remove(inputHash: string): void;
  /** Removes all but those of the steps in `kept`, by the hash of their inputs, and what a killed thread left half written. */
  prune(kept: ReadonlySet<string>): void;
}

export function createCheckpointStore(dataFolder: string): CheckpointStore {
  const folder = join(dataFolder, 'training', 'checkpoints');
  const nameOf = (inputHash: string) => `${inputHash}.bin`;
  const pathOf = (inputHash: string) => join(folder, nameOf(inputHash));
  return {
    load(inputHash) {
      let bytes: Uint8Array;
      try {
        bytes = readFileSync(pathOf(inputHash));
      } catch {
        return null;
      }
      try {
        return modelFromBytes(bytes);
      } catch {
        // Not ours or damaged by the disk: the step starts afresh and gives the same.
        return null;
      }
    },
    save: (inputHash, model) => writeWholeSync(pathOf(inputHash), modelToBytes(model)),
    remove: (inputHash) => rmSync(pathOf(inputHash), { force: true }),
    prune(kept) {
      if (!existsSync(folder)) return;
      const names = new Set([...kept].map(nameOf));
      for (const name of readdirSync(folder))
        if (!names.has(name)) rmSync(join(folder, name), { force: true });
    },
  };
}
