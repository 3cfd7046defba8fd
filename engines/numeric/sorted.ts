// Binary search in ascending columns. Used wherever times or scores are looked up.

type Ascending = Float64Array | Float32Array;

/** First index whose value is at least `value`; the length where there is none. */
export function lowerBound(ascending: Ascending, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First index whose value is above `value`; the length where there is none. */
export function upperBound(ascending: Ascending, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
