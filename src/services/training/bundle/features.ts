// What a bundle says of its features: names in order under one hash, and what stands in where a value is missing. Called by the bundle
// writer; serving obeys it.

import { createHash } from 'node:crypto';
import type { BundleFeatures } from '../../../contracts/bundles.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { StoredModel } from '../steps/contract.ts';
import { acceptsMissing, historyOf, membersOf, regimesOf } from './servable.ts';

/** SHA-256 of the names joined by commas. */
export function featuresHash(names: readonly string[]): string {
  return createHash('sha256').update(names.join(',')).digest('hex');
}

/**
 * `neutral`: numbers training put in the place of missing values, by feature; they stand in at serving, too. Every other feature is left
 * to the model where it knows missing values, and refused where it does not.
 */
export function featuresOf(
  stored: StoredModel,
  featureSet: BundleFeatures['featureSet'],
  neutral: Readonly<Record<string, number>> = {},
): BundleFeatures {
  const { inputs } = stored;
  const strange = Object.keys(neutral).find((name) => !inputs.includes(name));
  if (strange !== undefined)
    throw new AppError(
      'BAD_REQUEST',
      `A neutral default was given for ${strange}, which the model does not read. Nothing was written; name one of its ${inputs.length} features.`,
    );
  const otherwise = acceptsMissing(stored) ? 'missing' : 'refuse';
  // What only the decision reads may be missing: its gates then say so and stay out.
  const read = new Set(membersOf(stored).flatMap(({ model }) => model.names));
  for (const regimes of regimesOf(stored)) for (const name of regimes.hmm.names) read.add(name);
  const ruleOf = (name: string) => neutral[name] ?? (read.has(name) ? otherwise : 'missing');
  return {
    hash: featuresHash(inputs),
    featureSet,
    names: [...inputs],
    missing: Object.fromEntries(inputs.map((name) => [name, ruleOf(name)])),
    history: historyOf(stored),
    wholeSession: regimesOf(stored).length > 0,
  };
}
