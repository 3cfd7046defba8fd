// Models as JSON text and back, bit for bit: typed arrays become base64 of their little-endian bytes under their type's name,
// numbers JSON has no word for become their names. Called by bundles and checkpoints. Knows no estimator.

import type { Model } from './contract.ts';

/** Kinds of arrays a model may hold, by name. */
export const MODEL_ARRAYS = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
} as const;
export type ModelArrayKind = keyof typeof MODEL_ARRAYS;
const MARK = '$array';
const NUMBER = '$number';

/** Any plain data that may hold typed arrays. Throws RangeError for kinds of arrays it does not know. */
export function exactToJson(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) => {
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
      return { [NUMBER]: Object.is(value, -0) ? '-0' : String(value) };
    if (!ArrayBuffer.isView(value)) return value;
    const kind = value.constructor.name;
    if (!(kind in MODEL_ARRAYS)) throw new RangeError(`a model cannot hold a ${kind}`);
    return {
      [MARK]: kind,
      base64: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
    };
  });
}

export const modelToJson = (model: Model): string => exactToJson(model);

/** Throws RangeError, or SyntaxError where the text is no JSON. */
export function exactFromJson(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null) return part;
    if (NUMBER in part) return Number(part[NUMBER]);
    if (!(MARK in part)) return part;
    const { [MARK]: kind, base64 } = part as Record<string, unknown>;
    const Kind = MODEL_ARRAYS[kind as ModelArrayKind];
    if (Kind === undefined || typeof base64 !== 'string')
      throw new RangeError(`the model holds an array of unknown kind ${String(kind)}`);
    const bytes = fromBase64(base64);
    if (bytes.length % Kind.BYTES_PER_ELEMENT !== 0)
      throw new RangeError(`the model holds a ${String(kind)} of ${bytes.length} bytes; the text was cut`);
    return new Kind(bytes.buffer);
  });
}

/** Throws RangeError where the text is not a model. */
export function modelFromJson(text: string): Model {
  const value = exactFromJson(text);
  if (!isModel(value)) throw new RangeError('the text is not a model');
  return value;
}

export function isModel(value: unknown): value is Model {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['estimator', 'version', 'names', 'classes', 'parameters', 'state'].every((key) => key in value)
  );
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PADDING = '='.charCodeAt(0);
const CODES = new Int16Array(128).fill(-1);
for (let k = 0; k < 64; k++) CODES[LETTERS.charCodeAt(k)] = k;

/** Letters of a text made at once: more arguments than this are too many for one call. */
const TEXT_BLOCK = 8_192;

/** By way of letters' codes, not of one string per letter: a large model has a hundred million of them. */
function toBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(4 * Math.ceil(bytes.length / 3));
  const letter = (k: number) => LETTERS.charCodeAt(k);
  for (let i = 0, at = 0; i < bytes.length; i += 3, at += 4) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const left = bytes.length - i;
    codes[at] = letter(word >> 18);
    codes[at + 1] = letter((word >> 12) & 63);
    codes[at + 2] = left > 1 ? letter((word >> 6) & 63) : PADDING;
    codes[at + 3] = left > 2 ? letter(word & 63) : PADDING;
  }
  let text = '';
  for (let from = 0; from < codes.length; from += TEXT_BLOCK)
    text += String.fromCharCode(...codes.subarray(from, from + TEXT_BLOCK));
  return text;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    let word = 0;
    for (let k = 0; k < 4; k++) {
      const letter = text[i + k]!;
      const code = letter === '=' ? 0 : (CODES[letter.charCodeAt(0)] ?? -1);
      if (code < 0) throw new RangeError(`the model holds an array that is not base64`);
      word = (word << 6) | code;
    }
    for (let k = 16; k >= 0 && at < bytes.length; k -= 8) bytes[at++] = (word >> k) & 255;
  }
  return bytes;
}
