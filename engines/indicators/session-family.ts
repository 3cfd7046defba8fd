// The session indicators that the registry lists. Holds no formula.

import type { IndicatorDefinition } from './definition.ts';
import { SESSION_CLOCK } from './session-clock.ts';
import { DAY_RANGE, OPENING_GAP, PREVIOUS_DAY } from './session-levels.ts';

export const SESSION: readonly IndicatorDefinition[] = [SESSION_CLOCK, OPENING_GAP, PREVIOUS_DAY, DAY_RANGE];
