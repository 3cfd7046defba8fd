// Decides at each bar which candidate becomes the intent. Called by `strategy.ts` bar by bar.
// [Note: scan order] Online, a bar knows the candidates that enter on it and nothing of later ones: the earliest entry wins by
// itself, ties go to the earliest impulse. The published scan instead walks the impulses of a finished day and takes the
// first that ever enters, so it passes over an entry because of one that comes later. That is hindsight; it exists to be priced.

import type { Side } from '../contract.ts';
import type { Candidate } from './setups.ts';

export interface Picker {
  /** True where some candidate enters on bar `i`. */
  hasAny(i: number): boolean;
  /** The candidate to enter on bar `i` whose impulse comes after bar `after`, or undefined. */
  pick(i: number, side: Side, after: number): Candidate | undefined;
}

export function createPicker(
  lists: readonly (readonly Candidate[])[],
  length: number,
  hindsight: boolean,
): Picker {
  const any = new Uint8Array(length);
  const entering = new Map<
    number,
    { readonly candidate: Candidate; readonly list: readonly Candidate[] }[]
  >();
  for (const list of lists) {
    for (const candidate of list) {
      any[candidate.entryBar] = 1;
      const here = entering.get(candidate.entryBar);
      if (here) here.push({ candidate, list });
      else entering.set(candidate.entryBar, [{ candidate, list }]);
    }
  }
  return {
    hasAny: (i) => any[i] === 1,
    pick(i, side, after) {
      // Lists are in impulse order, hence so are the entries of one bar and side.
      for (const { candidate, list } of entering.get(i) ?? []) {
        if (candidate.own.side !== side || candidate.impulseBar <= after) continue;
        if (!hindsight || list.find((other) => other.impulseBar > after) === candidate) return candidate;
      }
      return undefined;
    },
  };
}
