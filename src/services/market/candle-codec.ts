// One session's bars as bytes and back: little-endian Float64 columns one after the other, in the order of COLUMNS, open
// interest last where there is any. Called by the store; pure. The content hash is taken over exactly these bytes.

import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { type BarColumn, type Bars, createBars } from '../../../engines/market/bars.ts';
import { AppError } from '../../contracts/errors.ts';

export interface EncodedDay {
  readonly count: number;
  readonly columns: Uint8Array;
  /** SHA-256 over `columns`, hex. */
  readonly contentHash: string;
}

const COLUMNS: readonly BarColumn[] = ['openTime', 'open', 'high', 'low', 'close', 'volume'];
const WITH_OPEN_INTEREST: readonly BarColumn[] = [...COLUMNS, 'openInterest'];
const BYTES = Float64Array.BYTES_PER_ELEMENT;
const LITTLE_ENDIAN = endianness() === 'LE';

export function encodeDay(bars: Bars): EncodedDay {
  const names = bars.openInterest ? WITH_OPEN_INTEREST : COLUMNS;
  const columns = new Uint8Array(names.length * bars.length * BYTES);
  names.forEach((name, k) => {
    const values = bars[name]!;
    columns.set(
      new Uint8Array(values.buffer, values.byteOffset, bars.length * BYTES),
      k * bars.length * BYTES,
    );
  });
  if (!LITTLE_ENDIAN) swapBytes(columns);
  return { count: bars.length, columns, contentHash: hashOf(columns) };
}

/** Throws DATABASE_DAMAGED where the bytes are not `count` bars. */
export function decodeDay(columns: Uint8Array, count: number): Bars {
  const bars = createBars(count, hasOpenInterest(columns, count));
  copyDay(columns, count, bars, 0);
  return bars;
}

export function hashOf(columns: Uint8Array): string {
  return createHash('sha256').update(columns).digest('hex');
}

export function hasOpenInterest(columns: Uint8Array, count: number): boolean {
  return columnsIn(columns, count) === WITH_OPEN_INTEREST.length;
}

/** Writes a stored day into `target` from bar `offset` on; columns the target does not have are left out. */
export function copyDay(columns: Uint8Array, count: number, target: Bars, offset: number): void {
  const stored = columnsIn(columns, count);
  const bytes = LITTLE_ENDIAN ? columns : swapBytes(columns.slice());
  for (let k = 0; k < stored; k++) {
    const values = target[WITH_OPEN_INTEREST[k]!];
    if (!values) continue;
    // Byte-wise, since a driver may hand over bytes at any address.
    new Uint8Array(values.buffer, values.byteOffset + offset * BYTES, count * BYTES).set(
      bytes.subarray(k * count * BYTES, (k + 1) * count * BYTES),
    );
  }
}

function columnsIn(columns: Uint8Array, count: number): number {
  const stored = columns.byteLength / (count * BYTES);
  if (stored === COLUMNS.length || stored === WITH_OPEN_INTEREST.length) return stored;
  throw new AppError(
    'DATABASE_DAMAGED',
    `A stored day holds ${columns.byteLength} bytes, which is not ${count} bars. Nothing was changed. Remove that instrument's bars and import its file again.`,
  );
}

function swapBytes(columns: Uint8Array): Uint8Array {
  const view = new DataView(columns.buffer, columns.byteOffset, columns.byteLength);
  for (let at = 0; at < columns.byteLength; at += BYTES)
    view.setFloat64(at, view.getFloat64(at, true), false);
  return columns;
}
