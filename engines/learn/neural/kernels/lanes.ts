// The vector instructions of the kernels' sources for either precision: four floats or two doubles in a register, under one set of
// names, so that each kernel is written once. Opcodes: WebAssembly core specification 2.0, §5.4.

import {
  EXP_COEFFICIENTS,
  EXP_LIMIT,
  LN2_HIGH,
  LN2_LOW,
  LOG2_E,
  ROUNDING_SHIFT,
} from '../../trees/kernels/exponential.ts';
import { type Bytes, unsigned } from '../../trees/wasm/encoding.ts';
import { v128 } from '../../trees/wasm/instructions.ts';
import {
  FLOAT_EXP_COEFFICIENTS,
  FLOAT_EXP_LIMIT,
  FLOAT_LN2_HIGH,
  FLOAT_LN2_LOW,
  FLOAT_LOG2_E,
  FLOAT_SHIFT,
} from './activation.ts';
import type { ElementBytes } from './kernels.ts';

type Binary = (a: Bytes, b: Bytes) => Bytes;

export interface Lanes {
  readonly bytes: ElementBytes;
  /** Elements in a register. */
  readonly count: number;
  readonly constant: (value: number) => Bytes;
  /** One element of the memory into all lanes. */
  readonly loadSplat: (address: Bytes) => Bytes;
  readonly add: Binary;
  readonly subtract: Binary;
  readonly multiply: Binary;
  readonly divide: Binary;
  /** b < a ? b : a, and a < b ? b : a. */
  readonly lesser: Binary;
  readonly greater: Binary;
  /** On the bits as whole numbers. */
  readonly addBits: Binary;
  readonly shiftBitsLeft: Binary;
  /** What e^x is made of (activation.ts, trees/kernels/exponential.ts). */
  readonly exponential: {
    readonly limit: number;
    readonly shift: number;
    readonly log2e: number;
    readonly ln2High: number;
    readonly ln2Low: number;
    /** 1/k!, k rising. */
    readonly coefficients: readonly number[];
    readonly mantissaBits: number;
  };
}

const vectorCode = (code: number): number[] => [0xfd, ...unsigned(code)];
const binary =
  (code: number): Binary =>
  (a, b) => [...a, ...b, ...vectorCode(code)];
const loadSplat =
  (code: number, align: number) =>
  (address: Bytes): Bytes => [...address, ...vectorCode(code), align, 0];

const word = new Int32Array(1);
const float = new Float32Array(word.buffer);

export const FLOATS: Lanes = {
  bytes: 4,
  count: 4,
  constant(value) {
    float[0] = value;
    const bits = word[0]!;
    return v128.ofLanes([bits, bits, bits, bits]);
  },
  loadSplat: loadSplat(9, 2),
  add: binary(228),
  subtract: binary(229),
  multiply: binary(230),
  divide: binary(231),
  lesser: binary(234),
  greater: binary(235),
  addBits: binary(174),
  shiftBitsLeft: binary(171),
  exponential: {
    limit: FLOAT_EXP_LIMIT,
    shift: FLOAT_SHIFT,
    log2e: FLOAT_LOG2_E,
    ln2High: FLOAT_LN2_HIGH,
    ln2Low: FLOAT_LN2_LOW,
    coefficients: FLOAT_EXP_COEFFICIENTS,
    mantissaBits: 23,
  },
};

export const DOUBLES: Lanes = {
  bytes: 8,
  count: 2,
  constant: (value) => v128.ofDoubles(value, value),
  loadSplat: loadSplat(10, 3),
  add: binary(240),
  subtract: binary(241),
  multiply: binary(242),
  divide: binary(243),
  lesser: binary(246),
  greater: binary(247),
  addBits: binary(206),
  shiftBitsLeft: binary(203),
  exponential: {
    limit: EXP_LIMIT,
    shift: ROUNDING_SHIFT,
    log2e: LOG2_E,
    ln2High: LN2_HIGH,
    ln2Low: LN2_LOW,
    coefficients: EXP_COEFFICIENTS,
    mantissaBits: 52,
  },
};
