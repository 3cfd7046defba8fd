// Small helpers on Float64Array, shared by every engine. Allocation is always the caller's choice through `out`.

/** A column of NaN: "no value yet" everywhere in the engines. */
export function nanArray(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

/** `out` where given (its length is checked), otherwise a new array. Contents are not cleared. */
export function outputFor(length: number, out?: Float64Array): Float64Array {
  if (out === undefined) return new Float64Array(length);
  if (out.length !== length)
    throw new RangeError(
      `the output array holds ${out.length} values, the input ${length}; they must be equal`,
    );
  return out;
}

/** Throws unless `period` is a whole number of at least `minimum`. */
export function checkPeriod(period: number, name = 'period', minimum = 1): void {
  if (!Number.isInteger(period) || period < minimum)
    throw new RangeError(`${name} must be a whole number of at least ${minimum}, got ${period}`);
}

export function clip(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
