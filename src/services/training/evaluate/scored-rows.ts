// Test rows as scores read them: labels, what acting would have been worth, and the model's answer, side by side. Called by every part of
// the evaluation. Rows without a label or without an answer take no part.

import {
  actingOn,
  directionScore,
  directionTarget,
  type LearningTask,
  worthOfSide,
} from '../../../../engines/learn/task.ts';
import type { TrainingTable } from '../steps/contract.ts';
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
  const { width } = pooled;
  const kept = Uint32Array.from(pooled.rows.keys()).filter((place) => {
    const row = pooled.rows[place]!;
    if (table.task.kind === 'number' ? !Number.isFinite(table.value[row]!) : table.label[row]! < 0)
      return false;
    for (let c = 0; c < width; c++) if (!Number.isFinite(pooled.calibrated[place * width + c]!)) return false;
    return true;
  });
  const rows = Uint32Array.from(kept, (place) => pooled.rows[place]!);
  const raw = pickRows(pooled.raw, kept, width);
  const probability = pickRows(pooled.calibrated, kept, width);
  const label = Int16Array.from(rows, (row) => table.label[row]!);
  const value = Float64Array.from(rows, (row) => table.value[row]!);
  const { confidence, side } = actingOn(
    table.task,
    probability,
    rows.length,
    Int8Array.from(rows, (row) => table.side[row]!),
  );
  return {
    task: table.task,
    count: rows.length,
    rows,
    width,
    raw,
    probability,
    label,
    value,
    cost: Float64Array.from(rows, (row) => table.cost[row]!),
    time: Float64Array.from(rows, (row) => table.time[row]!),
    instrument: Int32Array.from(rows, (row) => table.instrument[row]!),
    session: Int32Array.from(rows, (row) => table.session[row]!),
    segment: Int32Array.from(kept, (place) => pooled.segment[place]!),
    regime: Int8Array.from(kept, (place) => pooled.regime[place]!),
    threshold: Float64Array.from(kept, (place) => pooled.threshold[place]!),
    score: directionScore(table.task, probability, rows.length),
    target: directionTarget(table.task, label, value),
    confidence,
    side,
    worth: worthOfSide(table.task, label, value, side),
  };
}

/** `chosen`: places among the scored rows, in any order. */
export function subsetOf(scored: ScoredRows, chosen: Uint32Array): ScoredRows {
  const numbers = (column: Float64Array) => Float64Array.from(chosen, (place) => column[place]!);
  const indices = (column: Int32Array) => Int32Array.from(chosen, (place) => column[place]!);
  const bytes = (column: Int8Array) => Int8Array.from(chosen, (place) => column[place]!);
  return {
    task: scored.task,
    width: scored.width,
    count: chosen.length,
    rows: Uint32Array.from(chosen, (place) => scored.rows[place]!),
    raw: pickRows(scored.raw, chosen, scored.width),
    probability: pickRows(scored.probability, chosen, scored.width),
    label: Int16Array.from(chosen, (place) => scored.label[place]!),
    value: numbers(scored.value),
    cost: numbers(scored.cost),
    time: numbers(scored.time),
    instrument: indices(scored.instrument),
    session: indices(scored.session),
    segment: indices(scored.segment),
    regime: bytes(scored.regime),
    threshold: numbers(scored.threshold),
    score: numbers(scored.score),
    target: bytes(scored.target),
    confidence: numbers(scored.confidence),
    side: bytes(scored.side),
    worth: numbers(scored.worth),
  };
}

/** Places of the rows for which `wanted` holds. */
export function placesWhere(scored: ScoredRows, wanted: (place: number) => boolean): Uint32Array {
  return Uint32Array.from({ length: scored.count }, (_, place) => place).filter(wanted);
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

function pickRows(column: Float64Array, chosen: Uint32Array, width: number): Float64Array {
  const picked = new Float64Array(chosen.length * width);
  chosen.forEach((place, k) => {
    for (let c = 0; c < width; c++) picked[k * width + c] = column[place * width + c]!;
  });
  return picked;
}
