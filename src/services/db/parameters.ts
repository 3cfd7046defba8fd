// What may be bound to a statement, made equal for both drivers. Called by connection.ts for every statement.
//
// Integers: a whole number within 32 bits is bound as INTEGER, any other number as REAL; a column declared INTEGER turns a
// whole REAL back into an INTEGER without loss up to 2^53. A bigint is accepted while it is a safe integer and comes back as
// a number; beyond that it is refused rather than rounded (store it as text). NaN becomes NULL, as in SQLite itself.

import { AppError } from '../../contracts/errors.ts';
import type { SqlParameters } from './port.ts';

export type BoundValue = null | number | string | Uint8Array;

export function boundValues(parameters: SqlParameters | undefined): BoundValue[] {
  if (parameters === undefined) return [];
  return parameters.map((value, i) => {
    if (value === null || typeof value === 'number' || typeof value === 'string') return value;
    if (value instanceof Uint8Array) return value;
    if (typeof value === 'bigint') return safeInteger(value, i);
    throw new AppError(
      'INTERNAL',
      `Statement parameter ${i + 1} is ${value === undefined ? 'undefined' : `a ${typeof value}`}; use null, a number, text or bytes. Nothing was written.`,
    );
  });
}

function safeInteger(value: bigint, position: number): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < BigInt(Number.MIN_SAFE_INTEGER))
    throw new AppError(
      'BAD_REQUEST',
      `Statement parameter ${position + 1} (${value}) is larger than 2^53 and would lose digits. Nothing was written; store it as text.`,
    );
  return Number(value);
}

/** True for numbers both drivers bind as INTEGER. */
export function isSmallInteger(value: number): boolean {
  return (value | 0) === value;
}
