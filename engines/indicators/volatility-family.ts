// The volatility indicators that the registry lists besides true range and ATR. Holds no formula.

import { BOLLINGER } from './bollinger.ts';
import { DONCHIAN, KELTNER } from './channels.ts';
import type { IndicatorDefinition } from './definition.ts';
import { NATR } from './normalised-range.ts';
import { GARMAN_KLASS, PARKINSON, REALISED_VOLATILITY, STANDARD_DEVIATION } from './range-volatility.ts';

export const VOLATILITY: readonly IndicatorDefinition[] = [
  NATR,
  BOLLINGER,
  KELTNER,
  DONCHIAN,
  STANDARD_DEVIATION,
  PARKINSON,
  GARMAN_KLASS,
  REALISED_VOLATILITY,
];
