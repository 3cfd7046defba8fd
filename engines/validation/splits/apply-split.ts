// A split against the rows of its dataset: which rows each fold trains and tests on, which folds are too thin to count, and the
// rows of each combinatorial path. Called by training and reports.

import { applyFold, type Fold, type FoldRows, type LabelledTimes } from './fold.ts';
import type { Split } from './split.ts';

export interface DatasetTimes extends LabelledTimes {
  readonly datasetHash: string;
}

export interface FewestRows {
  readonly train: number;
  readonly test: number;
}
/** What the published systems ask of a fold; below it a metric says nothing. */
export const FEWEST_ROWS: FewestRows = { train: 200, test: 50 };

export interface AppliedFold {
  readonly fold: Fold;
  readonly rows: FoldRows;
  /** Why the fold is left out; null where it counts. */
  readonly skipped: string | null;
}

/** Throws RangeError where the rows are another dataset's: a split is never reused across datasets. */
export function applySplit(
  split: Split,
  dataset: DatasetTimes,
  fewest: FewestRows = FEWEST_ROWS,
): readonly AppliedFold[] {
  if (split.datasetHash !== dataset.datasetHash)
    throw new RangeError(
      `the split was made for dataset ${split.datasetHash}, these rows are of ${dataset.datasetHash}; make a split for this dataset`,
    );
  return split.folds.map((fold) => {
    const rows = applyFold(fold, dataset);
    return { fold, rows, skipped: whySkipped(rows, fewest) };
  });
}

function whySkipped({ train, test }: FoldRows, fewest: FewestRows): string | null {
  if (train.length < fewest.train)
    return `${train.length} training rows left after purging, ${fewest.train} are needed`;
  if (test.length < fewest.test) return `${test.length} test rows, ${fewest.test} are needed`;
  return null;
}

export interface PathPart {
  readonly fold: number;
  readonly group: number;
  /** Test rows of that fold in that group, ascending. */
  readonly rows: Uint32Array;
}

/** Per path its parts in order of time: together every test row once per path. Empty for splits without paths. */
export function pathParts(
  split: Split,
  applied: readonly AppliedFold[],
  { time }: LabelledTimes,
): readonly (readonly PathPart[])[] {
  return split.paths.map((path) =>
    path.map((fold, group) => {
      const span = split.groups[group]!;
      const rows = applied[fold]!.rows.test.filter((row) => time[row]! > span.from && time[row]! <= span.to);
      return { fold, group, rows };
    }),
  );
}
