// One feature of a set with what a study says of it: a row of the set's table. Pure.

import type { FeatureProfile, FeatureSetDetail, FeatureStudy } from '../../../../contracts/features.ts';
import { clusterNumber, worstPsi } from './study-model.ts';

export type SetEntry = FeatureSetDetail['entries'][number];

export interface EntryRow {
  readonly entry: SetEntry;
  /** Place in the set, from 1. */
  readonly number: number;
  readonly profile: FeatureProfile | null;
  readonly psi: number;
  readonly cluster: number | null;
}

export function entryRows(set: FeatureSetDetail, study: FeatureStudy | null): readonly EntryRow[] {
  const profiles = new Map(study?.features.map((profile) => [profile.name, profile]));
  return set.entries.map((entry, k) => {
    const profile = profiles.get(entry.name) ?? null;
    return {
      entry,
      number: k + 1,
      profile,
      psi: profile ? worstPsi(profile) : Number.NaN,
      cluster: study && profile ? clusterNumber(study, entry.name) : null,
    };
  });
}

/** Entry `by` places from the named one, for stepping by keys; the first or last where none is named. */
export function stepped(rows: readonly EntryRow[], name: string | undefined, by: 1 | -1): string | undefined {
  const at = rows.findIndex((row) => row.entry.name === name);
  if (at < 0) return (by > 0 ? rows[0] : rows.at(-1))?.entry.name;
  return rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.entry.name;
}
