// σ and tanh made of + − × ÷ only, so that they have the same bits in TypeScript, in WebAssembly and on every machine: in float32
// for training, in doubles for prediction. Called by the plain kernels; gate-kernels.ts does the same operation for operation.
// Method: Cody & Waite range reduction by ln 2 in two parts; Taylor series on |r| ≤ ln2 / 2, to degree 7 in float32 (error below
// 6e-9 before rounding), as trees/kernels/exponential.ts in doubles.

import { EXP_COEFFICIENTS, exponential, LOG2_E } from '../../trees/kernels/exponential.ts';

/** Adding and subtracting it rounds a float below 2^22 to a whole number, ties to even; its low bits then hold that number. */
export const FLOAT_SHIFT = 12_582_912;
export const FLOAT_LOG2_E = Math.fround(LOG2_E);
/** ln 2 in two parts: the first has trailing zeros, so that its product with a small whole number is exact. */
export const FLOAT_LN2_HIGH = 0.693359375;
export const FLOAT_LN2_LOW = Math.fround(-2.121_944_4e-4);
/** Beyond it σ and tanh are 0 or 1 to the last bit and e^x is still a normal float. */
export const FLOAT_EXP_LIMIT = 87;
/** 1/k! for k = 0..7. */
export const FLOAT_EXP_COEFFICIENTS: readonly number[] = EXP_COEFFICIENTS.slice(0, 8).map((x) =>
  Math.fround(x),
);

const bits = new Float32Array(1);
const words = new Int32Array(bits.buffer);

/** e^x of a float; x is clamped to ±87. */
export function exponentialFloat(x: number): number {
  const clamped = x > FLOAT_EXP_LIMIT ? FLOAT_EXP_LIMIT : x < -FLOAT_EXP_LIMIT ? -FLOAT_EXP_LIMIT : x;
  const n = Math.fround(Math.fround(Math.fround(clamped * FLOAT_LOG2_E) + FLOAT_SHIFT) - FLOAT_SHIFT);
  const r = Math.fround(
    Math.fround(clamped - Math.fround(n * FLOAT_LN2_HIGH)) - Math.fround(n * FLOAT_LN2_LOW),
  );
  let sum = FLOAT_EXP_COEFFICIENTS[7]!;
  for (let k = 6; k >= 0; k--) sum = Math.fround(Math.fround(sum * r) + FLOAT_EXP_COEFFICIENTS[k]!);
  bits[0] = sum;
  words[0] = words[0]! + (n << 23);
  return bits[0]!;
}

/** 1 / (1 + e^−x). */
export const sigmoidFloat = (x: number): number => Math.fround(1 / Math.fround(1 + exponentialFloat(-x)));

/** 1 − 2 / (1 + e^2x). */
export const tanhFloat = (x: number): number =>
  Math.fround(1 - Math.fround(2 / Math.fround(1 + exponentialFloat(Math.fround(x + x)))));

/** The same in doubles. */
export const tanhDouble = (x: number): number => 1 - 2 / (1 + exponential(x + x));
