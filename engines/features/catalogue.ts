// Every feature template by id. The contract suite proves each one's batch and stream equal; sets, the page and the command
// line choose from it. A new family file is added to the list here and is covered by that.

import type { FeatureTemplate } from './definition.ts';
import { AVERAGE_RANGE } from './families/average-range.ts';
import { AVERAGES } from './families/averages.ts';
import { BANDS } from './families/bands.ts';
import { BOUNCE } from './families/bounce.ts';
import { CANDIDATE } from './families/candidate.ts';
import { CANDLE } from './families/candle.ts';
import { FLOW } from './families/flow.ts';
import { LOCATION } from './families/location.ts';
import { MARKET } from './families/market.ts';
import { MICROSTRUCTURE } from './families/microstructure.ts';
import { OSCILLATORS } from './families/oscillators.ts';
import { PATTERN_VOTES } from './families/pattern-vote.ts';
import { RETURNS } from './families/returns.ts';
import { SESSION } from './families/session.ts';
import { SESSION_BUCKETS } from './families/session-bucket.ts';
import { STATISTICS } from './families/statistics.ts';
import { STOCHASTICS } from './families/stochastic.ts';
import { STRUCTURE } from './families/structure.ts';
import { TREND } from './families/trend.ts';
import { TURNOVER } from './families/turnover.ts';
import { VOLATILITY } from './families/volatility.ts';
import { VOLUME } from './families/volume.ts';
import { WITH_SIDE } from './families/with-side.ts';
import { PATTERN_FEATURES } from './patterns/index.ts';
import type { FeatureCatalogue } from './resolve.ts';
import { RULE_FEATURES } from './rules/index.ts';

export const FEATURES: readonly FeatureTemplate[] = [
  ...RETURNS,
  ...AVERAGES,
  ...OSCILLATORS,
  ...BANDS,
  ...VOLATILITY,
  ...VOLUME,
  ...STATISTICS,
  ...SESSION,
  ...BOUNCE,
  ...MARKET,
  ...TREND,
  ...LOCATION,
  ...MICROSTRUCTURE,
  ...AVERAGE_RANGE,
  ...STOCHASTICS,
  ...TURNOVER,
  ...SESSION_BUCKETS,
  ...CANDIDATE,
  ...WITH_SIDE,
  ...CANDLE,
  ...STRUCTURE,
  ...FLOW,
  ...PATTERN_FEATURES,
  ...RULE_FEATURES,
  ...PATTERN_VOTES,
];

export const CATALOGUE: FeatureCatalogue = new Map(FEATURES.map((template) => [template.id, template]));
