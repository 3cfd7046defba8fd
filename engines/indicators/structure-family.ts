// The market-structure indicators that the registry lists. Holds no formula.

import { BREAK_RETEST } from './break-retest.ts';
import type { IndicatorDefinition } from './definition.ts';
import { FAIR_VALUE_GAP } from './fair-value-gap.ts';
import { OPENING_RANGE } from './opening-range.ts';
import { ORDER_BLOCK } from './order-block.ts';
import { SWING_PIVOTS } from './pivots.ts';
import { SUPPORT_RESISTANCE } from './price-levels.ts';

export const STRUCTURE: readonly IndicatorDefinition[] = [
  SWING_PIVOTS,
  FAIR_VALUE_GAP,
  ORDER_BLOCK,
  SUPPORT_RESISTANCE,
  BREAK_RETEST,
  OPENING_RANGE,
];
