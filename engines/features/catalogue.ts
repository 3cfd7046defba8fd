// Every feature template by id. The contract suite proves each one's batch and stream equal; sets, the page and the command
// line choose from it. A new family file is added to the list here and is covered by that.

import type { FeatureTemplate } from './definition.ts';
import { CANDIDATE } from './families/candidate.ts';
import { LOCATION } from './families/location.ts';
import { MICROSTRUCTURE } from './families/microstructure.ts';
import { RETURNS } from './families/returns.ts';
import { TREND } from './families/trend.ts';
import { PATTERN_FEATURES } from './patterns/index.ts';
import type { FeatureCatalogue } from './resolve.ts';

export const FEATURES: readonly FeatureTemplate[] = [
  ...RETURNS,
  ...TREND,
  ...LOCATION,
  ...MICROSTRUCTURE,
  ...CANDIDATE,
  ...PATTERN_FEATURES,
];

export const CATALOGUE: FeatureCatalogue = new Map(FEATURES.map((template) => [template.id, template]));
