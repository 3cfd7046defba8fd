// Test rows as scores read them: labels, what acting would have been worth, and the model's answer, side by side. Called by every part of
// the evaluation. Rows without an outcome or without an answer take no part.

import type { DecisionColumns } from '../../../../engines/learn/policy/decision-model.ts';
import {
  actingOn,
  directionScore,
  directionTarget,
  type LearningTask,
  worthOfSide,
} from '../../../../engines/learn/task.ts';
import type { TrainingTable } from '../steps/contract.ts';
import { isUsable } from '../steps/segment-rows.ts';
import type { PooledPredictions } from './pool-predictions.ts';

export interface ScoredRows {
  readonly task: LearningTask;
  readonly count: number;
  /** Rows of the training table, ascending. */
  readonly rows: Uint32Array;
  readonly width: number;
  /** Row-major. */
  readonly raw: Float64Array;
  readonly probability: Float64Array;
  readonly label: Int16Array;
  readonly value: Float64Array;
  readonly cost: Float64Array;
  readonly time: Float64Array;
  readonly instrument: Int32Array;
  readonly session: Int32Array;
  readonly segment: Int32Array;
  readonly regime: Int8Array;
  readonly threshold: Float64Array;
  /** Ranks rows by `target`: +1 right, −1 wrong, 0 says nothing. */
  readonly score: Float64Array;
  readonly target: Int8Array;
  readonly confidence: Float64Array;
  readonly side: Int8Array;
  /** 1 where the row is acted on: by the policy where there is one, else by the threshold. */
  readonly acts: Uint8Array;
  /** What the policy decided; absent without one. */
  readonly decisions?: DecisionColumns;
  /** Of the side acted on, before charges, fraction of the entry. */
  readonly worth: Float64Array;
}

export function scoredRowsOf(table: TrainingTable, pooled: PooledPredictions): ScoredRows {
  const { width, rows: tested } = pooled;
  const kept = new Uint32Array(tested.length);
  let count = 0;
  for (let place = 0; place < tested.length; place++)
    if (isUsable(table, tested[place]!) && isAnswered(pooled, place)) kept[count++] = place;
  const places = kept.slice(0, count);
  const rows = gathered(tested, places);
  const probability = gatheredRows(pooled.calibrated, places, width);
  const label = gathered(table.label, rows);
  const value = gathered(table.value, rows);
  const threshold = gathered(pooled.threshold, places);
  const decisions = pooled.decisions && gatheredDecisions(pooled.decisions, places);
  const { confidence, side, acts } = actedRows(
    table.task,
    { probability, threshold, ...(decisions && { decisions }) },
    gathered(table.side, rows),
  );
  return {
    task: table.task,
    count,
    rows,
    width,
    raw: gatheredRows(pooled.raw, places, width),
    probability,
    label,
    value,
    cost: gathered(table.cost, rows),
    time: gathered(table.time, rows),
    instrument: gathered(table.instrument, rows),
    session: gathered(table.session, rows),
    segment: gathered(pooled.segment, places),
    regime: gathered(pooled.regime, places),
    threshold,
    score: directionScore(table.task, probability, count),
    target: directionTarget(table.task, label, value),
    confidence,
    side,
    acts,
    ...(decisions && { decisions }),
    worth: worthOfSide(table.task, label, value, side),
  };
}

function isAnswered({ calibrated, width }: PooledPredictions, place: number): boolean {
  for (let c = 0; c < width; c++) if (!Number.isFinite(calibrated[place * width + c]!)) return false;
  return true;
}

/**
 * Confidence, side and whether it is acted on. A policy may take the side the model finds less likely: its confidence is then the chance
 * of that side. Where it stays out the model's own side stands, for curves over thresholds.
 */
export function actedRows(
  task: LearningTask,
  {
    probability,
    threshold,
    decisions,
  }: {
    readonly probability: Float64Array;
    readonly threshold: Float64Array;
    readonly decisions?: DecisionColumns;
  },
  rowSide: Int8Array,
): Pick<ScoredRows, 'confidence' | 'side' | 'acts'> {
  const { confidence, side } = actingOn(task, probability, threshold.length, rowSide);
  if (decisions === undefined)
    return {
      confidence,
      side,
      acts: Uint8Array.from(threshold, (least, place) => Number(confidence[place]! >= least)),
    };
  decisions.side.forEach((own, place) => {
    // A trade's side is its own, known or not.
    if (own === 0 || task.kind !== 'two-sided') return;
    side[place] = own;
    confidence[place] = probability[place * task.classes.length + (own > 0 ? task.long : task.short)]!;
  });
  return { confidence, side, acts: Uint8Array.from(decisions.side, (own) => Number(own !== 0)) };
}

export function isActedOn({ acts }: Pick<ScoredRows, 'acts'>, place: number): boolean {
  return acts[place] === 1;
}

/** 1 where the class of the side acted on is the one that came; all 0 for numbers. What confidence is held against. */
export function cameTrue({ task, label, side }: ScoredRows): Uint8Array {
  return Uint8Array.from(label, (own, place) => {
    if (task.kind === 'number') return 0;
    if (task.kind === 'one-sided') return Number(own === task.positive);
    return Number(own === (side[place] === 1 ? task.long : task.short));
  });
}

type Column = Float64Array | Int32Array | Uint32Array | Int16Array | Int8Array | Uint8Array;

/** A plain loop: the arrays' own `from` asks an iterator for every row. Never shared memory, whatever the column is. */
export function gathered<T extends Column>(column: T, chosen: Uint32Array): T {
  const own = new (column.constructor as new (length: number) => T)(chosen.length);
  for (let k = 0; k < chosen.length; k++) own[k] = column[chosen[k]!]!;
  return own;
}

export function gatheredDecisions(columns: DecisionColumns, chosen: Uint32Array): DecisionColumns {
  const { side, multiplier, neutral, quality, gate } = columns;
  return {
    side: gathered(side, chosen),
    multiplier: gathered(multiplier, chosen),
    neutral: gathered(neutral, chosen),
    quality: gathered(quality, chosen),
    gate: gathered(gate, chosen),
  };
}

function gatheredRows(column: Float64Array, chosen: Uint32Array, width: number): Float64Array {
  const own = new Float64Array(chosen.length * width);
  for (let k = 0; k < chosen.length; k++)
    for (let c = 0; c < width; c++) own[k * width + c] = column[chosen[k]! * width + c]!;
  return own;
}
