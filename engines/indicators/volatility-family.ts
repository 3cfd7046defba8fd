// The volatility indicators that the registry lists besides true range and ATR. Holds no formula.

import { BOLLINGER } from './bollinger.ts';
import type { IndicatorDefinition } from './definition.ts';

export const VOLATILITY: readonly IndicatorDefinition[] = [BOLLINGER];
