// What an oscillator says where the market stood still and its scale has no length. One choice, shared by all that divide
// by a range.

import type { IndicatorParameter } from './definition.ts';

/**
 * A range of zero has no position in it, so the value is `missing`; TA-Lib says `zero`, which reads as "closed at the low"
 * (or, for Williams %R, "at the high") and is offered for comparison.
 */
export type FlatRange = 'missing' | 'zero';

export const FLAT_PARAMETER: IndicatorParameter = {
  name: 'flat',
  default: 0,
  min: 0,
  max: 1,
  help: 'Where the price stood still: 0 gives no value, 1 gives zero as TA-Lib does.',
};

/** The registry's parameters are numbers; this reads the choice from its number. */
export function flatOf(value: number | undefined): FlatRange {
  return value === 1 ? 'zero' : 'missing';
}

export function flatValue(flat: FlatRange): number {
  return flat === 'zero' ? 0 : Number.NaN;
}
