// Counts of labelled rows that add up over instruments, and the summary a person reads made of them. Called by builds (per part)
// and by the preview. Pure; charges come in as a finished figure.

import {
  DROP_REASONS,
  type DropReason,
  HITS,
  type Hit,
  type LabelColumns,
} from '../../../engines/labels/definition.ts';
import type { LabelSummary } from '../../contracts/labels.ts';

export interface LabelCounts {
  readonly decisions: number;
  readonly rows: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Rows per class index. */
  readonly balance: readonly number[];
  readonly hits: Readonly<Partial<Record<Hit, number>>>;
  /** Sums over rows; means are taken at the end. */
  readonly lifeMinutes: number;
  readonly uniqueness: number;
  readonly value: number;
  readonly ambiguous: number;
  readonly resolvedFiner: number;
}

export const NO_LABELS: LabelCounts = {
  decisions: 0,
  rows: 0,
  dropped: {},
  balance: [],
  hits: {},
  lifeMinutes: 0,
  uniqueness: 0,
  value: 0,
  ambiguous: 0,
  resolvedFiner: 0,
};

/** `time` is parallel to the label's columns. */
export function countLabels(columns: LabelColumns, time: Float64Array): LabelCounts {
  const balance = columns.classes.map(() => 0);
  const hits: Partial<Record<Hit, number>> = {};
  let rows = 0;
  let lifeMinutes = 0;
  let uniqueness = 0;
  let value = 0;
  for (let i = 0; i < columns.length; i++) {
    if (Number.isNaN(columns.t1[i]!)) continue;
    rows++;
    const label = columns.label[i]!;
    if (label >= 0) balance[label] = (balance[label] ?? 0) + 1;
    const hit = HITS[columns.hit[i]!]!;
    hits[hit] = (hits[hit] ?? 0) + 1;
    lifeMinutes += (columns.t1[i]! - time[i]!) / 60_000;
    uniqueness += columns.weight[i]!;
    value += columns.value[i]!;
  }
  return {
    decisions: columns.length,
    rows,
    dropped: withoutZeros(columns.dropped),
    balance,
    hits,
    lifeMinutes,
    uniqueness,
    value,
    ambiguous: columns.ambiguous,
    resolvedFiner: columns.resolvedFiner,
  };
}

type Counted = Pick<LabelColumns, 'dropped' | 'ambiguous' | 'resolvedFiner'>;

/** What is left of the counts of all rows without those of the warm-up. */
export function subtractDropped(all: Counted, before: Counted): Counted {
  const dropped = Object.fromEntries(
    DROP_REASONS.map((reason) => [reason, all.dropped[reason] - before.dropped[reason]]),
  ) as Record<DropReason, number>;
  return {
    dropped,
    ambiguous: all.ambiguous - before.ambiguous,
    resolvedFiner: all.resolvedFiner - before.resolvedFiner,
  };
}

/** Counts of columns that hold only rows that were kept. */
export function noDrops(): Counted {
  const dropped = Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0])) as Record<DropReason, number>;
  return { dropped, ambiguous: 0, resolvedFiner: 0 };
}

export function addCounts(a: LabelCounts, b: LabelCounts): LabelCounts {
  const length = Math.max(a.balance.length, b.balance.length);
  return {
    decisions: a.decisions + b.decisions,
    rows: a.rows + b.rows,
    dropped: addRecords(DROP_REASONS, a.dropped, b.dropped),
    balance: Array.from({ length }, (_, k) => (a.balance[k] ?? 0) + (b.balance[k] ?? 0)),
    hits: addRecords(HITS, a.hits, b.hits),
    lifeMinutes: a.lifeMinutes + b.lifeMinutes,
    uniqueness: a.uniqueness + b.uniqueness,
    value: a.value + b.value,
    ambiguous: a.ambiguous + b.ambiguous,
    resolvedFiner: a.resolvedFiner + b.resolvedFiner,
  };
}

export function summaryOfCounts(
  counts: LabelCounts,
  about: Pick<LabelSummary, 'words' | 'classes' | 'breakEven'>,
): LabelSummary {
  const { rows } = counts;
  return {
    ...about,
    decisions: counts.decisions,
    rows,
    dropped: counts.dropped,
    balance: about.classes.map((_, k) => counts.balance[k] ?? 0),
    hits: counts.hits,
    averageLifeMinutes: rows === 0 ? Number.NaN : counts.lifeMinutes / rows,
    averageUniqueness: rows === 0 ? Number.NaN : counts.uniqueness / rows,
    ambiguous: counts.ambiguous,
    resolvedFiner: counts.resolvedFiner,
    averageValue: rows === 0 ? Number.NaN : counts.value / rows,
  };
}

export function sumOf(record: Readonly<Record<string, number | undefined>>): number {
  return Object.values(record).reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

function addRecords<Name extends string>(
  names: readonly Name[],
  a: Readonly<Partial<Record<Name, number>>>,
  b: Readonly<Partial<Record<Name, number>>>,
): Partial<Record<Name, number>> {
  const sums: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const sum = (a[name] ?? 0) + (b[name] ?? 0);
    if (sum > 0) sums[name] = sum;
  }
  return sums;
}

function withoutZeros<Name extends string>(
  record: Readonly<Record<Name, number>>,
): Partial<Record<Name, number>> {
  const result: Partial<Record<Name, number>> = {};
  for (const [name, count] of Object.entries<number>(record)) if (count > 0) result[name as Name] = count;
  return result;
}
