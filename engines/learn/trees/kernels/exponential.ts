// exp and log made of + − × ÷ only, so that they have the same bits in TypeScript, in WebAssembly and on every machine: a model
// must not depend on whose Math.exp it was trained with. Called by gradients, losses and predictions of the trees.
// Method: Cody & Waite range reduction by ln 2 in two parts; Taylor series to degree 12 on |r| ≤ ln2 / 2 (error below 4e-16).

/** Adding and subtracting it rounds a double below 2^51 to a whole number, ties to even; its low bits then hold that number. */
export const ROUNDING_SHIFT = 6755399441055744;
// biome-ignore lint/suspicious/noApproximativeNumericConstant: the digits are part of the method, not the platform's.
export const LOG2_E = 1.4426950408889634;
/** ln 2 in two parts: the first has trailing zeros, so that its product with a small whole number is exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
/** exp is clamped to ±this, where it is still a normal double. */
export const EXP_LIMIT = 700;

/** 1/k! for k = 0..12. */
export const EXP_COEFFICIENTS: readonly number[] = Array.from({ length: 13 }, (_, k) => {
  let factorial = 1;
  for (let i = 2; i <= k; i++) factorial *= i;
  return 1 / factorial;
});
const [C0, C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C11, C12] = EXP_COEFFICIENTS as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

const power = new Float64Array(1);
const powerWords = new Int32Array(power.buffer);

/** e^x; x is clamped to ±700. */
export function exponential(x: number): number {
  const clamped = x > EXP_LIMIT ? EXP_LIMIT : x < -EXP_LIMIT ? -EXP_LIMIT : x;
  const n = clamped * LOG2_E + ROUNDING_SHIFT - ROUNDING_SHIFT;
  const r = clamped - n * LN2_HIGH - n * LN2_LOW;
  let sum = C12 * r + C11;
  sum = sum * r + C10;
  sum = sum * r + C9;
  sum = sum * r + C8;
  sum = sum * r + C7;
  sum = sum * r + C6;
  sum = sum * r + C5;
  sum = sum * r + C4;
  sum = sum * r + C3;
  sum = sum * r + C2;
  sum = sum * r + C1;
  sum = sum * r + C0;
  powerWords[1] = (n + 1023) << 20;
  return sum * power[0]!;
}

const parts = new Float64Array(1);
const partWords = new Uint32Array(parts.buffer);

/** Natural logarithm of a positive normal double; −Infinity for 0. Relative error below 2e-15. */
export function logarithm(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  parts[0] = x < 2.2250738585072014e-308 ? x * 2 ** 54 : x;
  let exponent = (partWords[1]! >>> 20) - 1023 - (x < 2.2250738585072014e-308 ? 54 : 0);
  partWords[1] = (partWords[1]! & 0xfffff) | (1023 << 20);
  let mantissa = parts[0]!;
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  // log m = 2 artanh((m − 1) / (m + 1)), |argument| ≤ 0.1716: ten odd terms are enough.
  const t = (mantissa - 1) / (mantissa + 1);
  const square = t * t;
  let series = 1 / 21;
  for (let k = 19; k >= 1; k -= 2) series = series * square + 1 / k;
  return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * t * series);
}

/** 1 / (1 + e^−x). */
export function sigmoid(x: number): number {
  return 1 / (1 + exponential(-x));
}
