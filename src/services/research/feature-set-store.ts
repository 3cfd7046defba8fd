// Versions of feature sets: those that come with AnchorDesk and those a user saved. Called by the feature service and by whatever
// builds rows from a set. Nothing is ever overwritten: an edit is the next version.

import type { FeatureSet } from '../../../engines/features/definition.ts';
import { FEATURE_SETS } from '../../../engines/features/sets/index.ts';
import { AppError } from '../../contracts/errors.ts';
import {
  type FeatureSetDraft,
  type FeatureSetReference,
  featureEntrySchema,
} from '../../contracts/features.ts';
import type { Db } from '../db/port.ts';
import { type KeptSet, resolved, setHash } from './feature-catalogue.ts';

export interface FeatureSetStore {
  /** Every version of every set, built-in ones first, then by id and version. */
  all(): Promise<readonly KeptSet[]>;
  /** Without a version the newest. Throws NOT_FOUND. */
  get(reference: FeatureSetReference): Promise<KeptSet & { readonly versions: readonly number[] }>;
  /** Gives back the version of this id that has equal columns, or stores the next one. */
  add(draft: FeatureSetDraft, at: number): Promise<FeatureSetReference & { readonly version: number }>;
}

interface SetRow {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly description: string;
  readonly entries: string;
  readonly recorded_at: number;
}

const BUILT_IN: readonly KeptSet[] = FEATURE_SETS.map((set) => ({ set, builtIn: true, createdAt: null }));

export function createFeatureSetStore(db: Db): FeatureSetStore {
  async function versionsOf(tx: Db, id: string): Promise<readonly KeptSet[]> {
    const rows = await tx.all<SetRow>('SELECT * FROM feature_set WHERE id = ? ORDER BY version', [id]);
    return [...BUILT_IN.filter((kept) => kept.set.id === id), ...rows.map(keptOf)].sort(
      (a, b) => a.set.version - b.set.version,
    );
  }

  return {
    async all() {
      const rows = await db.all<SetRow>('SELECT * FROM feature_set ORDER BY id, version');
      return [...BUILT_IN, ...rows.map(keptOf)];
    },

    async get({ id, version }) {
      const kept = await versionsOf(db, id);
      const found = version === undefined ? kept.at(-1) : kept.find((one) => one.set.version === version);
      if (!found)
        throw new AppError(
          'NOT_FOUND',
          kept.length === 0
            ? `There is no feature set "${id}". Open Research → Feature sets for the list.`
            : `Feature set ${id} has no version ${version}; it has ${kept.map((one) => one.set.version).join(', ')}.`,
          { id, version },
        );
      return { ...found, versions: kept.map((one) => one.set.version).reverse() };
    },

    add: (draft, at) =>
      db.transaction(async (tx) => {
        const kept = await versionsOf(tx, draft.id);
        const hash = setHash(resolved({ ...draft, version: 1 }));
        const same = kept.findLast((one) => hashOf(one) === hash);
        if (same) return { id: draft.id, version: same.set.version };
        const version = Math.max(0, ...kept.map((one) => one.set.version)) + 1;
        await tx.run(
          `INSERT INTO feature_set (id, version, title, description, entries, hash, recorded_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
          [draft.id, version, draft.title, draft.description, JSON.stringify(draft.entries), hash, at],
        );
        return { id: draft.id, version };
      }),
  };
}

/** Null where a newer AnchorDesk saved what this one cannot compute. */
function hashOf({ set }: KeptSet): string | null {
  try {
    return setHash(resolved(set));
  } catch {
    return null;
  }
}

function keptOf(row: SetRow): KeptSet {
  const set: FeatureSet = {
    id: row.id,
    version: row.version,
    title: row.title,
    description: row.description,
    entries: featureEntrySchema.array().parse(JSON.parse(row.entries)),
  };
  return { set, builtIn: false, createdAt: row.recorded_at };
}
