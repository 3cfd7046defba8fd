// Single JSON documents: none of them is rows, so each is refused with what it is and where it belongs. Models among them are looked
// into as far as their numbers say something. Called by the recogniser.

import { parseLegacySchema } from '../../../../engines/features/legacy-schemas/index.ts';
import { plattProbability } from '../../../../engines/learn/calibration/platt.ts';
import {
  logisticProbability,
  type StandardisedLogistic,
} from '../../../../engines/learn/linear/standardised-logistic.ts';
import { notATable, type Recognised } from './foreign-table.ts';

export function readJsonDocument(value: unknown): Recognised {
  const model = logisticOf(value);
  if (model) return logistic(model);
  const platt = plattOf(value);
  if (platt)
    return notATable(
      'calibrator of a model (Platt)',
      'It turns one probability into another: two numbers of a model, not rows. It belongs to its model bundle.',
      0,
      [
        `0.60 becomes ${plattProbability(platt, 0.6).toFixed(4)}, 0.40 becomes ${plattProbability(platt, 0.4).toFixed(4)}.`,
      ],
    );
  if (isNameList(value))
    return notATable(
      'list of feature names',
      'It names columns and holds no rows. Import it as a feature set: Research → Feature sets → Import list, or `features import-schema`.',
    );
  if (typeof value !== 'object' || value === null)
    return notATable('JSON document', 'It is a single value, not rows. There is nothing to import.');
  const keys = Object.keys(value);
  const kind = KINDS.find(({ keys: wanted }) => wanted.some((key) => keys.includes(key)));
  return notATable(
    kind?.layout ?? 'JSON document',
    kind?.refusal ??
      `It is one document (${keys.slice(0, 5).join(', ') || 'empty'}), not rows with a time each. Export the rows behind it as CSV, Parquet or JSON lines.`,
  );
}

const KINDS: readonly {
  readonly layout: string;
  readonly keys: readonly string[];
  readonly refusal: string;
}[] = [
  {
    layout: 'report of a training run',
    keys: [
      'splits',
      'folds',
      'auc_score',
      'objective_value',
      'best_training_job',
      'job_name',
      'hyperparameters',
    ],
    refusal:
      'It tells how a model did, not what it was trained on. Import the predictions themselves; a score without them cannot be checked.',
  },
  {
    layout: 'summary of a backtest',
    keys: ['base_pnl', 'ml_pnl', 'total_pnl_rs'],
    refusal: 'It holds totals of a run, not rows. Import the trades behind it with Data → Import.',
  },
  {
    layout: 'configuration',
    keys: [
      'Strategy',
      'ParameterRanges',
      'overrides',
      'thresholds',
      'max_parallel_jobs',
      'schema_hash',
      'threshold',
    ],
    refusal: 'It holds settings, not rows. There is nothing to import.',
  },
  {
    layout: 'state of a running program',
    keys: ['signals', 'period_hours', 'last_updated'],
    refusal: 'It is what a program remembered between two steps, not rows. There is nothing to import.',
  },
];

function isNameList(value: unknown): boolean {
  try {
    return parseLegacySchema(JSON.stringify(value)).names.length > 0;
  } catch {
    return false;
  }
}

function logistic(model: StandardisedLogistic): Recognised {
  const dead = model.features.filter((_, k) => model.coefficients[k] === 0);
  return notATable(
    'logistic model',
    'It holds the coefficients of a model, not rows. A model without the data it was trained on cannot be checked; train one here instead.',
    0,
    [
      `With every input at its mean it answers ${logisticProbability(model, model.mean).toFixed(4)}.`,
      ...(dead.length > 0
        ? [`${dead.join(', ')} count nothing (coefficient 0): they never varied where it was trained.`]
        : []),
    ],
  );
}

/** Null where the value is no such model. */
export function logisticOf(value: unknown): StandardisedLogistic | null {
  if (typeof value !== 'object' || value === null) return null;
  const {
    intercept,
    coef,
    features,
    scaler_mean: mean,
    scaler_scale: scale,
  } = value as Record<string, unknown>;
  if (typeof intercept !== 'number' || !numbers(coef) || !numbers(mean) || !numbers(scale)) return null;
  if (!Array.isArray(features) || [coef, mean, scale].some((one) => one.length !== features.length))
    return null;
  return { intercept, coefficients: coef, features: features.map(String), mean, scale };
}

export function plattOf(value: unknown): { readonly a: number; readonly b: number } | null {
  if (typeof value !== 'object' || value === null) return null;
  const { a, b } = value as Record<string, unknown>;
  return typeof a === 'number' && typeof b === 'number' ? { a, b } : null;
}

function numbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}
