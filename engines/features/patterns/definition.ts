// What a chart pattern declares about itself. The family files beside this one list definitions; `index.ts` gathers them, makes a
// feature of each, and statistics, screens and rules read the same list. Types only.

import type { Row, UsedIndicator } from '../row-feature.ts';

export type PatternDirection = 'bullish' | 'bearish' | 'neutral';

/** +1 for the bullish form of a pattern, −1 for its mirror image. */
export type Side = 1 | -1;

/** What a pattern may look at: bar 0 is the newest closed bar, 1 the one before it. */
export type PatternBars = Pick<Row, 'open' | 'high' | 'low' | 'close' | 'value'>;

/**
 * [Note: prior trend] A reversal turns a trend that existed before it: three closes in a row, read on bars 1..3 and never on the
 * bar that reverses. The published rules read bars 0..2, so that a star or a piercing line asked for a close below and above
 * the one before at once and never fired. Where the turn itself is already two bars old (three inside, three outside) the
 * trend is read on bars 2..4.
 */
export interface PatternDefinition {
  readonly id: string;
  readonly title: string;
  /** The rule in words, complete enough to check a chart by eye. */
  readonly rule: string;
  readonly direction: PatternDirection;
  /** Bars read, the newest included. */
  readonly bars: number;
  /** Read through `value(k, output, 0)`. */
  readonly indicators?: readonly UsedIndicator[];
  /** Called only where every price of the bars read is a finite number. */
  readonly found: (bars: PatternBars) => boolean;
}

export function directionOf(side: Side): PatternDirection {
  return side > 0 ? 'bullish' : 'bearish';
}

export function signOf(direction: PatternDirection): number {
  if (direction === 'neutral') return 0;
  return direction === 'bullish' ? 1 : -1;
}
