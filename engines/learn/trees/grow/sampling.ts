// Which rows a round grows on and which features a tree or a leaf may use. Everything follows from the seed and the round's
// number, never from what was drawn before: a continued training draws what an uninterrupted one would.

import { createRandom } from '../../../numeric/random.ts';

/** A 32-bit number from up to four: mixes as MurmurHash3's finaliser does. */
export function mixSeed(seed: number, a: number, b = 0, c = 0): number {
  let h = seed | 0;
  for (const part of [a, b, c]) {
    h = Math.imul(h ^ part, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
    h = (h + 0x9e3779b9) | 0;
  }
  return h >>> 0;
}

/** Purposes of chance: different streams from one seed. */
export const CHANCE = { rows: 1, treeColumns: 2, leafColumns: 3, cut: 4 } as const;

/** Exactly `wanted` of `rows` rows, each subset as likely (Knuth, TAOCP 2, 3.4.2, algorithm S): both lists ascending. */
export function sampleWithout(
  seed: number,
  rows: number,
  wanted: number,
  chosen: Uint32Array,
  rest: Uint32Array,
): void {
  const random = createRandom(seed);
  let taken = 0;
  for (let row = 0; row < rows; row++) {
    if (random.next() * (rows - row) < wanted - taken) chosen[taken++] = row;
    else rest[row - taken] = row;
  }
}

/** `draws` rows with replacement, ascending (a row drawn twice stands twice). */
export function sampleWith(seed: number, rows: number, draws: number, chosen: Uint32Array): void {
  const random = createRandom(seed);
  const times = new Uint32Array(rows);
  for (let i = 0; i < draws; i++) times[random.integer(rows)]!++;
  let at = 0;
  for (let row = 0; row < rows; row++) for (let k = times[row]!; k > 0; k--) chosen[at++] = row;
}

/** 1 for each feature that may be used: `fraction` of those of `among`, at least one. */
export function sampleFeatures(seed: number, among: Uint8Array, fraction: number): Uint8Array {
  const features: number[] = [];
  among.forEach((allowed, f) => {
    if (allowed) features.push(f);
  });
  const wanted = Math.max(1, Math.round(features.length * fraction));
  if (wanted >= features.length) return among;
  const random = createRandom(seed);
  const chosen = new Uint8Array(among.length);
  for (let k = 0; k < wanted; k++) {
    const other = k + random.integer(features.length - k);
    const feature = features[other]!;
    features[other] = features[k]!;
    features[k] = feature;
    chosen[feature] = 1;
  }
  return chosen;
}
