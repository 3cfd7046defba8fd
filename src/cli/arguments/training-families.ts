// Names of estimators as people and the published systems write them: `lightgbm`, `xgb`, `meta-mlp`. Called by the training commands; a name
// nobody knows is refused before anything runs.

import { ESTIMATORS, whyNoFamily } from '../../../engines/learn/catalogue.ts';
import { SEARCH_PRESETS } from '../../../engines/learn/search/presets.ts';
import type { FamilyChoice, TrainingRequest } from '../../contracts/training.ts';
import { badUsage } from '../failures.ts';

/** Libraries of the published systems, by the family that grows its trees the same way here. */
const ALIASES: Readonly<Record<string, string>> = {
  lightgbm: 'leafwise',
  lgbm: 'leafwise',
  lgb: 'leafwise',
  xgboost: 'depthwise',
  xgb: 'depthwise',
  catboost: 'symmetric',
  cat: 'symmetric',
  cb: 'symmetric',
  randomforest: 'random-forest',
  rf: 'random-forest',
  extratrees: 'extra-trees',
  et: 'extra-trees',
  logreg: 'logistic',
  lr: 'logistic',
  'price-gru': 'gru',
};

/** Families a `both` of the published search means, and those that `all` means. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  both: ['depthwise', 'symmetric'],
  all: ['depthwise', 'symmetric', 'leafwise', 'random-forest', 'extra-trees'],
};

const META_LEARNERS: Readonly<Record<string, TrainingRequest['stack']>> = {
  linear: 'logistic',
  logistic: 'logistic',
  'meta-linear': 'logistic',
  mlp: 'mlp',
  'meta-mlp': 'mlp',
  xgb: 'leafwise',
  leafwise: 'leafwise',
};

/** Ids of estimators, in order, none twice. Commas and spaces separate. */
export function familiesOf(option: string, texts: readonly string[]): readonly string[] {
  const names = texts
    .flatMap((text) => text.split(','))
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const ids = names.flatMap((name) => GROUPS[name] ?? [ALIASES[name] ?? name]);
  const reason = ids.map(whyNoFamily).find((one) => one !== null);
  if (reason)
    throw badUsage(`${option}: ${reason} On the command line: automl --soft-vote. Nothing was started.`);
  const offered = ESTIMATORS.filter(({ id }) => whyNoFamily(id) === null);
  const unknown = ids.find((id) => !offered.some((one) => one.id === id));
  if (ids.length === 0 || unknown !== undefined)
    throw badUsage(
      `${option} takes ${offered.map(({ id }) => id).join(', ')}, or lightgbm, xgboost, catboost, not "${unknown ?? ''}". Nothing was started.`,
    );
  return [...new Set(ids)];
}

/** `segments`: the published walk-forward search; `ensemble`: the wide one of the published base models. Own ranges where neither has any. */
export function searched(kind: 'segments' | 'ensemble', estimator: string): FamilyChoice {
  const id = `${kind}-${estimator}`;
  const preset = SEARCH_PRESETS.some((one) => one.id === id) ? { preset: id } : {};
  return { estimator, ...preset, parameters: {} };
}

export function metaLearnerOf(text: string): TrainingRequest['stack'] {
  const found = META_LEARNERS[text.trim().toLowerCase()];
  if (found === undefined)
    throw badUsage(`--meta-learner takes linear, mlp or xgb, not "${text}". Nothing was started.`);
  return found;
}
