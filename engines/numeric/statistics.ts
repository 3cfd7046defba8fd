// Descriptive statistics over plain number columns. Callers remove missing values first: a NaN in, a NaN out.
// Used by metrics, selection, features and validation. Empty input gives NaN, never an exception.

export type Numbers = Float64Array | readonly number[];

/** Neumaier's compensated sum: the error does not grow with the length. */
export function sum(values: Numbers): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

export function mean(values: Numbers): number {
  return values.length === 0 ? Number.NaN : sum(values) / values.length;
}

function squaredDeviations(values: Numbers): number {
  const centre = mean(values);
  let squares = 0;
  let drift = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i]! - centre;
    squares += deviation * deviation;
    drift += deviation;
  }
  // The correction removes the error that the rounding of the mean itself adds (Chan, Golub and LeVeque 1983).
  return Math.max(0, squares - (drift * drift) / values.length);
}

/** Divides by n − 1; NaN for fewer than two values. */
export function sampleStd(values: Numbers): number {
  return values.length < 2 ? Number.NaN : Math.sqrt(squaredDeviations(values) / (values.length - 1));
}

/** Divides by n. */
export function populationStd(values: Numbers): number {
  return values.length === 0 ? Number.NaN : Math.sqrt(squaredDeviations(values) / values.length);
}

/** Quantile of values already ascending, linear between neighbours (type 7: the default of NumPy and R). */
export function quantileSorted(ascending: Numbers, probability: number): number {
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`a quantile's probability lies between 0 and 1, got ${probability}`);
  if (ascending.length === 0) return Number.NaN;
  const position = (ascending.length - 1) * probability;
  const below = Math.floor(position);
  const low = ascending[below]!;
  const fraction = position - below;
  return fraction === 0 ? low : low + (ascending[below + 1]! - low) * fraction;
}

/** Sorts a copy; NaN where any value is NaN. */
export function quantile(values: Numbers, probability: number): number {
  const ascending = Float64Array.from(values).sort();
  // A typed array sorts NaN last.
  if (Number.isNaN(ascending[ascending.length - 1] ?? 0)) return Number.NaN;
  return quantileSorted(ascending, probability);
}

export function median(values: Numbers): number {
  return quantile(values, 0.5);
}
