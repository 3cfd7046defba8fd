// The rows of one segment, gathered once per thread for all the fits of a study: through training parts, which let no row out but their
// own. Everything that is fitted gets its rows from here and nowhere else.
//
// [Note: kept parts] A study fits the same part again and again, and trees keep their bins by the data object. So the newest segment
// stays gathered, per table: one copy of a training part per thread, never two.

import type { LabelledData } from '../../../../engines/learn/contract.ts';
import type { Split } from '../../../../engines/validation/splits/split.ts';
import {
  createTrainingPart,
  type TrainingPart,
} from '../../../../engines/validation/splits/training-part.ts';
import { assertApart } from './assert-inside.ts';
import type { StepWorld, TrainingTable } from './contract.ts';
import { innerRows } from './inner-parts.ts';
import { labelledRows } from './row-data.ts';
import { FINAL, segmentRows } from './segment-rows.ts';

export interface PartData {
  readonly part: TrainingPart;
  readonly rows: Uint32Array;
  /** Every feature of the table. */
  readonly data: LabelledData;
}

export interface SegmentParts {
  readonly segment: number;
  /** The whole training part; `fit`, `stop` and `judge` are narrowed from it. */
  readonly outer: TrainingPart;
  readonly fit: PartData;
  readonly stop: PartData;
  readonly judge: PartData;
  readonly test: Uint32Array;
  /** See SegmentRows. */
  readonly asked: Uint32Array;
  readonly purged: number;
  /** What was made of these parts for fits that ask for the same again: regimes, selections. By the name of whoever made it. */
  readonly made: Map<string, unknown>;
}

interface Kept {
  readonly split: Split;
  readonly segment: number;
  readonly innerShare: number;
  readonly holdOutFrom: number;
  readonly parts: SegmentParts;
}
const newest = new WeakMap<TrainingTable['columns'], Kept>();

/** Throws RangeError where the segment is too thin to be divided, saying why. */
export function segmentParts(world: StepWorld, segment: number, innerShare: number): SegmentParts {
  const { table, split } = world;
  const known = newest.get(table.columns);
  if (
    known?.split === split &&
    known.segment === segment &&
    known.innerShare === innerShare &&
    known.holdOutFrom === table.holdOutFrom
  )
    return known.parts;
  // Let go of the old rows before the new ones are gathered.
  newest.delete(table.columns);
  const parts = gatherParts(world, segment, innerShare);
  newest.set(table.columns, { split, segment, innerShare, holdOutFrom: table.holdOutFrom, parts });
  return parts;
}

function gatherParts(world: StepWorld, segment: number, innerShare: number): SegmentParts {
  const { table } = world;
  const { fold, train, test, asked, purged, thin } = segmentRows(world, segment);
  if (thin !== null) throw new RangeError(thin);
  const name = segment === FINAL ? 'the newest training window' : `the training part of segment ${segment}`;
  const outer = createTrainingPart(table, name, train);
  assertApart(outer, asked, `the test of segment ${segment}`);
  const inner = innerRows(table, fold, train, innerShare);
  const gathered = (what: keyof typeof inner): PartData => {
    const rows = inner[what];
    if (rows.length === 0)
      throw new RangeError(
        `no row is left in the ${what} part of ${name} after purging; train on more sessions`,
      );
    const part = outer.narrow(`the ${what} part of ${name}`, rows);
    return { part, rows, data: labelledRows(table, part) };
  };
  const fit = gathered('fit');
  const stop = gathered('stop');
  const judge = gathered('judge');
  assertApart(stop.part, judge.rows, 'the judge part');
  assertApart(fit.part, stop.rows, 'the stop part');
  assertApart(fit.part, judge.rows, 'the judge part');
  return { segment, outer, fit, stop, judge, test, asked, purged, made: new Map() };
}

/** The number of classes that occur; numbers have none to count. */
export function classesIn(data: LabelledData): number {
  return new Set(data.target).size;
}
