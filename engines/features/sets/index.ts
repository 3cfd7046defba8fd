// The feature sets that come with AnchorDesk, one file each. A user's edits make new versions in the store; these never change
// without a new version here.

import type { FeatureSet } from '../definition.ts';
import { META_5 } from './meta-5.ts';
import { META_29 } from './meta-29.ts';
import { SCALPER_52 } from './scalper-52.ts';

export const FEATURE_SETS: readonly FeatureSet[] = [SCALPER_52, META_29, META_5];
