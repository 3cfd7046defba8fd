// One instrument's rows of a dataset as bytes and back. Called by builds, verification, rows, exports and training; pure.
//
// Layout, everything little-endian:
//   0   8 bytes   `ADPART1\n`
//   8   u32       length of the header in bytes
//   12  header    JSON (PartHeader), filled up with spaces so that the columns begin at a multiple of 8
//   then the columns, each at the `offset` its header entry names, each filled up with zeros to a multiple of 8:
//   time f64, t1 f64, value f64, weight f64, label i16, hit u8, one f32 per feature in order, one bitmap per feature in order
//   (one bit per row, least significant first: 1 where the value is known).
// `contentHash` is the SHA-256 of all bytes after the header: equal rows have equal hashes on every machine. `seal` is the SHA-256 of
// the header without it: a header that names the wrong columns would turn whole columns into others.

import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { validityOf } from '../../../engines/features/matrix.ts';
import { AppError } from '../../contracts/errors.ts';
import type { PartFacts } from './part-facts.ts';

export interface PartColumns {
  readonly rows: number;
  /** Decision times, ascending, epoch milliseconds. */
  readonly time: Float64Array;
  readonly t1: Float64Array;
  readonly value: Float64Array;
  readonly weight: Float64Array;
  readonly label: Int16Array;
  readonly hit: Uint8Array;
  /** One per feature name; NaN where missing. */
  readonly features: readonly Float32Array[];
}

interface ColumnPlace {
  readonly name: string;
  readonly type: 'f64' | 'f32' | 'i16' | 'u8' | 'bits';
  /** From the first byte after the header. */
  readonly offset: number;
  readonly bytes: number;
}

export interface PartHeader {
  readonly format: 1;
  /** SHA-256 over everything the part was made from. */
  readonly key: string;
  readonly instrumentId: string;
  readonly rows: number;
  readonly names: readonly string[];
  readonly columns: readonly ColumnPlace[];
  readonly contentHash: string;
  /** What the build counted on the way; kept so that a build that continues need not count again. Null for imported rows. */
  readonly facts: PartFacts | null;
}

interface SealedHeader extends PartHeader {
  readonly seal: string;
}

export interface Part {
  readonly header: PartHeader;
  readonly columns: PartColumns;
}

const MAGIC = 'ADPART1\n';
const FRONT = 12;

export function encodePart(
  about: { readonly key: string; readonly instrumentId: string; readonly names: readonly string[] },
  columns: PartColumns,
  facts: PartFacts | null,
): { readonly bytes: Uint8Array; readonly header: PartHeader } {
  const places: ColumnPlace[] = [];
  const pieces: Uint8Array[] = [];
  let offset = 0;
  const add = (name: string, type: ColumnPlace['type'], values: ArrayBufferView) => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    places.push({ name, type, offset, bytes: bytes.length });
    pieces.push(bytes);
    offset += padded(bytes.length);
  };
  add('time', 'f64', columns.time);
  add('t1', 'f64', columns.t1);
  add('value', 'f64', columns.value);
  add('weight', 'f64', columns.weight);
  add('label', 'i16', columns.label);
  add('hit', 'u8', columns.hit);
  about.names.forEach((name, k) => {
    add(name, 'f32', columns.features[k]!);
  });
  about.names.forEach((name, k) => {
    add(name, 'bits', validityOf(columns.features[k]!));
  });

  const body = new Uint8Array(offset);
  places.forEach((place, k) => {
    body.set(pieces[k]!, place.offset);
    if (!LITTLE_ENDIAN) swap(body.subarray(place.offset, place.offset + place.bytes), WIDTH[place.type]);
  });
  const header: PartHeader = {
    format: 1,
    ...about,
    rows: columns.rows,
    columns: places,
    contentHash: sha256(body),
    facts,
  };
  const sealed: SealedHeader = { ...header, seal: sealOf(header) };
  const text = Buffer.from(JSON.stringify(sealed), 'utf8');
  const headerLength = padded(FRONT + text.length) - FRONT;
  const bytes = new Uint8Array(FRONT + headerLength + body.length).fill(0x20, 0, FRONT + headerLength);
  bytes.set(Buffer.from(MAGIC, 'latin1'));
  new DataView(bytes.buffer).setUint32(8, headerLength, true);
  bytes.set(text, FRONT);
  bytes.set(body, FRONT + headerLength);
  return { bytes, header };
}

/**
 * Throws BAD_DATA where the bytes are no part or are not the ones that were written. `views`: columns share the memory of `bytes` where
 * they can, for readers that copy them on at once; such columns must not be kept or posted one by one.
 */
export function decodePart(bytes: Uint8Array, file: string, columnsAs: 'copies' | 'views' = 'copies'): Part {
  const { header, body } = readHeader(bytes, file);
  if (sha256(body) !== header.contentHash)
    throw damaged(file, 'its bytes are not the ones that were written');
  const at = (name: string, type: ColumnPlace['type']) => {
    const place = header.columns.find((one) => one.name === name && one.type === type);
    if (!place) throw damaged(file, `it has no column ${name}`);
    const start = body.byteOffset + place.offset;
    const length = place.bytes / WIDTH[type];
    if (columnsAs === 'views' && LITTLE_ENDIAN && start % 8 === 0)
      return [body.buffer, start, length] as const;
    // A copy of its own, since a column may begin at any address of the file's buffer (and a Buffer's slice shares it).
    const copy = new Uint8Array(body.subarray(place.offset, place.offset + place.bytes));
    if (!LITTLE_ENDIAN) swap(copy, WIDTH[type]);
    return [copy.buffer, 0, length] as const;
  };
  const columns: PartColumns = {
    rows: header.rows,
    time: new Float64Array(...at('time', 'f64')),
    t1: new Float64Array(...at('t1', 'f64')),
    value: new Float64Array(...at('value', 'f64')),
    weight: new Float64Array(...at('weight', 'f64')),
    label: new Int16Array(...at('label', 'i16')),
    hit: new Uint8Array(...at('hit', 'u8')),
    features: header.names.map((name) => new Float32Array(...at(name, 'f32'))),
  };
  return { header, columns };
}

function readHeader(bytes: Uint8Array, file: string): { header: PartHeader; body: Uint8Array } {
  if (bytes.length < FRONT || Buffer.from(bytes.subarray(0, 8)).toString('latin1') !== MAGIC)
    throw damaged(file, 'it does not begin like one');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  let sealed: SealedHeader;
  try {
    sealed = JSON.parse(Buffer.from(bytes.subarray(FRONT, FRONT + length)).toString('utf8')) as SealedHeader;
  } catch {
    throw damaged(file, 'its header cannot be read');
  }
  if (sealed.format !== 1) throw damaged(file, 'it was written by a newer AnchorDesk');
  const { seal, ...header } = sealed;
  if (sealOf(header) !== seal) throw damaged(file, 'its header is not the one that was written');
  return { header, body: bytes.subarray(FRONT + length) };
}

/** Reading JSON keeps the order of names, so a header read back gives the same text. */
function sealOf(header: PartHeader): string {
  return sha256(JSON.stringify(header));
}

function damaged(file: string, why: string): AppError {
  return new AppError(
    'BAD_DATA',
    `${file} is not a whole part of a dataset: ${why}. The stored candles are untouched; remove the dataset and build it again.`,
    { file },
  );
}

const WIDTH: Readonly<Record<ColumnPlace['type'], number>> = { f64: 8, f32: 4, i16: 2, u8: 1, bits: 1 };
const LITTLE_ENDIAN = endianness() === 'LE';

function swap(bytes: Uint8Array, width: number): void {
  if (width === 1) return;
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
}

function padded(length: number): number {
  return (length + 7) & ~7;
}

export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
