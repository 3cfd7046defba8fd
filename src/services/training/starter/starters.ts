// The starter models: what is trained on the sample market, fixed down to the seed, so that building them again gives the same bytes.
// Data; read by build-starters.ts and by the test that holds the shipped bundles to it.

import type { EstimatorParameters } from '../../../../engines/learn/contract.ts';
import type { SplitMethod } from '../../../../engines/validation/splits/split.ts';
import type { DatasetRequest } from '../../../contracts/datasets.ts';
import type { SampleRequest } from '../../../contracts/sample.ts';
import type { FitSpec } from '../steps/contract.ts';

export interface Starter {
  /** Folder in `models/`. */
  readonly name: string;
  readonly title: string;
  readonly dataset: Pick<DatasetRequest, 'featureSet' | 'interval' | 'label'>;
  readonly estimator: string;
  readonly parameters: EstimatorParameters;
  readonly calibration: FitSpec['calibration'];
  readonly seed: number;
}

export const STARTER_MARKET: SampleRequest = { seed: 7, sessions: 50, symbols: 4 };
/** Sessions before the first row: what the longest window of the feature sets reads. */
export const STARTER_WARMUP = 22;
/** The last fifth of the sessions is the test nothing is fitted on. */
export const STARTER_SPLIT: SplitMethod = { kind: 'tail', share: 0.2, embargoMs: 30 * 60_000 };
/** Part at the end of the training part on which calibration and threshold are chosen. */
export const STARTER_INNER_SHARE = 0.2;
/** Written into the manifests in the place of a clock: the last day of the sample market. */
export const STARTER_MOMENT = Date.UTC(2025, 5, 30);

export const STARTER_NOTES: readonly string[] = [
  'Synthetic: trained on the sample market, whose prices are invented. It shows how models are served and is no reason to trade.',
  'Rebuilt to the same bytes by `npm run models:build`.',
];

const INTRADAY: Starter['dataset'] = {
  featureSet: { id: 'intraday-mtf' },
  interval: '5m',
  label: { kind: 'triple-barrier' },
} as Starter['dataset'];

export const STARTERS: readonly Starter[] = [
  {
    name: 'sample-leafwise',
    title: 'Sample market: boosted trees',
    dataset: INTRADAY,
    estimator: 'leafwise',
    parameters: { rounds: 60, maxLeaves: 15, learningRate: 0.08, minChildSamples: 50 },
    calibration: 'platt',
    seed: 42,
  },
  {
    name: 'sample-logistic',
    title: 'Sample market: logistic regression',
    dataset: INTRADAY,
    estimator: 'logistic',
    parameters: { c: 0.05 },
    calibration: 'platt',
    seed: 42,
  },
];
