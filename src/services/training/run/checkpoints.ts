// The state of a step that is under way: `<data folder>/training/checkpoints/<hash of its inputs>.json`, bit-exact. Written by training
// threads, read when the same step starts again, removed once its result is stored.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../../../../engines/learn/contract.ts';
import { modelFromJson, modelToJson } from '../../../../engines/learn/model-json.ts';
import { writeWholeSync } from './whole-file.ts';

export interface CheckpointStore {
  load(inputHash: string): Model | null;
  save(inputHash: string, model: Model): void;
  remove(inputHash: string): void;
}

export function createCheckpointStore(dataFolder: string): CheckpointStore {
  const pathOf = (inputHash: string) => join(dataFolder, 'training', 'checkpoints', `${inputHash}.json`);
  return {
    load(inputHash) {
      let text: string;
      try {
        text = readFileSync(pathOf(inputHash), 'utf8');
      } catch {
        return null;
      }
      try {
        return modelFromJson(text);
      } catch {
        // Not ours or damaged by the disk: the step starts afresh and gives the same.
        return null;
      }
    },
    save: (inputHash, model) => writeWholeSync(pathOf(inputHash), Buffer.from(modelToJson(model), 'utf8')),
    remove: (inputHash) => rmSync(pathOf(inputHash), { force: true }),
  };
}
