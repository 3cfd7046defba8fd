// σ and tanh in float32, made of + − × ÷ only, so that they have the same bits in TypeScript, in WebAssembly and on every machine.
// Called by the plain kernels; gate-kernels.ts does the same operation for operation.
// Method: e^x by Cody & Waite range reduction and the minimax polynomial of Cephes' expf (S. Moshier), relative error below 2e-7.

/** Adding and subtracting it rounds a float below 2^22 to a whole number, ties to even; its low bits then hold that number. */
export const FLOAT_SHIFT = 12_582_912;
// biome-ignore lint/suspicious/noApproximativeNumericConstant: the digits are part of the method, not the platform's.
export const LOG2_E = Math.fround(1.4426950408889634);
/** ln 2 in two parts: the first has trailing zeros, so that its product with a small whole number is exact. */
export const LN2_HIGH = 0.693359375;
export const LN2_LOW = Math.fround(-2.121_944_4e-4);
/** Beyond it σ and tanh are 0 or 1 to the last bit and e^x is still a normal float. */
export const FLOAT_EXP_LIMIT = 87;
/** Highest power first. */
export const EXPF_COEFFICIENTS: readonly number[] = [
  1.987_569_15e-4, 1.398_199_950_7e-3, 8.333_451_907_3e-3, 4.166_579_589_4e-2, 1.666_666_545_9e-1,
  5.000_000_120_1e-1,
].map((x) => Math.fround(x));
const [C0, C1, C2, C3, C4, C5] = EXPF_COEFFICIENTS as [number, number, number, number, number, number];

const bits = new Float32Array(1);
const words = new Int32Array(bits.buffer);

/** e^x of a float; x is clamped to ±87. */
export function exponentialFloat(x: number): number {
  const clamped = x > FLOAT_EXP_LIMIT ? FLOAT_EXP_LIMIT : x < -FLOAT_EXP_LIMIT ? -FLOAT_EXP_LIMIT : x;
  const n = Math.fround(Math.fround(Math.fround(clamped * LOG2_E) + FLOAT_SHIFT) - FLOAT_SHIFT);
  const r = Math.fround(Math.fround(clamped - Math.fround(n * LN2_HIGH)) - Math.fround(n * LN2_LOW));
  let sum = C0;
  sum = Math.fround(Math.fround(sum * r) + C1);
  sum = Math.fround(Math.fround(sum * r) + C2);
  sum = Math.fround(Math.fround(sum * r) + C3);
  sum = Math.fround(Math.fround(sum * r) + C4);
  sum = Math.fround(Math.fround(sum * r) + C5);
  bits[0] = Math.fround(Math.fround(Math.fround(Math.fround(r * r) * sum) + r) + 1);
  words[0] = words[0]! + (n << 23);
  return bits[0]!;
}

/** 1 / (1 + e^−x). */
export const sigmoidFloat = (x: number): number => Math.fround(1 / Math.fround(1 + exponentialFloat(-x)));

/** 1 − 2 / (1 + e^2x). */
export const tanhFloat = (x: number): number =>
  Math.fround(1 - Math.fround(2 / Math.fround(1 + exponentialFloat(Math.fround(x + x)))));
