// Every rule as a feature template. Listed by the catalogue. A new rule file is added here.

import type { FeatureTemplate } from '../definition.ts';
import { ACTIVITY } from './activity.ts';
import { FLOW_REGIME } from './flow-regime.ts';
import { INDICATOR_SCORE } from './indicator-score.ts';
import { MULTI_TIMEFRAME } from './multi-timeframe.ts';
import { PATTERN_ADJUSTMENT } from './pattern-adjustment.ts';
import { REVERSAL_CROSSES } from './reversal-cross.ts';
import { RULE_SCORE } from './rule-score.ts';
import { RULE_SIDE } from './rule-side.ts';
import { SETUPS } from './setups.ts';
import { TA_RULE } from './ta-rule.ts';

export const RULE_FEATURES: readonly FeatureTemplate[] = [
  ...ACTIVITY,
  PATTERN_ADJUSTMENT,
  ...MULTI_TIMEFRAME,
  ...INDICATOR_SCORE,
  ...TA_RULE,
  RULE_SCORE,
  ...FLOW_REGIME,
  ...SETUPS,
  ...REVERSAL_CROSSES,
  RULE_SIDE,
];
