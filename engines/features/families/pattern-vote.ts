// Which way the candle patterns of one timeframe lean. The consensus over several timeframes is in ../rules/multi-timeframe.ts.

import type { FeatureTemplate } from '../definition.ts';

export const PATTERN_VOTES: readonly FeatureTemplate[] = [
  {
    kind: 'combined',
    id: 'pattern_vote',
    version: 1,
    title: 'Vote of the patterns',
    help: 'Sign of the pattern adjustment of the place: +1 where the patterns of the bar lean up, −1 down, 0 where there are none or they cancel out.',
    family: 'rule',
    unit: 'sign',
    range: { min: -1, max: 1 },
    parameters: [],
    parts: (_parameters, place) => [{ feature: 'pattern_adjustment', ...place }],
    combine: (values) => Math.sign(values[0]!),
  },
];
