// What a set of labels amounts to: balance, lives, how windows ended, how much of it is its own. Shown by the label designer and
// stored with a dataset. Reads columns only.

import { MINUTE_MS } from '../market/interval.ts';
import {
  type BarrierColumns,
  DROP_REASONS,
  type DropReason,
  HITS,
  type Hit,
  type LabelColumns,
} from './definition.ts';

/** Sums over parts: add up what several instruments gave, then read `summarise`. */
export interface LabelTotals {
  readonly classes: readonly string[];
  readonly decisions: number;
  readonly rows: number;
  /** Rows per class, in the order of `classes`; empty for a label that is a number. */
  readonly balance: readonly number[];
  readonly hits: Readonly<Record<Hit, number>>;
  readonly dropped: Readonly<Record<DropReason, number>>;
  readonly ambiguous: number;
  readonly resolvedFiner: number;
  /** Milliseconds from entry to t1, summed. */
  readonly life: number;
  readonly weight: number;
  readonly value: number;
  /** Distances from entry to target and stop as fractions, summed over the rows that have both. */
  readonly withBarriers: number;
  readonly targetDistance: number;
  readonly stopDistance: number;
}

export function labelTotals(labels: LabelColumns & BarrierColumns): LabelTotals {
  const { classes, length, label, value, t1, hit, weight, entryTime, entryPrice } = labels;
  const balance = classes.map(() => 0);
  const hits = Object.fromEntries(HITS.map((name) => [name, 0])) as Record<Hit, number>;
  const sums = { rows: 0, life: 0, weight: 0, value: 0, withBarriers: 0, target: 0, stop: 0 };
  for (let i = 0; i < length; i++) {
    if (Number.isNaN(t1[i]!)) continue;
    sums.rows++;
    if (label[i]! >= 0) balance[label[i]!]!++;
    hits[HITS[hit[i]!]!]++;
    sums.life += t1[i]! - entryTime[i]!;
    sums.weight += weight[i]!;
    sums.value += value[i]!;
    const target = Math.abs(labels.targetPrice[i]! / entryPrice[i]! - 1);
    const stop = Math.abs(labels.stopPrice[i]! / entryPrice[i]! - 1);
    if (!Number.isFinite(target + stop)) continue;
    sums.withBarriers++;
    sums.target += target;
    sums.stop += stop;
  }
  return {
    classes,
    decisions: length,
    rows: sums.rows,
    balance,
    hits,
    dropped: labels.dropped,
    ambiguous: labels.ambiguous,
    resolvedFiner: labels.resolvedFiner,
    life: sums.life,
    weight: sums.weight,
    value: sums.value,
    withBarriers: sums.withBarriers,
    targetDistance: sums.target,
    stopDistance: sums.stop,
  };
}

/** Adds totals of the same label over several instruments. Throws RangeError for none, or for different classes. */
export function addLabelTotals(parts: readonly LabelTotals[]): LabelTotals {
  const [first] = parts;
  if (first === undefined) throw new RangeError('there are no labels to add up');
  if (parts.some(({ classes }) => classes.join() !== first.classes.join()))
    throw new RangeError('labels with different classes cannot be added up');
  const sum = (of: (part: LabelTotals) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    classes: first.classes,
    decisions: sum((part) => part.decisions),
    rows: sum((part) => part.rows),
    balance: first.classes.map((_, k) => sum((part) => part.balance[k]!)),
    hits: Object.fromEntries(HITS.map((hit) => [hit, sum((part) => part.hits[hit])])) as Record<Hit, number>,
    dropped: Object.fromEntries(
      DROP_REASONS.map((reason) => [reason, sum((part) => part.dropped[reason])]),
    ) as Record<DropReason, number>,
    ambiguous: sum((part) => part.ambiguous),
    resolvedFiner: sum((part) => part.resolvedFiner),
    life: sum((part) => part.life),
    weight: sum((part) => part.weight),
    value: sum((part) => part.value),
    withBarriers: sum((part) => part.withBarriers),
    targetDistance: sum((part) => part.targetDistance),
    stopDistance: sum((part) => part.stopDistance),
  };
}

/** NaN where there are no rows, or none of the kind. */
export interface LabelAverages {
  /** Share of rows per class. */
  readonly balance: readonly number[];
  readonly hitShares: Readonly<Record<Hit, number>>;
  /** From entry to t1. */
  readonly lifeMinutes: number;
  readonly lifeBars: number;
  readonly uniqueness: number;
  readonly value: number;
  /** Average distances as fractions of the entry: what a break-even is computed from. */
  readonly target: number;
  readonly stop: number;
}

/** Averages per row. `barMinutes` is the length of a decision bar. */
export function labelAverages(totals: LabelTotals, barMinutes: number): LabelAverages {
  const { rows, withBarriers } = totals;
  const lifeMinutes = totals.life / rows / MINUTE_MS;
  return {
    balance: totals.balance.map((count) => count / rows),
    hitShares: Object.fromEntries(HITS.map((hit) => [hit, totals.hits[hit] / rows])) as Record<Hit, number>,
    lifeMinutes,
    lifeBars: lifeMinutes / barMinutes,
    uniqueness: totals.weight / rows,
    value: totals.value / rows,
    target: totals.targetDistance / withBarriers,
    stop: totals.stopDistance / withBarriers,
  };
}
