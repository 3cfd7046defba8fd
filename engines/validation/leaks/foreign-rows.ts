// Which row gets which other row's label when labels are exchanged by whole days: what every permutation test here is made of. Called
// by the leak check and by the band of a candidate's AUC.

import type { Random } from '../../numeric/random.ts';
import type { SampleBlock } from './probe-sample.ts';

export interface PermutedRows {
  readonly rows: number;
  /** Rows of one instrument and session, together. */
  readonly blocks: readonly SampleBlock[];
  readonly days: { readonly length: number };
}

/**
 * [Note: foreign labels] Row to the row whose label it gets. Days are exchanged whole, which keeps how outcomes hang together
 * within a day and across the market. Within each day the session is turned by a random stretch and the instruments are
 * exchanged, anew every day: else the time of day and each instrument's own balance of classes, which features may honestly
 * know, would be learned again from the exchanged labels and look like a leak.
 */
export function foreignRows({ rows, blocks, days }: PermutedRows, random: Random): Uint32Array {
  const byDay: SampleBlock[][] = Array.from({ length: days.length }, () => []);
  for (const block of blocks) byDay[block.day]!.push(block);
  const dayOrder = shuffled(days.length, random);
  const from = new Uint32Array(rows);
  byDay.forEach((takers, day) => {
    const given = byDay[dayOrder[day]!]!;
    const order = shuffled(given.length, random);
    const turn = random.next();
    takers.forEach(({ start, end }, k) => {
      // A day with fewer instruments gives some of its labels twice.
      const giver = given[order[k % given.length]!]!;
      const length = giver.end - giver.start;
      const shift = Math.floor(turn * length);
      for (let row = start; row < end; row++) from[row] = giver.start + ((row - start + shift) % length);
    });
  });
  return from;
}

/** Fisher and Yates. */
export function shuffled(length: number, random: Random): Int32Array {
  const order = Int32Array.from({ length }, (_, k) => k);
  for (let k = length - 1; k > 0; k--) {
    const other = random.integer(k + 1);
    const kept = order[k]!;
    order[k] = order[other]!;
    order[other] = kept;
  }
  return order;
}
