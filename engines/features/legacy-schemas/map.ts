// Maps the feature names of a foreign schema onto our templates: every name becomes an entry or is refused with a reason, and
// where our formula differs on purpose the difference is told. Called by imports of schemas, models and feature logs.

import type { FeatureEntry } from '../definition.ts';
import { futureNameRule } from '../future-names.ts';
import { KNOWN_NAMES } from './known-names.ts';
import { refusalOf } from './refusals.ts';

export interface RefusedName {
  /** As the schema writes it. */
  readonly name: string;
  readonly reason: string;
}

export interface CorrectedName {
  readonly name: string;
  readonly words: string;
}

export interface MappedSchema {
  /** In the schema's order, names in lower case: the entries of a feature set. */
  readonly entries: readonly FeatureEntry[];
  readonly unmapped: readonly RefusedName[];
  /** Those of `entries` that do not compute what the schema's writer computed. A model trained on it cannot be served. */
  readonly corrected: readonly CorrectedName[];
}

export function mapLegacySchema(names: readonly string[]): MappedSchema {
  const entries = new Map<string, FeatureEntry>();
  const unmapped: RefusedName[] = [];
  const corrected: CorrectedName[] = [];
  for (const name of names) {
    const key = name.toLowerCase();
    const reason = entries.has(key) ? 'Listed twice in the schema: kept once.' : reasonAgainst(key);
    if (reason !== null) {
      unmapped.push({ name, reason });
      continue;
    }
    const { entry, words } = KNOWN_NAMES.get(key)!;
    entries.set(key, entry);
    if (words !== undefined) corrected.push({ name, words });
  }
  return { entries: [...entries.values()], unmapped, corrected };
}

function reasonAgainst(name: string): string | null {
  const rule = futureNameRule(name);
  if (rule !== null) return `A name for what happens after the decision (${rule}): never an input.`;
  if (KNOWN_NAMES.has(name)) return null;
  return (
    refusalOf(name) ??
    'Not a name of any schema known here, and no formula comes with it. Choose a feature of the catalogue instead.'
  );
}
