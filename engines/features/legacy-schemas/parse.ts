// Reads the list of feature names out of a foreign schema file, in any of the layouts found in use: a JSON array, a JSON object
// with the list under one of several names, or the same printed by Python. Called by imports. Knows no feature.

import { parsePythonLiteral } from './python-literal.ts';

/** The file is not a feature schema; `message` says what was expected. Nothing was taken from it. */
export class LegacySchemaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LegacySchemaError';
  }
}

export interface LegacySchema {
  /** In the file's order, as written. */
  readonly names: readonly string[];
  /** The label's column where the file names it: never a feature. */
  readonly target: string | null;
}

/** Keys under which the list was found, in order of trust. */
const LIST_KEYS = ['feature_names', 'feature_columns', 'feature_cols', 'columns', 'features'] as const;
const EXPECTED = `a list of names, or an object with the list under ${LIST_KEYS.join(', ')}`;

/** Throws LegacySchemaError where the text is no schema, holds no names, or contradicts its own count. */
export function parseLegacySchema(text: string): LegacySchema {
  const value = parseText(text);
  if (Array.isArray(value)) return { names: namesOf(value), target: null };
  if (typeof value !== 'object' || value === null)
    throw new LegacySchemaError(`This is not a feature schema: expected ${EXPECTED}.`);
  const facts = value as Readonly<Record<string, unknown>>;
  const key = LIST_KEYS.find((one) => Array.isArray(facts[one]));
  if (key === undefined)
    throw new LegacySchemaError(
      `This file has no list of feature names: expected ${EXPECTED}; found ${Object.keys(facts).join(', ') || 'nothing'}.`,
    );
  const names = namesOf(facts[key] as readonly unknown[]);
  const { num_features: count, target_column: target } = facts;
  if (typeof count === 'number' && count !== names.length)
    throw new LegacySchemaError(
      `The file says it has ${count} features and lists ${names.length}. It was cut off or edited; take the complete one.`,
    );
  return { names, target: typeof target === 'string' ? target : null };
}

function parseText(text: string): unknown {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') throw new LegacySchemaError('The schema file is empty.');
  try {
    return JSON.parse(trimmed);
  } catch {
    const literal = parsePythonLiteral(trimmed);
    if (literal === undefined)
      throw new LegacySchemaError(
        `The text is neither JSON nor a printed Python list: expected ${EXPECTED}.`,
      );
    return literal;
  }
}

function namesOf(values: readonly unknown[]): string[] {
  if (values.length === 0) throw new LegacySchemaError('The list of feature names is empty.');
  return values.map((value, i) => {
    if (typeof value !== 'string' || value.trim() === '')
      throw new LegacySchemaError(`Entry ${i + 1} of the list is not a name: ${JSON.stringify(value)}.`);
    return value.trim();
  });
}
