// Instructions on four floats at once that the trees have no need of. Opcodes: WebAssembly core specification 2.0, §5.4.

import { type Bytes, unsigned } from '../../trees/wasm/encoding.ts';
import { v128 } from '../../trees/wasm/instructions.ts';

const vectorCode = (code: number): number[] => [0xfd, ...unsigned(code)];
const binary =
  (code: number) =>
  (a: Bytes, b: Bytes): Bytes => [...a, ...b, ...vectorCode(code)];

const bits = new Int32Array(1);
const float = new Float32Array(bits.buffer);

export const f32x4 = {
  constant: (value: number): Bytes => {
    float[0] = value;
    const word = bits[0]!;
    return v128.ofLanes([word, word, word, word]);
  },
  /** One float of the memory into all four lanes. */
  loadSplat: (address: Bytes): Bytes => [...address, ...vectorCode(9), 2, 0],
  add: binary(228),
  subtract: binary(229),
  multiply: binary(230),
  divide: binary(231),
  /** b < a ? b : a, and a < b ? b : a. */
  lesser: binary(234),
  greater: binary(235),
} as const;

export const i32x4 = {
  shiftLeft: binary(171),
  add: binary(174),
} as const;
