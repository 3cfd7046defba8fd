// Which rows a segment of the split trains and tests on; for the final model the newest window before the hold-out. Called by
// parts.ts; evaluation and the orchestrator ask it for the same rows.

import { FEWEST_ROWS } from '../../../../engines/validation/splits/apply-split.ts';
import { applyFold, type Fold } from '../../../../engines/validation/splits/fold.ts';
import { spansOf } from '../../../../engines/validation/splits/session-blocks.ts';
import type { StepWorld, TrainingTable } from './contract.ts';

/** The segment of the final model. */
export const FINAL = -1;

export interface SegmentRows {
  /** Of the final segment: one without test spans, its embargo that of the last fold. */
  readonly fold: Fold;
  readonly train: Uint32Array;
  /** Those that can be scored. Empty for the final segment. */
  readonly test: Uint32Array;
  /**
   * Every row of the test spans, ascending: the model is asked about those without an outcome, too. Whether one will be known is often
   * told by the future alone, and models that serve are asked about every row.
   */
  readonly asked: Uint32Array;
  /** Training rows left out because their labels touch the test, the hold-out or the embargo around them. */
  readonly purged: number;
  /** Why it does not count, in words; null where it does. */
  readonly thin: string | null;
}

/** Throws RangeError for a segment the split does not have, or another dataset's split. */
export function segmentRows({ table, split }: StepWorld, segment: number): SegmentRows {
  if (split.datasetHash !== table.datasetHash)
    throw new RangeError(
      `the split was made for dataset ${split.datasetHash}, these rows are of ${table.datasetHash}; make a split for this dataset`,
    );
  const fold = segment === FINAL ? finalFold(table, split.folds) : split.folds[segment];
  if (fold === undefined)
    throw new RangeError(`the split has ${split.folds.length} segments, from 0; there is no ${segment}`);
  const usable = usableRows(table);
  const times = {
    time: Float64Array.from(usable, (row) => table.time[row]!),
    t1: Float64Array.from(usable, (row) => table.t1[row]!),
  };
  const own = applyFold(fold, times);
  const inTable = (places: Uint32Array) => places.map((place) => usable[place]!);
  const train = inTable(own.train);
  // The hold-out is a test that comes later: no training label may touch it, nor its embargo where training runs up to it.
  const border = table.holdOutFrom - (segment === FINAL ? fold.embargoMs : 0);
  const clear = train.filter((row) => Math.max(table.time[row]!, table.t1[row]!) < border);
  const test = inTable(own.test);
  return {
    fold,
    train: clear,
    test,
    asked: rowsWithin(fold, table),
    purged: own.purged + own.embargoed + (train.length - clear.length),
    thin: whyThin(clear.length, segment === FINAL ? null : test.length),
  };
}

function usableRows(table: TrainingTable): Uint32Array {
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row++) if (isUsable(table, row)) rows.push(row);
  return Uint32Array.from(rows);
}

/**
 * Whether a row can be fitted or scored at all: labelled, with a weight, and its outcome known before the hold-out begins. One that
 * reaches into the hold-out, or ends at its first price, would tell of it.
 */
export function isUsable(table: TrainingTable, row: number): boolean {
  const { time, t1, label, value, weight, holdOutFrom, task } = table;
  const labelled = task.kind === 'number' ? Number.isFinite(value[row]!) : label[row]! >= 0;
  // Where the outcome is not known, its moment is NaN, which is below nothing.
  const known = Math.max(time[row]!, t1[row]!) < holdOutFrom;
  return labelled && known && weight[row]! > 0 && weight[row]! < Infinity;
}

function rowsWithin({ test }: Fold, { time, holdOutFrom }: TrainingTable): Uint32Array {
  const rows: number[] = [];
  for (let row = 0; row < time.length; row++) {
    const moment = time[row]!;
    if (moment <= holdOutFrom && test.some(({ from, to }) => moment > from && moment <= to)) rows.push(row);
  }
  return Uint32Array.from(rows);
}

/** The last sessions before the hold-out, as many as the last fold trains on. */
function finalFold({ sessions, holdOutFrom }: TrainingTable, folds: readonly Fold[]): Fold {
  const last = folds[folds.length - 1];
  if (last === undefined) throw new RangeError('the split has no fold');
  const length = sessions.filter((session) =>
    last.train.some((span) => session.open >= span.from && session.close <= span.to),
  ).length;
  const places = sessions.flatMap(({ close }, place) => (close <= holdOutFrom ? [place] : []));
  return {
    index: folds.length,
    train: spansOf(sessions, places.slice(Math.max(0, places.length - length))),
    test: [],
    embargoMs: last.embargoMs,
  };
}

function whyThin(train: number, test: number | null): string | null {
  if (train < FEWEST_ROWS.train)
    return `${train} training rows left after purging, ${FEWEST_ROWS.train} are needed`;
  if (test !== null && test < FEWEST_ROWS.test) return `${test} test rows, ${FEWEST_ROWS.test} are needed`;
  return null;
}
