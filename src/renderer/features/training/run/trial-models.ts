// What the plots of trials show: the course of a search with its best so far, and lines over parallel axes. Pure.

import type { TrialView } from '../../../../contracts/training.ts';

export interface HistoryPoint {
  readonly index: number;
  readonly state: TrialView['state'];
  /** Null where the trial has none (it runs, was pruned, failed). */
  readonly score: number | null;
  /** Last intermediate value of a pruned or running trial; null where there is none. */
  readonly last: number | null;
  /** Best score up to here; null before the first. */
  readonly best: number | null;
}

/** In order of the trials. Pruned trials never count as best: their value is from an earlier round. */
export function trialHistory(trials: readonly TrialView[], lowerIsBetter: boolean): readonly HistoryPoint[] {
  let best: number | null = null;
  return [...trials]
    .sort((a, b) => a.index - b.index)
    .map((trial) => {
      const { score } = trial;
      if (score !== null && (best === null || (lowerIsBetter ? score < best : score > best))) best = score;
      return {
        index: trial.index,
        state: trial.state,
        score,
        last: score === null ? (trial.steps[trial.steps.length - 1]?.value ?? null) : null,
        best,
      };
    });
}

/** `rsi_w7` before `rsi_w14`. */
const byNumber = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

export interface ParallelAxis {
  readonly name: string;
  /** Present: the axis holds these words, in order. */
  readonly categories: readonly string[] | null;
  readonly low: number;
  readonly high: number;
}

export interface ParallelLine {
  readonly trial: TrialView;
  /** One per axis: a number, or the word of a category. */
  readonly values: readonly (number | string)[];
  /** Rank among the lines: 0 worst … 1 best. Not by value, which one outlier would stretch. */
  readonly merit: number;
}

export interface ParallelPicture {
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
}

/** Finished trials over the parameters all of them have, the score last. Parameters that never vary are left out. */
export function parallelPicture(
  trials: readonly TrialView[],
  scoreName: string,
  lowerIsBetter: boolean,
): ParallelPicture {
  const finished = trials.filter((trial) => trial.score !== null);
  const names = Object.keys(finished[0]?.values ?? {}).filter((name) =>
    finished.every((trial) => trial.values[name] !== undefined),
  );
  const axes = names.flatMap((name): ParallelAxis[] => {
    const values = finished.map((trial) => trial.values[name]);
    if (new Set(values).size < 2) return [];
    const numbers = values.filter((value) => typeof value === 'number');
    if (numbers.length < values.length)
      return [{ name, categories: [...new Set(values.map(String))].sort(byNumber), low: 0, high: 0 }];
    return [{ name, categories: null, low: Math.min(...numbers), high: Math.max(...numbers) }];
  });
  const scores = finished.map((trial) => trial.score ?? 0);
  const low = Math.min(...scores);
  const high = Math.max(...scores);
  const ranked = [...finished].sort((a, b) => ((b.score ?? 0) - (a.score ?? 0)) * (lowerIsBetter ? 1 : -1));
  const lines = ranked.map(
    (trial, rank): ParallelLine => ({
      trial,
      values: [
        ...axes.map((axis) => {
          const value = trial.values[axis.name];
          return axis.categories === null && typeof value === 'number' ? value : String(value);
        }),
        trial.score ?? 0,
      ],
      merit: ranked.length > 1 ? rank / (ranked.length - 1) : 1,
    }),
  );
  return {
    axes: finished.length === 0 ? [] : [...axes, { name: scoreName, categories: null, low, high }],
    // The best are last, drawn over the others.
    lines,
  };
}

/** Words in lines of at most so many letters; a longer word has its own line. */
export function wordLines(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
