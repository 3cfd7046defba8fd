// What a new feature set may be called, and a free id to begin with. Pure.

import type { FeatureSetSummary } from '../../../../contracts/features.ts';

export interface NewSetName {
  readonly id: string;
  readonly title: string;
}

const ID = /^[a-z][a-z0-9-]{1,40}$/;

/** Why an id cannot name a new set, or null. */
export function idProblem(id: string, sets: readonly Pick<FeatureSetSummary, 'id'>[]): string | null {
  if (!ID.test(id)) return 'Write it like scalper-52: lower case letters, digits and dashes, a letter first.';
  if (sets.some((set) => set.id === id)) return `A set called ${id} exists. Choose another id.`;
  return null;
}

/** `scalper-52-2`, or the next number that is free. */
export function freeId(stem: string, sets: readonly Pick<FeatureSetSummary, 'id'>[]): string {
  const taken = new Set(sets.map((set) => set.id));
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}

/** The stem of a file's name as an id: `Feature Schema (99).json` → `feature-schema-99`. */
export function idFromFileName(fileName: string): string {
  const words = fileName
    .replace(/\.[a-z0-9]+$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  return words.length < 2 ? 'imported' : words.slice(0, 36);
}
