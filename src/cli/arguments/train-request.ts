// `train`: which request each of its forms makes. Its own form takes estimators and defaults; the published forms are the baseline over an
// exchange's last days, the walk-forward of meta-labels over a CSV, direction and neutrality from a feature log, and the three-step main.
// Pure, but for the texts it refuses.

import type { Dataset } from '../../contracts/datasets.ts';
import { type TrainingRequest, trainingRequestSchema } from '../../contracts/training.ts';
import { badUsage } from '../failures.ts';
import { numberOf } from './dataset-request.ts';
import { familiesOf } from './training-families.ts';
import { type CommonOptions, commonPart, estimatorSettings } from './training-options.ts';

export const TRAIN_MODES = ['train', 'train-neutral'] as const;

export interface TrainOptions extends CommonOptions {
  readonly estimator?: readonly string[];
  readonly set?: readonly string[];
  readonly datasetCsv?: string;
  readonly trainDays?: string;
  readonly testDays?: string;
  readonly embargoMinutes?: string;
  readonly outModel?: string;
  readonly outFeatures?: string;
  readonly outReport?: string;
  readonly outOof?: string;
  readonly output?: string;
  readonly mode?: (typeof TRAIN_MODES)[number];
  readonly input?: string;
  readonly train?: boolean;
  readonly backtest?: boolean;
  readonly predict?: boolean;
  readonly startDate?: string;
  readonly endDate?: string;
}

export type TrainForm = 'own' | 'baseline' | 'meta' | 'log' | 'steps';

/** Which form the options are of. Throws BAD_REQUEST where they are of two. */
export function formOf(options: TrainOptions): TrainForm {
  const steps = options.train || options.backtest || options.predict;
  const sources = [
    options.dataset !== undefined && '--dataset',
    options.datasetCsv !== undefined && '--dataset-csv',
    options.input !== undefined && '--input',
    options.exchange !== undefined && '--exchange',
  ].filter((one) => one !== false);
  if (sources.length > 1)
    throw badUsage(
      `${sources.join(' and ')} name two things to learn from. Nothing was started; give one of them.`,
    );
  if ((options.mode === undefined) !== (options.input === undefined))
    throw badUsage('--mode and --input belong together. Nothing was started; give both.');
  if (options.input !== undefined) return 'log';
  if (options.datasetCsv !== undefined) return 'meta';
  if (steps) return 'steps';
  return options.exchange !== undefined ? 'baseline' : 'own';
}

type Part = Partial<Omit<TrainingRequest, 'datasetId'>>;
type Source = Pick<Dataset, 'id' | 'featureNames' | 'classes'>;

/** `reserved`: sessions held out of the dataset already, else null. Throws BAD_REQUEST. */
export function trainRequestOf(
  options: TrainOptions,
  dataset: Source,
  reserved: number | null,
): TrainingRequest {
  const form = formOf(options);
  const base: Part = form === 'log' ? { families: [LOG_FAMILY[options.mode!]] } : PART_OF[form](dataset);
  const families = options.estimator
    ? familiesOf('--estimator', options.estimator).map((estimator) => ({ estimator, parameters: {} }))
    : (base.families ?? []);
  return trainingRequestSchema.parse({
    ...base,
    trials: 1,
    pruner: 'none',
    ...walkForwardOf(options),
    ...commonPart(options),
    ...regimesOf(options, dataset, base),
    holdOutSessions: holdOutOf(options, reserved, form === 'meta' || form === 'log' ? 0 : undefined),
    families: withSettings(families, options.set ?? []),
    datasetId: dataset.id,
  });
}

/** `--hold-out`, else what the dataset has reserved, else 20; files from elsewhere are often too short to spare any. */
export function holdOutOf(
  { holdOut }: Pick<CommonOptions, 'holdOut'>,
  reserved: number | null,
  otherwise?: number,
): number | undefined {
  if (holdOut !== undefined) return numberOf('--hold-out', holdOut);
  return reserved ?? otherwise;
}

const taskOf = (classes: readonly string[]) =>
  classes.length === 0 ? 'number' : classes.length === 2 ? 'binary' : 'multiclass';

/** What each form means where nothing else is said. */
const PART_OF: Readonly<Record<Exclude<TrainForm, 'log'>, (dataset: Source) => Part>> = {
  own: ({ classes }) => ({
    families:
      taskOf(classes) === 'number'
        ? [{ estimator: 'ridge', parameters: {} }]
        : [
            { estimator: 'logistic', parameters: {} },
            { estimator: 'leafwise', parameters: {} },
          ],
  }),
  // Five folds with a gap, median selection, market states: the published baseline, with the gap it lacked.
  baseline: ({ featureNames }) => ({
    split: {
      kind: 'own',
      method: {
        kind: 'gap-k-fold',
        folds: 5,
        horizonSessions: 0,
        embargoSessions: 1,
        embargoMs: 30 * 60_000,
      },
    },
    selection: 'median',
    regimes: publishedRegimes(featureNames),
    families: [
      {
        estimator: 'leafwise',
        parameters: {
          ...{ rounds: 1_000, learningRate: 0.02, maxLeaves: 32, maxDepth: 6 },
          ...{ columnFraction: 0.8, rowFraction: 0.8, classWeight: 'balanced' },
        },
      },
    ],
  }),
  // A balanced line with an L2 penalty, 80/20 inside the training part.
  meta: () => ({
    split: methodOf({ trainSessions: 60, testSessions: 10, embargoMinutes: 30 }),
    families: [
      { estimator: 'logistic', parameters: { classWeight: 'balanced', c: 1, maxIterations: 2_000 } },
    ],
  }),
  steps: ({ classes }) => ({
    families: [{ estimator: taskOf(classes) === 'number' ? 'ridge' : 'leafwise', parameters: {} }],
  }),
};

/** Depth 5, 0.05, 200 rounds for the direction; a balanced line for neutrality. */
const LOG_FAMILY: Readonly<Record<(typeof TRAIN_MODES)[number], TrainingRequest['families'][number]>> = {
  train: {
    estimator: 'depthwise',
    parameters: {
      ...{ maxDepth: 5, learningRate: 0.05, rounds: 200, rowFraction: 0.9, columnFraction: 0.8 },
      ...{ minChildWeight: 1, l2: 1, classWeight: 'balanced' },
    },
  },
  'train-neutral': { estimator: 'logistic', parameters: { c: 0.5, classWeight: 'balanced' } },
};

/** Features whose names say what the published regimes were told by: volatility, momentum, volume. */
const OBSERVED = [/^(vix|realized_vol_5m|price_roc_30m|breadth_divergence|pcr_total_oi_zscore)$/];
const STAND_INS = ['intraday_vol_5m', 'price_momentum_10m', 'volume_trend_15m'];

function publishedRegimes(names: readonly string[]): TrainingRequest['regimes'] {
  const published = names.filter((name) => OBSERVED.some((pattern) => pattern.test(name)));
  const observed = published.length > 0 ? published : STAND_INS.filter((name) => names.includes(name));
  return observed.length === 0 ? null : { states: 4, covariance: 'full', observed };
}

/** `--regimes 0` switches the base's off; names alone keep its number of states. */
export function regimesOf(
  { regimes, regimeFeatures }: Pick<CommonOptions, 'regimes' | 'regimeFeatures'>,
  { featureNames }: Pick<Source, 'featureNames'>,
  base: Part,
): Part {
  if (regimes === undefined && regimeFeatures === undefined) return {};
  const states = regimes === undefined ? (base.regimes?.states ?? 4) : numberOf('--regimes', regimes);
  if (states === 0) return { regimes: null };
  const observed =
    regimeFeatures
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '') ?? publishedRegimes(featureNames)?.observed;
  const unknown = observed?.find((name) => !featureNames.includes(name));
  if (unknown !== undefined)
    throw badUsage(`The dataset has no feature ${unknown} to tell states by. Nothing was started.`);
  if (observed === undefined || observed.length === 0)
    throw badUsage(
      `--regimes needs --regime-features here: features of volatility or momentum of this dataset, such as ${featureNames.slice(0, 3).join(', ')}. Nothing was started.`,
    );
  return { regimes: { states, covariance: 'full', observed: [...observed] } };
}

function walkForwardOf({ trainDays, testDays, embargoMinutes, split }: TrainOptions): Part {
  if (trainDays === undefined && testDays === undefined && embargoMinutes === undefined) return {};
  if (split !== undefined)
    throw badUsage(
      '--split and --train-days, --test-days or --embargo-minutes make two splits. Nothing was started.',
    );
  return {
    split: methodOf({
      trainSessions: trainDays === undefined ? 60 : numberOf('--train-days', trainDays),
      testSessions: testDays === undefined ? 10 : numberOf('--test-days', testDays),
      embargoMinutes: embargoMinutes === undefined ? 30 : numberOf('--embargo-minutes', embargoMinutes),
    }),
  };
}

function methodOf(asked: {
  readonly trainSessions: number;
  readonly testSessions: number;
  readonly embargoMinutes: number;
}): TrainingRequest['split'] {
  const { embargoMinutes, ...sessions } = asked;
  return {
    kind: 'own',
    method: { kind: 'walk-forward', ...sessions, expanding: false, embargoMs: embargoMinutes * 60_000 },
  };
}

function withSettings(
  families: readonly TrainingRequest['families'][number][],
  texts: readonly string[],
): TrainingRequest['families'] {
  if (texts.length > 0 && families.length !== 1)
    throw badUsage('--set belongs to one estimator. Nothing was started; name it with --estimator.');
  return families.map((family) => ({
    ...family,
    parameters: { ...family.parameters, ...estimatorSettings(family.estimator, texts) },
  }));
}
