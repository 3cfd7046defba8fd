// `automl`, `hpo` and `stack`: which request the options of each make. Pure, but for the texts it refuses.

import type { Dataset } from '../../contracts/datasets.ts';
import { type TrainingRequest, trainingRequestSchema } from '../../contracts/training.ts';
import { badUsage } from '../failures.ts';
import { numberOf } from './dataset-request.ts';
import { holdOutOf, regimesOf } from './train-request.ts';
import { familiesOf, metaLearnerOf, searched } from './training-families.ts';
import { type CommonOptions, commonPart, type SearchOptions, searchPart } from './training-options.ts';

type Source = Pick<Dataset, 'id' | 'featureNames'>;

export interface AutomlOptions extends CommonOptions, SearchOptions {
  readonly families: readonly string[];
  readonly windowDays?: string;
  readonly stepDays?: string;
  readonly softVote?: boolean;
  readonly stack?: string;
  readonly output?: string;
  readonly logLevel?: string;
}

/** The published walk-forward: windows of 45 days moved by 15, ten trials a family, macro F1 among them; here nested and purged. */
export function automlRequestOf(
  options: AutomlOptions,
  dataset: Source,
  reserved: number | null,
): TrainingRequest {
  const window = windowOf(options);
  return trainingRequestSchema.parse({
    split: { kind: 'preset', preset: 'window-45-15' },
    trials: 10,
    ...(window !== null && { split: window }),
    ...commonPart(options),
    ...searchPart(options),
    ...regimesOf(options, dataset, {}),
    softVote: options.softVote ?? false,
    stack: options.stack === undefined ? 'none' : metaLearnerOf(options.stack),
    holdOutSessions: holdOutOf(options, reserved),
    families: familiesOf('--families', options.families).map((id) => searched('segments', id)),
    datasetId: dataset.id,
  });
}

function windowOf({ windowDays, stepDays, split }: AutomlOptions): TrainingRequest['split'] | null {
  if (windowDays === undefined && stepDays === undefined) return null;
  if (split !== undefined)
    throw badUsage('--split and --window-days or --step-days make two splits. Nothing was started.');
  return {
    kind: 'own',
    method: {
      kind: 'window-step',
      windowDays: windowDays === undefined ? 45 : numberOf('--window-days', windowDays),
      stepDays: stepDays === undefined ? 15 : numberOf('--step-days', stepDays),
      embargoMs: 30 * 60_000,
    },
  };
}

export interface HpoOptions extends CommonOptions, SearchOptions {
  readonly algorithm: string;
  readonly autoEnsemble?: boolean;
  readonly output?: string;
}

/** Fifty trials over the wide ranges of the published base models, ranked by AUC on a purged part, hopeless ones ended early. */
export function hpoRequestOf(options: HpoOptions, dataset: Source, reserved: number | null): TrainingRequest {
  const families = familiesOf('--algorithm', [options.algorithm]);
  return trainingRequestSchema.parse({
    split: { kind: 'preset', preset: 'walk-forward-60-10' },
    ...{ trials: 50, objective: 'auc', pruner: 'hyperband' },
    ...commonPart(options),
    ...searchPart(options),
    ...regimesOf(options, dataset, {}),
    softVote: (options.autoEnsemble ?? false) && families.length > 1,
    holdOutSessions: holdOutOf(options, reserved),
    families: families.map((id) => searched('ensemble', id)),
    datasetId: dataset.id,
  });
}

export interface StackOptions extends CommonOptions, SearchOptions {
  readonly run?: string;
  readonly models: string;
  readonly metaLearner: string;
  readonly output?: string;
}

/** `of`: what a run asked before, whose models are then computed once only; null: the named models with their defaults. */
export function stackRequestOf(
  options: StackOptions,
  dataset: Source,
  reserved: number | null,
  of: TrainingRequest | null,
): TrainingRequest {
  const stack = metaLearnerOf(options.metaLearner);
  if (of !== null) {
    const { name: _, ...before } = of;
    return trainingRequestSchema.parse({
      ...before,
      ...commonOf(options, before.budget),
      stack,
      softVote: true,
    });
  }
  const families = familiesOf('--models', [options.models]);
  if (families.length < 2)
    throw badUsage('--models needs two models or more: one alone cannot be stacked. Nothing was started.');
  return trainingRequestSchema.parse({
    ...{ trials: 1, pruner: 'none' },
    ...commonPart(options),
    ...searchPart(options),
    ...regimesOf(options, dataset, {}),
    ...{ stack, softVote: true },
    holdOutSessions: holdOutOf(options, reserved),
    families: families.map((estimator) => ({ estimator })),
    datasetId: dataset.id,
  });
}

/** What is not said stays as the run had it, its budget too. */
function commonOf(options: StackOptions, budget: TrainingRequest['budget']) {
  const { budget: own, ...common } = commonPart(options);
  return { ...common, budget: { ...budget, ...own } };
}
