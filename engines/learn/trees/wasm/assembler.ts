// Puts functions together into a WebAssembly module that works on an imported memory (`env.memory`). Our whole toolchain: about a
// hundred lines instead of a compiler at build time. Called by kernel-module.ts.

import { type Bytes, name, section, unsigned, vector } from './encoding.ts';

export type ValueType = 'i32' | 'i64' | 'f64' | 'v128';
const TYPE_CODE: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b };

/** A parameter or a local of a function being written. */
export interface Variable {
  readonly get: Bytes;
  set(value: Bytes): Bytes;
}

/** A function as its source gives it. */
export interface FunctionSource {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly result?: ValueType;
  readonly locals: readonly ValueType[];
  readonly body: Bytes;
}

/**
 * Writes one function: `parameters` and `locals` name its variables with their types, `body` gives its instructions.
 * The last instruction leaves the result, if there is one.
 */
export function defineFunction<P extends Record<string, ValueType>, L extends Record<string, ValueType>>(
  functionName: string,
  parameters: P,
  locals: L,
  body: (variables: { readonly [K in keyof P | keyof L]: Variable }) => Bytes,
  result?: ValueType,
): FunctionSource {
  const entries = [...Object.entries(parameters), ...Object.entries(locals)];
  const variables = Object.fromEntries(
    entries.map(([key], index): [string, Variable] => {
      const at = unsigned(index);
      return [key, { get: [0x20, ...at], set: (value) => [...value, 0x21, ...at] }];
    }),
  ) as { [K in keyof P | keyof L]: Variable };
  return {
    name: functionName,
    parameters: Object.values(parameters),
    locals: Object.values(locals),
    result,
    body: body(variables),
  };
}

/** The bytes of a module that exports the functions. A shared memory must be declared shared, with its maximum in pages. */
export function assembleModule(functions: readonly FunctionSource[], sharedPages: number | null): Uint8Array {
  const types = functions.map(({ parameters, result }) => [
    0x60,
    ...vector(parameters.map((type) => [TYPE_CODE[type]])),
    ...vector(result === undefined ? [] : [[TYPE_CODE[result]]]),
  ]);
  const limits = sharedPages === null ? [0x00, 1] : [0x03, 1, ...unsigned(sharedPages)];
  const imported = [...name('env'), ...name('memory'), 0x02, ...limits];
  const codes = functions.map(({ locals, body }) => {
    const code = [...vector(locals.map((type) => [1, TYPE_CODE[type]])), ...body, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(2, vector([imported])),
    ...section(3, vector(functions.map((_, index) => unsigned(index)))),
    ...section(7, vector(functions.map((source, index) => [...name(source.name), 0x00, ...unsigned(index)]))),
    ...section(10, vector(codes)),
  ]);
}
