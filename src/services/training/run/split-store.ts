// Splits by name: saved from a run, used again for the same dataset. Called by the service and when a run's split is made.

import { createHash } from 'node:crypto';
import { canonicalSplit, readSplit } from '../../../../engines/validation/splits/canonical.ts';
import type { Split } from '../../../../engines/validation/splits/split.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { StoredSplit } from '../../../contracts/training.ts';
import type { Db } from '../../db/port.ts';

export interface SplitStore {
  list(): Promise<readonly StoredSplit[]>;
  /** Throws NOT_FOUND. */
  get(name: string): Promise<Split>;
  /** Throws CONFLICT where the name stands for another split. */
  save(name: string, text: string, words: string, at: number): Promise<StoredSplit>;
}

interface SplitRow {
  readonly name: string;
  readonly dataset_hash: string;
  readonly hash: string;
  readonly words: string;
  readonly folds: number;
  readonly text: string;
  readonly recorded_at: number;
}

/** SHA-256 of the canonical text. */
export function splitHash(split: Split): string {
  return createHash('sha256').update(canonicalSplit(split)).digest('hex');
}

export function createSplitStore(db: Db): SplitStore {
  const rowOf = (name: string) => db.get<SplitRow>('SELECT * FROM training_split WHERE name = ?', [name]);
  return {
    async list() {
      const rows = await db.all<SplitRow>('SELECT * FROM training_split ORDER BY recorded_at DESC, name');
      return rows.map(viewOf);
    },

    async get(name) {
      const row = await rowOf(name);
      if (!row)
        throw new AppError(
          'NOT_FOUND',
          `There is no split called "${name}". Save one from a run, or choose another; nothing was started.`,
        );
      return readSplit(row.text);
    },

    async save(name, text, words, at) {
      const split = readSplit(text);
      const hash = splitHash(split);
      const known = await rowOf(name);
      if (known && known.hash !== hash)
        throw new AppError(
          'CONFLICT',
          `"${name}" is the name of another split (${known.words}). Nothing was changed; choose another name.`,
        );
      await db.run(
        `INSERT INTO training_split (name, dataset_hash, hash, words, folds, text, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        [name, split.datasetHash, hash, words, split.folds.length, text, at],
      );
      return viewOf((await rowOf(name))!);
    },
  };
}

function viewOf(row: SplitRow): StoredSplit {
  return {
    name: row.name,
    datasetHash: row.dataset_hash,
    hash: row.hash,
    words: row.words,
    folds: row.folds,
    createdAt: row.recorded_at,
  };
}

export function foreignSplit(name: string): AppError {
  return new AppError(
    'REFUSED',
    `The split "${name}" was made for another dataset. Nothing was started; make a split for this one.`,
  );
}
