// Which session each bar belongs to, as one column: what session-resetting indicators read.

import type { SessionSlices } from '../market/session.ts';

/** Position in `slices.sessions` of each bar's session, −1 for bars outside every session. */
export function sessionNumbers(slices: SessionSlices, length: number): Int32Array {
  const numbers = new Int32Array(length).fill(-1);
  for (let k = 0; k < slices.start.length; k++) numbers.fill(k, slices.start[k]!, slices.end[k]!);
  return numbers;
}
