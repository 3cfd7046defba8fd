// What a proposed trade says about itself: side, quality, and its stop and target in units that compare across instruments.
// Only for sets that serve meta-labels; a set with one of these has no values at moments without a proposal.

import type { Candidate, CandidateTemplate, FeatureFamily, FeatureTemplate } from '../definition.ts';

const FAMILY: FeatureFamily = 'candidate';

/** Distance from the entry to the stop, positive where the stop is on the losing side; NaN where it is not: no such trade exists. */
function riskOf({ side, entryReference, stop }: Candidate): number {
  const risk = side * (entryReference - stop);
  return risk > 0 ? risk : Number.NaN;
}

/** Distance from the entry to the target, positive where the target is on the winning side; NaN where it is not. */
function rewardOf({ side, entryReference, target }: Candidate): number {
  const reward = side * (target - entryReference);
  return reward > 0 ? reward : Number.NaN;
}

const SIDE: CandidateTemplate = {
  kind: 'candidate',
  id: 'side',
  version: 1,
  title: 'Side of the proposed trade',
  help: '+1 for a long, −1 for a short (AVWAP v11 as published).',
  family: FAMILY,
  unit: 'sign',
  range: { min: -1, max: 1 },
  parameters: [],
  value: ({ side }) => side,
};

const QUALITY: CandidateTemplate = {
  kind: 'candidate',
  id: 'quality_score',
  version: 1,
  title: "The strategy's own score",
  help: 'As the strategy gave it; missing where it gives none. The scores of longs and shorts of AVWAP v11 are on different scales (0 to 1 for a short, unbounded for a long): a model needs the side beside it.',
  family: FAMILY,
  unit: 'score',
  range: null,
  parameters: [],
  value: ({ quality }) => quality,
};

const REWARD_RISK: CandidateTemplate = {
  kind: 'candidate',
  id: 'reward_risk',
  version: 1,
  title: 'Reward over risk',
  help: 'Distance to the target over distance to the stop, both from the entry reference. Missing where either lies on the wrong side of the entry.',
  family: FAMILY,
  unit: 'ratio',
  range: null,
  parameters: [],
  value: (candidate) => rewardOf(candidate) / riskOf(candidate),
};

const STOP_FRACTION: CandidateTemplate = {
  kind: 'candidate',
  id: 'stop_fraction',
  version: 1,
  title: 'Distance to the stop',
  help: 'Distance from the entry reference to the stop as a fraction of the entry. Missing where the stop lies on the wrong side.',
  family: FAMILY,
  unit: 'ratio',
  range: null,
  parameters: [],
  value: (candidate) => riskOf(candidate) / candidate.entryReference,
};

const TARGET_FRACTION: CandidateTemplate = {
  kind: 'candidate',
  id: 'target_fraction',
  version: 1,
  title: 'Distance to the target',
  help: 'Distance from the entry reference to the target as a fraction of the entry. Missing where the target lies on the wrong side.',
  family: FAMILY,
  unit: 'ratio',
  range: null,
  parameters: [],
  value: (candidate) => rewardOf(candidate) / candidate.entryReference,
};

export const CANDIDATE: readonly FeatureTemplate[] = [
  SIDE,
  QUALITY,
  REWARD_RISK,
  STOP_FRACTION,
  TARGET_FRACTION,
];
