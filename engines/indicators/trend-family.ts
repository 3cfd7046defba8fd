// The trend indicators that the registry lists besides ADX. Holds no formula.

import { AROON } from './aroon.ts';
import type { IndicatorDefinition } from './definition.ts';
import { ADXR, DX } from './directional-index.ts';
import { ICHIMOKU } from './ichimoku.ts';
import { LINEAR_REGRESSION } from './linear-regression.ts';
import { PARABOLIC_SAR } from './parabolic-sar.ts';
import { SUPERTREND } from './supertrend.ts';

export const TREND: readonly IndicatorDefinition[] = [
  DX,
  ADXR,
  AROON,
  PARABOLIC_SAR,
  SUPERTREND,
  ICHIMOKU,
  LINEAR_REGRESSION,
];
