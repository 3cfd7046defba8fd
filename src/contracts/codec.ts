// JSON plus typed arrays and non-finite numbers, which plain JSON would lose: the transformer of both ends of the tRPC link,
// and how stored run results are written. Typed arrays travel as base64; NaN and ±Infinity keep their meaning.

type Encoded = null | boolean | number | string | Encoded[] | { [key: string]: Encoded };

const TAG = '$ad';

/** Typed arrays of more than a byte per element, by the name they travel under. */
const COLUMNS: Readonly<
  Record<string, Float64ArrayConstructor | Float32ArrayConstructor | Int16ArrayConstructor>
> = { f64: Float64Array, f32: Float32Array, i16: Int16Array };

function toBase64(bytes: Uint8Array): string {
  const native = bytes as Uint8Array & { toBase64?: () => string };
  if (typeof native.toBase64 === 'function') return native.toBase64();
  let text = '';
  const step = 0x8000;
  for (let i = 0; i < bytes.length; i += step) text += String.fromCharCode(...bytes.subarray(i, i + step));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  const native = Uint8Array as typeof Uint8Array & { fromBase64?: (text: string) => Uint8Array };
  if (typeof native.fromBase64 === 'function') return native.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

function encode(value: unknown): Encoded {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number')
    return Number.isFinite(value) ? value : { [TAG]: 'number', v: String(value) };
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Uint8Array) return { [TAG]: 'u8', v: toBase64(value) };
  for (const [name, type] of Object.entries(COLUMNS))
    if (value instanceof type)
      return { [TAG]: name, v: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value === 'object') {
    const encoded: { [key: string]: Encoded } = {};
    for (const [key, member] of Object.entries(value))
      if (member !== undefined) encoded[key] = encode(member);
    return encoded;
  }
  throw new TypeError(`A ${typeof value} cannot cross to the page`);
}

function decode(value: Encoded): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(decode);
  const tag = value[TAG];
  if (tag !== undefined) {
    const text = String(value.v);
    if (tag === 'number') return Number(text);
    const bytes = fromBase64(text);
    if (tag === 'u8') return bytes;
    const type = typeof tag === 'string' && Object.hasOwn(COLUMNS, tag) ? COLUMNS[tag] : undefined;
    if (type) return new type(bytes.slice().buffer);
    throw new TypeError(`Unknown encoding ${String(tag)}`);
  }
  const decoded: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') continue;
    decoded[key] = decode(member);
  }
  return decoded;
}

export const codec = {
  serialize: (value: unknown): unknown => encode(value),
  deserialize: (value: unknown): unknown => decode(value as Encoded),
};
