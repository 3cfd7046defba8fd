// The feature sets that come with AnchorDesk, one file each. A user's edits make new versions in the store; these never change
// without a new version here.

import type { FeatureSet } from '../definition.ts';

export const FEATURE_SETS: readonly FeatureSet[] = [];
