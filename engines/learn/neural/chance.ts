// Where a network's chance comes from: one stream for its first weights and one per epoch, each from the seed and the epoch's number
// alone, so that an epoch draws the same whether training was interrupted before it or not.

import { createRandom, type Random } from '../../numeric/random.ts';

const TWO_POW_32 = 4_294_967_296;

/** `epoch` −1: the first weights. */
export function randomOfEpoch(seed: number, epoch: number): Random {
  // Seeds beyond 32 bits (epoch milliseconds) stay apart; odd factors keep neighbours from meeting.
  const high = Math.imul(Math.floor(Math.abs(seed) / TWO_POW_32), 0x85ebca6b);
  return createRandom(((seed >>> 0) ^ high ^ Math.imul(epoch + 2, 0x9e3779b9)) >>> 0);
}

/** 0 … rows − 1 in an order drawn by chance (Fisher & Yates). */
export function shuffled(rows: number, random: Random): Int32Array {
  const list = Int32Array.from({ length: rows }, (_, i) => i);
  for (let i = rows - 1; i > 0; i--) {
    const other = random.integer(i + 1);
    const kept = list[i]!;
    list[i] = list[other]!;
    list[other] = kept;
  }
  return list;
}
