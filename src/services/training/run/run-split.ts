// The split of a run: the hold-out is set apart first, then folds are made of what is left, or read back by name, and each fold's rows
// are counted. Called by plans (which reserve nothing) and by runs.

import { applySplit } from '../../../../engines/validation/splits/apply-split.ts';
import { canonicalSplit } from '../../../../engines/validation/splits/canonical.ts';
import {
  describeMethod,
  makeSplit,
  SPLIT_PRESETS,
  type Split,
} from '../../../../engines/validation/splits/split.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { SegmentView, TrainingRequest, TrainingRun } from '../../../contracts/training.ts';
import type { Db } from '../../db/port.ts';
import type { TrainingTable } from '../steps/contract.ts';
import { plannedHoldOut, reserveFor } from './hold-out-reservation.ts';
import { createSplitStore, foreignSplit, splitHash } from './split-store.ts';

/** What a split is made of. */
export type SplitTable = Pick<TrainingTable, 'datasetHash' | 'time' | 't1' | 'label' | 'task' | 'sessions'>;

export interface RunSplit {
  readonly split: Split;
  readonly text: string;
  readonly hash: string;
  readonly words: string;
  readonly folds: readonly SegmentView[];
  /** Those that count, ascending. */
  readonly segments: readonly number[];
  readonly holdOut: TrainingRun['holdOut'];
  /** See TrainingTable. */
  readonly holdOutFrom: number;
  /** Folds that do not count, with their reasons. */
  readonly notes: readonly string[];
}

/**
 * `reserve`: for a run; left out, nothing is stored. Throws CONFLICT for another hold-out than the dataset's, REFUSED for another dataset's
 * split, NOT_FOUND for an unknown name, BAD_PARAMETER where method or hold-out do not fit the dataset.
 */
export async function splitOfRun(
  db: Db,
  table: SplitTable,
  request: Pick<TrainingRequest, 'split' | 'holdOutSessions'>,
  reserve?: { readonly runId: string; readonly at: number },
): Promise<RunSplit> {
  const holdOut = await plannedHoldOut(db, table, request.holdOutSessions);
  const research = table.sessions.slice(0, table.sessions.length - (holdOut?.sessions ?? 0));
  const split = await splitFrom(db, table, request.split, research);
  const end = holdOut?.from ?? Number.POSITIVE_INFINITY;
  if (split.folds.some((fold) => [...fold.train, ...fold.test].some((span) => span.to > end)))
    throw new AppError(
      'REFUSED',
      'The split reaches into the hold-out of the dataset, which no step may touch. Nothing was started; choose a method or another stored split.',
    );
  if (reserve) await reserveFor(db, table, request.holdOutSessions, reserve);

  // Rows without a label take no part, as everywhere.
  const t1 =
    table.task.kind === 'number'
      ? table.t1
      : table.t1.map((known, row) => (table.label[row]! < 0 ? Number.NaN : known));
  const applied = applySplit(split, { datasetHash: table.datasetHash, time: table.time, t1 });
  const folds = applied.map(
    ({ fold, rows, skipped }): SegmentView => ({
      segment: fold.index,
      trainFrom: fold.train[0]!.from,
      trainTo: fold.train[fold.train.length - 1]!.to,
      testFrom: fold.test[0]!.from,
      testTo: fold.test[fold.test.length - 1]!.to,
      trainRows: rows.train.length,
      testRows: rows.test.length,
      purged: rows.purged,
      embargoed: rows.embargoed,
      skipped,
    }),
  );
  return {
    split,
    text: canonicalSplit(split),
    hash: splitHash(split),
    words: `${describeMethod(split.method)}, ${split.folds.length} fold${split.folds.length === 1 ? '' : 's'}`,
    folds,
    segments: folds.flatMap(({ segment, skipped }) => (skipped === null ? [segment] : [])),
    holdOut: holdOut && { sessions: holdOut.sessions, from: holdOut.from, to: holdOut.to },
    holdOutFrom: end,
    notes: folds.flatMap(({ segment, skipped }) =>
      skipped === null ? [] : [`Segment ${segment + 1} does not count: ${skipped}.`],
    ),
  };
}

async function splitFrom(
  db: Db,
  { datasetHash }: SplitTable,
  choice: TrainingRequest['split'],
  research: SplitTable['sessions'],
): Promise<Split> {
  if (choice.kind === 'stored') {
    const split = await createSplitStore(db).get(choice.name);
    if (split.datasetHash === datasetHash) return split;
    throw foreignSplit(choice.name);
  }
  try {
    return makeSplit(
      datasetHash,
      research,
      choice.kind === 'preset' ? SPLIT_PRESETS[choice.preset] : choice.method,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError('BAD_PARAMETER', `No split could be made: ${error.message}. Nothing was started.`);
  }
}

/** A stack learns from earlier segments' predictions: only where every earlier segment lies wholly before the later ones. */
export function walksForward(split: Split): boolean {
  return split.folds.every((fold, k) => {
    const before = split.folds[k - 1];
    const first = fold.test[0]!.from;
    return (
      fold.test.length === 1 &&
      fold.train.every((span) => span.to <= first) &&
      (before === undefined || before.test[0]!.to <= first)
    );
  });
}
