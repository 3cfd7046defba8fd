// The ensembles among the estimators.
import type { Estimator } from '../contract.ts';
import { neutralThenSide } from './neutral-then-side.ts';
import { regimeSwitched } from './regime-switched.ts';
import { softVote } from './soft-vote.ts';
import { stacking } from './stacking.ts';

export const ENSEMBLE_ESTIMATORS: readonly Estimator[] = [
  softVote,
  stacking,
  regimeSwitched,
  neutralThenSide,
];
