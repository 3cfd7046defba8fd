// Models as bytes and back, bit for bit: what JSON writes as text, with typed arrays raw behind it. For checkpoints, which are written again
// and again and read by nobody else; bundles and objects keep the text of model-json.ts. Knows no estimator.
//
// Layout, little-endian: `ADMODEL1`, u32 length of the text, the text, then each array at a multiple of 8 in the order of the text.

import type { Model } from './contract.ts';
import { exactFromJson, exactToJson, isModel, MODEL_ARRAYS, type ModelArrayKind } from './model-json.ts';

const MAGIC = [...'ADMODEL1'].map((letter) => letter.charCodeAt(0));
const HEAD = 12;
const PLACE = '$bytes';

export function modelToBytes(model: Model): Uint8Array {
  const arrays: Uint8Array[] = [];
  const placed = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value)) {
      const kind = value.constructor.name;
      if (!(kind in MODEL_ARRAYS)) throw new RangeError(`a model cannot hold a ${kind}`);
      arrays.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      return { [PLACE]: kind, bytes: value.byteLength };
    }
    if (Array.isArray(value)) return value.map(placed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, placed(part)]));
  };
  const text = lettersOf(exactToJson(placed(model)));
  let end = aligned(HEAD + text.length);
  for (const array of arrays) end = aligned(end + array.length);
  const out = new Uint8Array(end);
  out.set(MAGIC);
  new DataView(out.buffer).setUint32(8, text.length, true);
  out.set(text, HEAD);
  let at = aligned(HEAD + text.length);
  for (const array of arrays) {
    out.set(array, at);
    at = aligned(at + array.length);
  }
  return out;
}

/** Throws RangeError or SyntaxError where the bytes are not a whole model. */
export function modelFromBytes(given: Uint8Array): Model {
  // A Buffer's own `slice` would not copy.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  if (bytes.length < HEAD || MAGIC.some((letter, k) => bytes[k] !== letter))
    throw new RangeError('the bytes are not a model');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  let at = aligned(HEAD + length);
  const restored = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value)) return value;
    if (Array.isArray(value)) return value.map(restored);
    if (typeof value !== 'object' || value === null) return value;
    if (PLACE in value) {
      const { [PLACE]: kind, bytes: size } = value as unknown as Record<string, unknown>;
      const Kind = MODEL_ARRAYS[kind as ModelArrayKind];
      if (Kind === undefined || typeof size !== 'number' || at + size > bytes.length)
        throw new RangeError('the model was cut: an array is not whole');
      const array = new Kind(bytes.slice(at, at + size).buffer);
      at = aligned(at + size);
      return array;
    }
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, restored(part)]));
  };
  const model = restored(exactFromJson(textOf(bytes.subarray(HEAD, HEAD + length))));
  if (!isModel(model) || at !== bytes.length) throw new RangeError('the bytes are not a whole model');
  return model;
}

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** UTF-16 units as bytes by their escapes: the text is plain ASCII, whatever names features have. */
function lettersOf(text: string): Uint8Array {
  const plain = text.replace(
    /[^\u0020-\u007e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function textOf(letters: Uint8Array): string {
  const BLOCK = 8_192;
  let text = '';
  for (let from = 0; from < letters.length; from += BLOCK)
    text += String.fromCharCode(...letters.subarray(from, from + BLOCK));
  return text;
}
