// How much of a label is its own: rows whose windows overlap say partly the same thing. Average uniqueness over a row's life,
// López de Prado (2018) §4.3–4.4: at each moment 1 / (rows alive), averaged. Called by the labelers and by datasets that join
// instruments. A weight depends on the rows around it: recompute it where rows are taken away.

import { nanArray } from '../numeric/arrays.ts';

/**
 * Weights of lives counted in bars: row i lives on bars `first[i]` to `last[i]`, both inclusive; −1 where there is no row, whose
 * weight is NaN. Others lie in (0, 1]; 1 for a row that is never overlapped. O(rows + bars).
 */
export function barUniqueness(first: Int32Array, last: Int32Array, barCount: number): Float64Array {
  const alive = new Int32Array(barCount + 1);
  for (let i = 0; i < first.length; i++) {
    if (first[i]! < 0) continue;
    alive[first[i]!]!++;
    alive[last[i]! + 1]!--;
  }
  // Shares before each bar: a row's average is a difference of two of them.
  const shares = new Float64Array(barCount + 1);
  let count = 0;
  for (let b = 0; b < barCount; b++) {
    count += alive[b]!;
    shares[b + 1] = shares[b]! + (count > 0 ? 1 / count : 0);
  }
  const weights = nanArray(first.length);
  for (let i = 0; i < first.length; i++) {
    const from = first[i]!;
    if (from < 0) continue;
    const to = last[i]! + 1;
    weights[i] = Math.min(1, (shares[to]! - shares[from]!) / (to - from));
  }
  return weights;
}

/**
 * The same for lives in time, [start, end) in milliseconds and in any order, for rows without common bars: trades, or rows of
 * several instruments of which the same day is one day. NaN marks no row; a life without length counts one millisecond.
 * O(n log n).
 */
export function spanUniqueness(start: Float64Array, end: Float64Array): Float64Array {
  const rows: number[] = [];
  for (let i = 0; i < start.length; i++) if (Number.isFinite(start[i]! + end[i]!)) rows.push(i);
  const until = (i: number): number => Math.max(end[i]!, start[i]! + 1);
  const starts = Float64Array.from(rows, (i) => start[i]!).sort();
  const ends = Float64Array.from(rows, until).sort();

  // Walks all borders in order; `times` and `shares` hold the integral of 1 / (rows alive) so far.
  const times = new Float64Array(2 * rows.length);
  const shares = new Float64Array(2 * rows.length);
  let s = 0;
  let e = 0;
  let integral = 0;
  for (let k = 0; k < times.length; k++) {
    const time = s < starts.length && starts[s]! <= ends[e]! ? starts[s]! : ends[e]!;
    const alive = s - e;
    if (k > 0 && alive > 0) integral += (time - times[k - 1]!) / alive;
    times[k] = time;
    shares[k] = integral;
    if (s < starts.length && starts[s]! <= ends[e]!) s++;
    else e++;
  }

  const weights = nanArray(start.length);
  for (const i of rows) {
    const length = until(i) - start[i]!;
    const own = shares[indexOf(times, until(i))]! - shares[indexOf(times, start[i]!)]!;
    weights[i] = Math.min(1, own / length);
  }
  return weights;
}

/** First index of a value known to be among the ascending `times`. */
function indexOf(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
