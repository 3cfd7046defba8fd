// The feature sets that come with AnchorDesk, one file each. A user's edits make new versions in the store; these never change
// without a new version here.

import type { FeatureSet } from '../definition.ts';
import { ALL_FEATURES } from './all.ts';
import { INTRADAY_MTF } from './intraday-mtf.ts';
import { META_5 } from './meta-5.ts';
import { META_29 } from './meta-29.ts';
import { SCALPER_52 } from './scalper-52.ts';
import { SPY_30M } from './spy-30m.ts';

export const FEATURE_SETS: readonly FeatureSet[] = [
  INTRADAY_MTF,
  SCALPER_52,
  META_29,
  META_5,
  SPY_30M,
  ALL_FEATURES,
];
