// Fits what a decision policy asks beside the model: neutrality on the rows the model learns from, the quality of its calls on the judge
// rows, which no part of it was fitted on. Called where a model is made to serve. Too little to learn from is said, never guessed around.

import type { LabelledData, Model } from '../../../../engines/learn/contract.ts';
import { fitNeutrality, flatClassOf } from '../../../../engines/learn/ensemble/neutrality.ts';
import {
  fitQuality,
  type QualityJson,
  qualityToJson,
} from '../../../../engines/learn/ensemble/quality-model.ts';
import { featuresRead, inputsNeeded } from '../../../../engines/learn/policy/chosen.ts';
import type { DecisionPolicy } from '../../../../engines/learn/policy/decide.ts';
import { callOf, type DecisionModel } from '../../../../engines/learn/policy/decision-model.ts';
import type { ModelQuality } from '../../../../engines/learn/policy/inputs.ts';
import { modelQuality } from '../../../../engines/learn/policy/model-quality.ts';
import { TRAILING } from '../../../../engines/learn/policy/trailing-confidence.ts';
import { directionScore, directionTarget } from '../../../../engines/learn/task.ts';
import { auc } from '../../../../engines/numeric/auc.ts';
import type { StoredModel, TrainingTable } from './contract.ts';
import type { SegmentParts } from './parts.ts';
import { rowsOf } from './row-data.ts';

/** As published; those the dataset has. */
export const QUALITY_FEATURES: readonly string[] = [
  'cvd_divergence',
  'vwap_reversion_flag',
  'wick_extreme_up',
  'wick_extreme_down',
];
/** Rows that lack a feature teach nothing, so one that lacks more than this share of rows is left out. */
const MOST_MISSING = 0.2;

export interface DecisionAsked {
  readonly policy: DecisionPolicy;
  readonly table: TrainingTable;
  readonly parts: SegmentParts;
  /** Rows nothing of the model was fitted on, ascending, and its calibrated predictions of them. */
  readonly judge: Uint32Array;
  readonly calibrated: Float64Array;
  readonly calibration: StoredModel['calibration'];
}

export interface FittedDecision {
  readonly model: DecisionModel;
  /** What each part was learned from, or why it was not. */
  readonly words: readonly string[];
}

export function fitDecision(asked: DecisionAsked): FittedDecision {
  const { policy, table, judge, calibrated } = asked;
  const needed = inputsNeeded(policy);
  const neutrality = needed.includes('neutral') ? fittedNeutrality(asked) : NOTHING;
  // Also without its gate: the grid of margin and quality is drawn from it.
  const quality = table.task.kind === 'two-sided' ? fittedQuality(asked) : NOTHING;
  return {
    model: {
      policy,
      reads: featuresRead(policy, table.names),
      neutrality: neutrality.value,
      quality: quality.value,
      modelQuality: qualityOfModel(asked),
      earlier:
        table.task.kind === 'number'
          ? Float64Array.from(inTime(table, judge).slice(-TRAILING.window), (place) => calibrated[place]!)
          : new Float64Array(0),
    },
    words: [...neutrality.words, ...quality.words],
  };
}

interface Learned<T> {
  readonly value: T | null;
  readonly words: readonly string[];
}
const NOTHING: Learned<never> = { value: null, words: [] };

/** It says something of the market, not of a candidate: every family of a segment gets the same one. */
function fittedNeutrality({ table, parts }: DecisionAsked): Learned<Model> {
  const key = 'neutrality';
  const known = parts.made.get(key) as Learned<Model> | undefined;
  if (known !== undefined) return known;
  const made = learned('Neutrality', () => {
    const flat = flatClassOf(table.task);
    if (flat === null) throw new RangeError('no class lies between the two sides');
    const { data, dropped } = mostlyKnown(parts.fit.data);
    const left = dropped.length > 0 ? `, without ${dropped.length} features that are mostly missing` : '';
    return {
      value: fitNeutrality(data, flat),
      words: `Neutrality was learned from ${data.rows} rows and ${data.names.length} features${left}.`,
    };
  });
  parts.made.set(key, made);
  return made;
}

function mostlyKnown(data: LabelledData): {
  readonly data: LabelledData;
  readonly dropped: readonly string[];
} {
  const missing = (column: Float32Array) =>
    column.reduce((sum, value) => sum + Number(Number.isNaN(value)), 0) / data.rows;
  const kept = [...data.columns.keys()].filter((f) => missing(data.columns[f]!) <= MOST_MISSING);
  const names = kept.map((f) => data.names[f]!);
  return {
    data: { ...data, names, columns: kept.map((f) => data.columns[f]!) },
    dropped: data.names.filter((name) => !names.includes(name)),
  };
}

function fittedQuality({ table, judge, calibrated }: DecisionAsked): Learned<QualityJson> {
  return learned('The quality of calls', () => {
    const names = QUALITY_FEATURES.filter((name) => table.names.includes(name));
    const fit = fitQuality({
      buy: callOf(table.task, calibrated, judge.length),
      outcome: targetOf(table, judge),
      names,
      columns: rowsOf(table, names, judge).columns,
      weight: Float64Array.from(judge, (row) => table.weight[row]!),
    });
    const still =
      fit.constant.length > 0 ? ` ${fit.constant.join(', ')} never varied and count nothing.` : '';
    return {
      value: qualityToJson(fit.model),
      words: `The quality of calls was learned from ${fit.rows} judged rows (${(100 * fit.right).toFixed(1)} % right)${names.length === 0 ? ' and the chance to buy alone' : ''}.${still}`,
    };
  });
}

function learned<T>(what: string, make: () => { readonly value: T; readonly words: string }): Learned<T> {
  try {
    const { value, words } = make();
    return { value, words: [words] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { value: null, words: [`${what} is not known here: ${error.message}.`] };
  }
}

/** By the AUC on the later fifth of the judge rows, which no calibration was fitted on, and the slope where it is Platt's. */
function qualityOfModel({ table, judge, calibrated, calibration }: DecisionAsked): ModelQuality {
  const { task } = table;
  if (task.kind === 'number') return 'unknown';
  const rule = calibration?.[task.kind === 'two-sided' ? task.long : task.positive];
  const later = inTime(table, judge).slice(-Math.max(50, Math.floor(judge.length / 5)));
  const score = directionScore(task, calibrated, judge.length);
  const target = targetOf(table, judge);
  return modelQuality({
    auc: auc(
      Float64Array.from(later, (place) => score[place]!),
      Int8Array.from(later, (place) => target[place]!),
    ),
    slope: rule?.kind === 'platt' ? rule.a : null,
  });
}

function targetOf({ task, label, value }: TrainingTable, rows: Uint32Array): Int8Array {
  return directionTarget(
    task,
    Int16Array.from(rows, (row) => label[row]!),
    Float64Array.from(rows, (row) => value[row]!),
  );
}

/** Places of `rows`, oldest first. */
function inTime({ time }: TrainingTable, rows: Uint32Array): number[] {
  return [...rows.keys()].sort((a, b) => time[rows[a]!]! - time[rows[b]!]! || a - b);
}
