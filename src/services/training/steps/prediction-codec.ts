// Predictions of test rows as bytes and back: what fits and blends write as objects, and blends, evaluation and reports read. Pure.
//
// Layout, everything little-endian: `ADPRED1\n`, u32 rows, u32 width, u32 states, u32 zero, f64 threshold; then rows u32, raw f64,
// calibrated f64, regimes f32, each filled up with zeros to a multiple of 8; then SHA-256 over all bytes before it. `ADPRED2\n` has, after
// the regimes, what a policy decided: side i8, multiplier f64, neutral f64, quality f64, gate u8. Without a policy version 1 is written.

import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import type { DecisionColumns } from '../../../../engines/learn/policy/decision-model.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { Predictions } from './contract.ts';

const PLAIN = 'ADPRED1\n';
const DECIDED = 'ADPRED2\n';
const FRONT = 32;
const SEAL = 32;
const LITTLE_ENDIAN = endianness() === 'LE';

/** Throws RangeError where the columns do not fit each other. */
export function encodePredictions(predictions: Predictions): Uint8Array {
  const { rows, width, states, threshold, decisions } = predictions;
  const columns = columnsOf(rows.length, width, states, decisions !== undefined);
  const given = [
    ...[rows, predictions.raw, predictions.calibrated, predictions.regimes],
    ...(decisions === undefined ? [] : decidedColumns(decisions)),
  ];
  const bytes = new Uint8Array(FRONT + columns.reduce((sum, one) => sum + padded(one.bytes), 0) + SEAL);
  bytes.set(Buffer.from(decisions === undefined ? PLAIN : DECIDED, 'latin1'));
  const view = new DataView(bytes.buffer);
  [rows.length, width, states, 0].forEach((value, k) => {
    view.setUint32(8 + 4 * k, value, true);
  });
  view.setFloat64(24, threshold, true);
  let at = FRONT;
  columns.forEach(({ name, length, size, bytes: own }, k) => {
    const values = given[k]!;
    if (values.length !== length)
      throw new RangeError(
        `${name} of ${rows.length} predicted rows must have ${length} values, got ${values.length}`,
      );
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, own), at);
    if (!LITTLE_ENDIAN) swap(bytes.subarray(at, at + own), size);
    at += padded(own);
  });
  bytes.set(sealOf(bytes), at);
  return bytes;
}

/** Throws BAD_DATA where the bytes are no predictions or not the ones that were written. */
export function decodePredictions(bytes: Uint8Array): Predictions {
  const magic = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (bytes.length < FRONT + SEAL || (magic !== PLAIN && magic !== DECIDED))
    throw damaged('they do not begin like any this version writes');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [rows, width, states] = [8, 12, 16].map((at) => view.getUint32(at, true)) as [number, number, number];
  const columns = columnsOf(rows, width, states, magic === DECIDED);
  if (bytes.length !== FRONT + columns.reduce((sum, one) => sum + padded(one.bytes), 0) + SEAL)
    throw damaged('they were cut');
  if (!sealOf(bytes).every((byte, k) => byte === bytes[bytes.length - SEAL + k]))
    throw damaged('they are not the ones that were written');
  let at = FRONT;
  const [rowBytes, raw, calibrated, regimes, ...decided] = columns.map(({ bytes: own, size }) => {
    const copy = bytes.slice(at, at + own);
    if (!LITTLE_ENDIAN) swap(copy, size);
    at += padded(own);
    return copy.buffer as ArrayBuffer;
  });
  return {
    rows: new Uint32Array(rowBytes!),
    width,
    raw: new Float64Array(raw!),
    calibrated: new Float64Array(calibrated!),
    regimes: new Float32Array(regimes!),
    states,
    threshold: view.getFloat64(24, true),
    ...(magic === DECIDED && { decisions: decisionsFrom(decided) }),
  };
}

function decidedColumns({ side, multiplier, neutral, quality, gate }: DecisionColumns) {
  return [side, multiplier, neutral, quality, gate];
}

function decisionsFrom([side, multiplier, neutral, quality, gate]: readonly ArrayBuffer[]): DecisionColumns {
  return {
    side: new Int8Array(side!),
    multiplier: new Float64Array(multiplier!),
    neutral: new Float64Array(neutral!),
    quality: new Float64Array(quality!),
    gate: new Uint8Array(gate!),
  };
}

function columnsOf(rows: number, width: number, states: number, decided: boolean) {
  const column = (name: string, length: number, size: number) => ({
    name,
    length,
    size,
    bytes: length * size,
  });
  return [
    column('rows', rows, 4),
    column('raw', rows * width, 8),
    column('calibrated', rows * width, 8),
    column('regimes', rows * states, 4),
    ...(decided
      ? [
          column('side', rows, 1),
          column('multiplier', rows, 8),
          column('neutral', rows, 8),
          column('quality', rows, 8),
          column('gate', rows, 1),
        ]
      : []),
  ];
}

function sealOf(bytes: Uint8Array): Uint8Array {
  return createHash('sha256')
    .update(bytes.subarray(0, bytes.length - SEAL))
    .digest();
}

function damaged(why: string): AppError {
  return new AppError(
    'BAD_DATA',
    `Stored predictions cannot be read: ${why}. Models and dataset are untouched; resume the run to compute them again.`,
  );
}

function padded(length: number): number {
  return (length + 7) & ~7;
}

function swap(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}
