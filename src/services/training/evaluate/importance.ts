// What a model looked at: gain and splits it tells itself, the fall of its AUC on test rows when a feature is shuffled there, and how much
// each feature added to its scores (SHAP). Called with the model of the newest segment and that segment's own test rows, which it never saw.

import { estimatorOf } from '../../../../engines/learn/catalogue.ts';
import type { LearningData, Model } from '../../../../engines/learn/contract.ts';
import { regimeChances } from '../../../../engines/learn/regimes/append-regimes.ts';
import { asRegimeState } from '../../../../engines/learn/regimes/state.ts';
import { directionScore, directionTarget, type LearningTask } from '../../../../engines/learn/task.ts';
import { auc } from '../../../../engines/numeric/auc.ts';
import { createRandom } from '../../../../engines/numeric/random.ts';
import { lowerBound } from '../../../../engines/numeric/sorted.ts';
import { shuffled } from '../../../../engines/validation/leaks/foreign-rows.ts';
import type { ContributionSample, FeatureImportance } from '../../../contracts/training-results.ts';
import type { StoredModel, TrainingTable } from '../steps/contract.ts';
import { rowsOf } from '../steps/row-data.ts';
import { blendStateOf, predictStored, withChances } from '../steps/stored-model.ts';
import { explainedRows } from './explained-rows.ts';

/** Enough for a fall of the AUC of one or two hundredths to show. */
const SHUFFLED_ROWS = 2_000;
/** A blend asks every member for every feature. */
const BLEND_ROWS = 500;
const CONTRIBUTION_ROWS = 1_000;
/** Rows times rounds times scores: exact contributions of large forests take their time. */
const CONTRIBUTION_WORK = 200_000;
const FEWEST_CONTRIBUTION_ROWS = 100;
/** Features drawn in the summary. */
const SAMPLED_FEATURES = 30;

export interface Looks {
  /** By mean contribution, then gain, then fall: what counts most first. */
  readonly importance: readonly FeatureImportance[];
  readonly contributions: ContributionSample | null;
}

export interface LooksAsked {
  readonly table: TrainingTable;
  readonly stored: StoredModel;
  /** Test rows of the model's segment with a label, ascending. */
  readonly rows: Uint32Array;
  readonly rounds: number | null;
  readonly seed: number;
}

export function looksOf(asked: LooksAsked): Looks {
  const { stored } = asked;
  const own = blendStateOf(stored.model) === null ? ownImportance(stored.model) : new Map<string, Own>();
  const added = contributionsOf(asked);
  const falls = permutationFalls(asked, own);
  const names = [...new Set([...stored.inputs, ...own.keys()])];
  const importance = names.map((name) => ({
    name,
    gain: own.get(name)?.gain ?? Number.NaN,
    split: own.get(name)?.split ?? Number.NaN,
    permutation: falls.get(name) ?? Number.NaN,
    contribution: added?.mean.get(name) ?? Number.NaN,
  }));
  const heavy = (value: number): number => (Number.isNaN(value) ? -1 : value);
  importance.sort(
    (a, b) =>
      heavy(b.contribution) - heavy(a.contribution) ||
      heavy(b.gain) - heavy(a.gain) ||
      heavy(b.permutation) - heavy(a.permutation) ||
      (a.name < b.name ? -1 : 1),
  );
  return { importance, contributions: added?.sample ?? null };
}

interface Own {
  readonly gain: number;
  readonly split: number;
}

function ownImportance(model: Model): Map<string, Own> {
  const { importance } = estimatorOf(model.estimator);
  if (importance === undefined) return new Map();
  const gain = importance(model, 'gain');
  const split = importance(model, 'split');
  return new Map(model.names.map((name, f) => [name, { gain: gain[f]!, split: split[f]! }]));
}

/** Fall of the AUC per feature; features the model says it never uses fall by nothing and are not tried. */
function permutationFalls(
  { table, stored, rows, seed }: LooksAsked,
  own: ReadonlyMap<string, Own>,
): Map<string, number> {
  const falls = new Map<string, number>();
  const most = blendStateOf(stored.model) === null ? SHUFFLED_ROWS : BLEND_ROWS;
  const sample = explainedRows(table, rows, most, seed);
  if (sample.length < 2) return falls;
  const data = rowsOf(table, stored.inputs, sample);
  const target = targetOf(table, sample);
  const score = (source: LearningData): number =>
    auc(directionScore(stored.task, predictStored(stored, source).calibrated, sample.length), target);
  const whole = score(data);
  if (Number.isNaN(whole)) return falls;
  const read = new Set(stored.preparation.selected);
  if (stored.preparation.regimes !== null)
    for (const name of asRegimeState(stored.preparation.regimes).hmm.names) read.add(name);
  stored.inputs.forEach((name, f) => {
    const known = own.get(name);
    const isUsed =
      blendStateOf(stored.model) !== null || (read.has(name) && !(known?.gain === 0 && known.split === 0));
    if (!isUsed) {
      falls.set(name, 0);
      return;
    }
    const from = shuffled(sample.length, createRandom((seed ^ Math.imul(f + 1, 0x9e3779b1)) >>> 0));
    const column = data.columns[f]!;
    const columns = data.columns.with(
      f,
      Float32Array.from(from, (row) => column[row]!),
    );
    falls.set(name, whole - score({ ...data, columns }));
  });
  return falls;
}

function targetOf({ task, label, value }: TrainingTable, rows: Uint32Array): Int8Array {
  return directionTarget(
    task,
    Int16Array.from(rows, (row) => label[row]!),
    Float64Array.from(rows, (row) => value[row]!),
  );
}

interface Added {
  readonly mean: ReadonlyMap<string, number>;
  readonly sample: ContributionSample;
}

/** Null for blends and for estimators without exact contributions. */
function contributionsOf({ table, stored, rows, rounds, seed }: LooksAsked): Added | null {
  const { model, task, preparation } = stored;
  if (blendStateOf(model) !== null) return null;
  const { contributions } = estimatorOf(model.estimator);
  if (contributions === undefined) return null;
  const scores = task.classes.length > 2 ? task.classes.length : 1;
  const affordable = CONTRIBUTION_WORK / ((rounds ?? FEWEST_CONTRIBUTION_ROWS) * scores);
  const most = Math.round(Math.min(CONTRIBUTION_ROWS, Math.max(FEWEST_CONTRIBUTION_ROWS, affordable)));
  const sample = explainedRows(table, rows, most, seed);
  if (sample.length === 0) return null;
  const data = preparedRows(table, preparation, sample);
  const added = contributions(model, data);
  const width = model.names.length + 1;
  const perFeature = model.names.map((_, f) =>
    Float32Array.from(sample, (_row, k) => towardsActing(task, added, k, scores, width, f)),
  );
  const mean = perFeature.map(
    (values) => values.reduce((sum, value) => sum + Math.abs(value), 0) / sample.length,
  );
  const shown = model.names
    .map((_, f) => f)
    .sort((a, b) => mean[b]! - mean[a]! || a - b)
    .slice(0, SAMPLED_FEATURES);
  return {
    mean: new Map(model.names.map((name, f) => [name, mean[f]!])),
    sample: {
      rows: sample.length,
      features: shown.map((f) => ({
        name: model.names[f]!,
        quantile: quantilesOf(data.columns[data.names.indexOf(model.names[f]!)]!),
        contribution: perFeature[f]!,
      })),
    },
  };
}

function preparedRows(
  table: TrainingTable,
  { selected, regimes }: StoredModel['preparation'],
  rows: Uint32Array,
): LearningData {
  const data = rowsOf(table, selected, rows);
  if (regimes === null) return data;
  const state = asRegimeState(regimes);
  return withChances(
    data,
    regimeChances(state, rowsOf(table, state.hmm.names, rows)),
    state.hmm.start.length,
  );
}

/** What the feature added to the score of success, or to buying over selling. Two classes have one score, that of the second. */
function towardsActing(
  task: LearningTask,
  added: Float64Array,
  row: number,
  scores: number,
  width: number,
  feature: number,
): number {
  const of = (score: number): number => added[(row * scores + score) * width + feature]!;
  if (scores === 1) {
    const second = task.kind === 'number' || (task.kind === 'one-sided' ? task.positive : task.long) === 1;
    return second ? of(0) : -of(0);
  }
  return task.kind === 'two-sided'
    ? of(task.long) - of(task.short)
    : of(task.kind === 'one-sided' ? task.positive : 0);
}

/** Rank of each value among the known ones, 0 … 1; NaN where missing. */
function quantilesOf(values: Float32Array): Float32Array {
  const ascending = values.filter((value) => !Number.isNaN(value)).sort();
  const last = Math.max(1, ascending.length - 1);
  return values.map((value) => (Number.isNaN(value) ? Number.NaN : lowerBound(ascending, value) / last));
}
