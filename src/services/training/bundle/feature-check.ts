// What a bundle asks of the rows it is given: its features, in its order, under its hash, and nothing missing that training could not have
// lacked. Called by serving.ts; pure. Refuses rather than guesses.

import type { BundleFeatures } from '../../../contracts/bundles.ts';
import { AppError } from '../../../contracts/errors.ts';

const NOTHING_PREDICTED = 'Nothing was predicted';

/** Throws REFUSED, naming the first difference. `hash`: of the feature set the rows were made with, where the caller knows it. */
export function acceptFeatures(features: BundleFeatures, names: readonly string[], hash?: string): void {
  if (hash !== undefined && hash !== features.hash)
    throw new AppError(
      'REFUSED',
      `The rows were made with other features than the model was trained on (hash ${hash.slice(0, 12)}, the model's is ${features.hash.slice(0, 12)}). ${NOTHING_PREDICTED}; use the model's feature set, or a model of this one.`,
      { hash, expected: features.hash },
    );
  const at = features.names.findIndex((name, k) => name !== names[k]);
  if (at < 0 && names.length === features.names.length) return;
  const place = at < 0 ? features.names.length : at;
  const [own, given] = [features.names[place], names[place]];
  throw new AppError(
    'REFUSED',
    `The rows have ${names.length} features, the model reads ${features.names.length}; they part at number ${place + 1}: the model reads ${own ?? 'nothing more'}, the rows bring ${given ?? 'nothing more'}. ${NOTHING_PREDICTED}; bring the model's features in its order.`,
    { expected: features.names, names },
  );
}

/** Puts defaults where they are declared; throws REFUSED where a value may not be missing. */
export type MissingRule = (row: Float32Array) => void;

/** Null where the model knows missing values of every feature itself. */
export function missingRule({ names, missing }: BundleFeatures): MissingRule | null {
  const rules = names.flatMap((name, f) => {
    const rule = missing[name]!;
    return rule === 'missing' ? [] : [{ name, f, rule }];
  });
  if (rules.length === 0) return null;
  return (row) => {
    for (const { name, f, rule } of rules) {
      if (!Number.isNaN(row[f]!)) continue;
      if (rule === 'refuse') throw isMissing(name);
      row[f] = rule;
    }
  };
}

/**
 * The row a record of named values makes. A name that is not there at all is a fault of whoever made the record, unless the bundle
 * declares a number for it; a value that is not known (null, NaN) is treated as training treated it. Names beyond the model's are not read.
 */
export function rowOfRecord(
  { names, missing }: BundleFeatures,
  record: Readonly<Record<string, number | null | undefined>>,
): Float32Array {
  const row = new Float32Array(names.length);
  names.forEach((name, f) => {
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (value === undefined && typeof missing[name] !== 'number')
      throw new AppError(
        'REFUSED',
        `The record has no ${name}, which the model reads, and the bundle declares no default for it. ${NOTHING_PREDICTED}; bring all ${names.length} features, null where a value is not known.`,
        { missing: names.filter((one) => !Object.hasOwn(record, one)) },
      );
    row[f] = value ?? Number.NaN;
  });
  return row;
}

function isMissing(name: string): AppError {
  return new AppError(
    'REFUSED',
    `${name} is missing, and the model was trained on rows that had it. ${NOTHING_PREDICTED}; wait for the value, or use a model that knows missing values.`,
    { feature: name },
  );
}
