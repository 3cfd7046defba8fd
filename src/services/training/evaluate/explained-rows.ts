// Test rows on which a model is asked what it looks at: whole sessions of one instrument, since regimes and sequences are followed through
// them, chosen by chance and bounded in number. Called by importance and contributions.

import { createRandom } from '../../../../engines/numeric/random.ts';
import { shuffled } from '../../../../engines/validation/leaks/foreign-rows.ts';
import type { TrainingTable } from '../steps/contract.ts';

/** `rows` ascending; the answer too. At least one session, however long. */
export function explainedRows(
  table: TrainingTable,
  rows: Uint32Array,
  most: number,
  seed: number,
): Uint32Array {
  const starts: number[] = [];
  for (let k = 0; k < rows.length; k++)
    if (k === 0 || !sameSession(table, rows[k - 1]!, rows[k]!)) starts.push(k);
  const chosen: number[] = [];
  let count = 0;
  for (const place of shuffled(starts.length, createRandom(seed))) {
    const length = (starts[place + 1] ?? rows.length) - starts[place]!;
    if (count > 0 && count + length > most) continue;
    chosen.push(place);
    count += length;
  }
  chosen.sort((a, b) => a - b);
  const found = new Uint32Array(count);
  let at = 0;
  for (const place of chosen) {
    const part = rows.subarray(starts[place]!, starts[place + 1] ?? rows.length);
    found.set(part, at);
    at += part.length;
  }
  return found;
}

function sameSession({ instrument, session }: TrainingTable, one: number, other: number): boolean {
  return instrument[one] === instrument[other] && session[one] === session[other];
}
