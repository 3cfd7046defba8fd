// What decides beside a model: the policy with the small models its gates ask, as plain data, and its decisions row by row. Fitted inside
// a training part; called by evaluation, predictions of ranges and serving, so that all of them decide alike.

import type { LearningData, Model } from '../contract.ts';
import { neutralChance } from '../ensemble/neutrality.ts';
import { type QualityJson, qualityFromJson, qualityOf } from '../ensemble/quality-model.ts';
import { directionScore, type LearningTask } from '../task.ts';
import { createDecider, type Decision, type DecisionPolicy } from './decide.ts';
import type { DecisionInputs, ModelQuality } from './inputs.ts';
import { createInputReader } from './inputs-from-features.ts';
import { createTrailingConfidence, type TrailingConfidence } from './trailing-confidence.ts';

export interface DecisionModel {
  /** Every value written out. */
  readonly policy: DecisionPolicy;
  /** Features the gates themselves read. */
  readonly reads: readonly string[];
  /** Null: nothing asks for it, or too little was there to learn it; a gate that needs it then answers FLAT. */
  readonly neutrality: Model | null;
  readonly quality: QualityJson | null;
  readonly modelQuality: ModelQuality;
  /** Predictions of a number on rows it was not fitted on, oldest first: what later ones are first measured against. */
  readonly earlier: Float64Array;
}

/** Every feature it reads of a row, each once. */
export function featuresOfDecision({ reads, neutrality, quality }: DecisionModel): readonly string[] {
  const ofQuality = quality === null ? [] : quality.features.slice(1);
  return [...new Set([...reads, ...(neutrality?.names ?? []), ...ofQuality])];
}

/** Chance to buy among the two sides, as the quality model was taught on it. */
export function callOf(task: LearningTask, predictions: Float64Array, rows: number): Float64Array {
  return directionScore(task, predictions, rows);
}

/** What a row's decision was made from. */
export interface DecidedRow {
  readonly inputs: DecisionInputs;
  readonly decision: Decision;
}

export interface RowDecider {
  /**
   * Rows in order of time inside each instrument, with every feature of `featuresOfDecision`. `predictions`: calibrated, row-major.
   * `side`: what each row proposes, ±1, for labels that leave it to the row. `stream`: the instrument of each row; predicted numbers are
   * measured against those of their own instrument before. `offset` is added to the margin asked for.
   */
  decide(
    data: LearningData,
    predictions: Float64Array,
    rows?: {
      readonly side?: ArrayLike<number>;
      readonly stream?: ArrayLike<number>;
      readonly offset?: number;
    },
  ): readonly DecidedRow[];
}

/** Keeps what it saw of predicted numbers: one for each pass over rows in time. */
export function createRowDecider(model: DecisionModel, task: LearningTask): RowDecider {
  const decide = createDecider(model.policy);
  const quality = model.quality === null ? null : qualityFromJson(model.quality);
  const trailing = new Map<number, TrailingConfidence>();
  const trailingOf = (stream: number): TrailingConfidence => {
    const own = trailing.get(stream) ?? createTrailingConfidence(undefined, model.earlier);
    trailing.set(stream, own);
    return own;
  };
  return {
    decide(data, predictions, { side, stream, offset } = {}) {
      const places = new Map(data.names.map((name, f) => [name, data.columns[f]!]));
      const columnOf = (name: string): Float32Array => {
        const column = places.get(name);
        if (column !== undefined) return column;
        throw new RangeError(`the decision reads ${name}, which is not among the features given`);
      };
      const read = createInputReader(model.reads);
      const readColumns = model.reads.map(columnOf);
      const neutral =
        model.neutrality === null
          ? null
          : neutralChance(model.neutrality, only(data, model.neutrality.names));
      const qualityNames = quality === null ? [] : quality.features.slice(1);
      const qualityColumns = qualityNames.map(columnOf);
      const call = task.kind === 'two-sided' ? callOf(task, predictions, data.rows) : null;
      const width = Math.max(1, task.classes.length);
      const answersOf = (row: number): DecisionInputs => {
        const at = row * width;
        switch (task.kind) {
          case 'two-sided':
            return {
              buy: predictions[at + task.long]!,
              sell: predictions[at + task.short]!,
              ...(quality && {
                quality: qualityOf(
                  quality,
                  call![row]!,
                  Object.fromEntries(qualityNames.map((name, f) => [name, qualityColumns[f]![row]!])),
                ),
              }),
            };
          case 'one-sided':
            return {
              // A row that proposes no side is taken as a long, as the threshold takes it.
              proposedSide: task.side === 0 ? side?.[row] || 1 : task.side,
              winProbability: predictions[at + task.positive]!,
            };
          case 'number': {
            const predicted = predictions[at]!;
            const { confidence, threshold } = trailingOf(stream?.[row] ?? 0).update(predicted);
            return { predictedReturn: predicted, returnConfidence: confidence, returnThreshold: threshold };
          }
        }
      };
      return Array.from({ length: data.rows }, (_, row): DecidedRow => {
        const inputs: DecisionInputs = {
          ...read(readColumns.map((column) => column[row]!)),
          ...answersOf(row),
          ...(neutral && { neutral: neutral[row]! }),
          modelQuality: model.modelQuality,
          ...(offset !== undefined && { thresholdOffset: offset }),
        };
        return { inputs, decision: decide(inputs) };
      });
    },
  };
}

function only(data: LearningData, names: readonly string[]): LearningData {
  return { ...data, names, columns: names.map((name) => data.columns[data.names.indexOf(name)]!) };
}

/** Decided rows as columns: what is stored with predictions. */
export interface DecisionColumns {
  /** What is acted on: 1, −1, or 0 for FLAT. */
  readonly side: Int8Array;
  /** Size of the trade; 0 for FLAT. */
  readonly multiplier: Float64Array;
  /** NaN where there is none. */
  readonly neutral: Float64Array;
  readonly quality: Float64Array;
  /** Place in the policy of the gate that decided: that ended it FLAT, or gave it its side last. `NO_GATE`: none chose a side. */
  readonly gate: Uint8Array;
}
export const NO_GATE = 255;

export function columnsOf({ gates }: DecisionPolicy, decided: readonly DecidedRow[]): DecisionColumns {
  const number = (of: (row: DecidedRow) => number | undefined) =>
    Float64Array.from(decided, (row) => of(row) ?? Number.NaN);
  return {
    side: Int8Array.from(decided, ({ decision }) => decision.side),
    multiplier: number(({ decision }) => decision.multiplier),
    neutral: number(({ inputs }) => inputs.neutral),
    quality: number(({ inputs }) => inputs.quality),
    gate: Uint8Array.from(decided, ({ decision: { reasons } }) => {
      const place = gates.findIndex(({ gate }) => gate === reasons.at(-1)?.gate);
      return place < 0 ? NO_GATE : place;
    }),
  };
}
