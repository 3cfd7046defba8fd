// How much of the scores' variance each searched parameter explains by itself: values in bins, variance between bins over the whole,
// less what as many bins explain by chance. Epsilon squared of a one-way analysis of variance (T. L. Kelley, PNAS 21 (1935), 554–559).
// Segments have their own level of difficulty: each one's mean is taken off first. Says nothing of parameters acting together. Pure.

import type { TrialView } from '../../../../contracts/training.ts';

export interface ParameterImportance {
  readonly name: string;
  /** 0…1 of the variance within segments. */
  readonly share: number;
  readonly bins: number;
}

export interface ImportanceView {
  /** Strongest first; empty with too few finished trials. */
  readonly parameters: readonly ParameterImportance[];
  readonly trials: number;
}

/** Below this the shares are noise. */
export const FEWEST_TRIALS = 12;
const MOST_BINS = 6;
const FEWEST_PER_BIN = 3;

export function parameterImportance(trials: readonly TrialView[]): ImportanceView {
  const finished = trials.filter((trial) => trial.score !== null && Number.isFinite(trial.score));
  if (finished.length < FEWEST_TRIALS) return { parameters: [], trials: finished.length };
  const scores = withoutSegmentMeans(finished);
  const names = [...new Set(finished.flatMap((trial) => Object.keys(trial.values)))];
  const parameters = names
    .map((name) => {
      const rows = finished.flatMap((trial, k) => {
        const value = trial.values[name];
        return value === undefined ? [] : [{ value, score: scores[k] ?? 0 }];
      });
      const groups = binned(rows);
      return { name, share: epsilonSquared(groups), bins: groups.length };
    })
    .filter((one) => one.bins > 1)
    .sort((a, b) => b.share - a.share || a.name.localeCompare(b.name));
  return { parameters, trials: finished.length };
}

function withoutSegmentMeans(trials: readonly TrialView[]): readonly number[] {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { segment, score } of trials) {
    const own = sums.get(segment) ?? { sum: 0, count: 0 };
    sums.set(segment, { sum: own.sum + (score ?? 0), count: own.count + 1 });
  }
  return trials.map(({ segment, score }) => {
    const own = sums.get(segment);
    return (score ?? 0) - (own ? own.sum / own.count : 0);
  });
}

interface Row {
  readonly value: number | boolean | string;
  readonly score: number;
}

/** Choices by their word; numbers by rank into bins of equal size, equal numbers together. */
function binned(rows: readonly Row[]): readonly (readonly number[])[] {
  const distinct = new Set(rows.map((row) => row.value)).size;
  const numeric = rows.every((row) => typeof row.value === 'number');
  if (!numeric || distinct <= MOST_BINS) {
    const groups = new Map<Row['value'], number[]>();
    for (const { value, score } of rows) groups.set(value, [...(groups.get(value) ?? []), score]);
    return [...groups.values()];
  }
  const count = Math.max(2, Math.min(MOST_BINS, Math.floor(rows.length / FEWEST_PER_BIN)));
  const sorted = [...rows].sort((a, b) => Number(a.value) - Number(b.value));
  const groups: number[][] = Array.from({ length: count }, () => []);
  let bin = 0;
  sorted.forEach((row, k) => {
    const wanted = Math.min(count - 1, Math.floor((k * count) / sorted.length));
    if (wanted > bin && row.value !== sorted[k - 1]?.value) bin = wanted;
    groups[bin]?.push(row.score);
  });
  return groups.filter((group) => group.length > 0);
}

function epsilonSquared(groups: readonly (readonly number[])[]): number {
  const all = groups.flat();
  const mean = average(all);
  const total = all.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  const between = groups.reduce((sum, group) => sum + group.length * (average(group) - mean) ** 2, 0);
  const freedom = all.length - groups.length;
  if (!(total > 0) || freedom <= 0) return 0;
  const byChance = ((groups.length - 1) * (total - between)) / freedom;
  return Math.min(1, Math.max(0, (between - byChance) / total));
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
