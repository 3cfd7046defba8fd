// Test rows as scores read them: labels, what acting would have been worth, and the model's answer, side by side. Called by every part of
// the evaluation. Rows without an outcome or without an answer take no part.

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
  const { confidence, side } = actingOn(table.task, probability, count, gathered(table.side, rows));
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
    threshold: gathered(pooled.threshold, places),
    score: directionScore(table.task, probability, count),
    target: directionTarget(table.task, label, value),
    confidence,
    side,
    worth: worthOfSide(table.task, label, value, side),
  };
}

function isAnswered({ calibrated, width }: PooledPredictions, place: number): boolean {
  for (let c = 0; c < width; c++) if (!Number.isFinite(calibrated[place * width + c]!)) return false;
  return true;
}

export function isActedOn({ confidence, threshold }: ScoredRows, place: number): boolean {
  return confidence[place]! >= threshold[place]!;
}

/** 1 where the class of the side acted on is the one that came; all 0 for numbers. What confidence is held against. */
export function cameTrue({ task, label, side }: ScoredRows): Uint8Array {
  return Uint8Array.from(label, (own, place) => {
    if (task.kind === 'number') return 0;
    if (task.kind === 'one-sided') return Number(own === task.positive);
    return Number(own === (side[place] === 1 ? task.long : task.short));
  });
}

type Column = Float64Array | Int32Array | Uint32Array | Int16Array | Int8Array;

/** A plain loop: the arrays' own `from` asks an iterator for every row. Never shared memory, whatever the column is. */
export function gathered<T extends Column>(column: T, chosen: Uint32Array): T {
  const own = new (column.constructor as new (length: number) => T)(chosen.length);
  for (let k = 0; k < chosen.length; k++) own[k] = column[chosen[k]!]!;
  return own;
}

function gatheredRows(column: Float64Array, chosen: Uint32Array, width: number): Float64Array {
  const own = new Float64Array(chosen.length * width);
  for (let k = 0; k < chosen.length; k++)
    for (let c = 0; c < width; c++) own[k * width + c] = column[chosen[k]! * width + c]!;
  return own;
}
