// Out-of-fold predictions of segments before this one, as the rows a stack learns from: only those whose outcome was known before this
// segment's test begins, less the embargo, divided in time into rows to fit and rows to judge. Called by blends.

import { FEWEST_ROWS } from '../../../../engines/validation/splits/apply-split.ts';
import {
  createTrainingPart,
  type TrainingPart,
} from '../../../../engines/validation/splits/training-part.ts';
import { assertApart, assertInside } from './assert-inside.ts';
import type { BlendSpec, Predictions, StepContext, StepWorld, TrainingTable } from './contract.ts';
import { decodePredictions } from './prediction-codec.ts';
import { isUsable, segmentRows } from './segment-rows.ts';

export interface EarlierRows {
  /** Rows of the table, ascending. */
  readonly rows: Uint32Array;
  /** Raw predictions per member, row-major. */
  readonly members: readonly Float64Array[];
  /** Chances of regimes, row-major; empty without. */
  readonly regimes: Float32Array;
  readonly states: number;
}

export interface EarlierParts {
  readonly fit: EarlierRows;
  readonly judge: EarlierRows;
  readonly part: TrainingPart;
  /** Rows predicted before, but known too late, or touching the rows that judge. */
  readonly purged: number;
}

/** Throws RangeError where there are too few such rows, saying so. */
export function earlierRows(spec: BlendSpec, world: StepWorld, context: StepContext): EarlierParts {
  const { table } = world;
  const { fold, test } = segmentRows(world, spec.segment);
  const cutoff = (fold.test[0]?.from ?? table.holdOutFrom) - fold.embargoMs;
  const segments = spec.earlier.filter(({ predictions }) => predictions.length === spec.members.length);
  const places = placesOf(
    segments.map((own) => own.predictions.map((hash) => decodePredictions(context.readObject(hash)))),
  );
  const all = [...places.keys()].sort((a, b) => a - b);
  const known = all.filter((row) => isUsable(table, row) && knownAt(table, row) < cutoff);
  const { fit, judge } = inTime(table, known, spec.innerShare, fold.embargoMs);
  const distinct =
    table.task.kind === 'number' ? 2 : new Set(Array.from(fit, (row) => table.label[row]!)).size;
  if (fit.length < FEWEST_ROWS.train || judge.length < FEWEST_ROWS.test || distinct < 2)
    throw new RangeError(
      `${fit.length} rows predicted out of fold before this segment to learn from and ${judge.length} to judge by; ${FEWEST_ROWS.train} and ${FEWEST_ROWS.test} with two labels are needed: the first segments have no stack`,
    );
  const part = createTrainingPart(
    table,
    `the rows predicted before segment ${spec.segment}`,
    Uint32Array.from(known),
  );
  const scopes = [
    part.narrow('those the stack learns from', fit),
    part.narrow('those that judge it', judge),
  ] as const;
  assertApart(part, test, 'the test');
  assertApart(scopes[0], judge, 'the rows that judge the stack');
  for (const { scope } of scopes) assertInside(scope, part, 'the stack');
  return {
    fit: gathered(fit, places),
    judge: gathered(judge, places),
    part,
    purged: all.length - fit.length - judge.length,
  };
}

interface Place {
  readonly members: readonly Predictions[];
  readonly at: number;
}

/** Where each row was predicted; a row several segments tested (combinatorial splits) counts as the first of them predicted it. */
function placesOf(segments: readonly (readonly Predictions[])[]): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  for (const members of segments)
    members[0]?.rows.forEach((row, at) => {
      if (!places.has(row)) places.set(row, { members, at });
    });
  for (const members of segments)
    for (const { rows } of members)
      if (rows.length !== members[0]!.rows.length || rows.some((row, k) => row !== members[0]!.rows[k]))
        throw new RangeError('the families of an earlier segment were asked about different rows');
  return places;
}

const knownAt = ({ time, t1 }: TrainingTable, row: number): number => Math.max(time[row]!, t1[row]!);

/** The last `share` of the sessions judges; rows before it whose label touches it, or its embargo, are left out. */
function inTime(
  table: TrainingTable,
  rows: readonly number[],
  share: number,
  embargoMs: number,
): { readonly fit: Uint32Array; readonly judge: Uint32Array } {
  const sessions = [...new Set(rows.map((row) => table.session[row]!))].sort((a, b) => a - b);
  const first = sessions[sessions.length - Math.max(1, Math.round(sessions.length * share))];
  if (first === undefined) return { fit: new Uint32Array(0), judge: new Uint32Array(0) };
  const border = table.sessions[first]!.open - embargoMs;
  return {
    fit: Uint32Array.from(rows.filter((row) => table.session[row]! < first && knownAt(table, row) < border)),
    judge: Uint32Array.from(rows.filter((row) => table.session[row]! >= first)),
  };
}

function gathered(rows: Uint32Array, places: ReadonlyMap<number, Place>): EarlierRows {
  const first = places.get(rows[0]!)!.members;
  const { width, states } = first[0]!;
  const members = first.map(() => new Float64Array(rows.length * width));
  const regimes = new Float32Array(rows.length * states);
  rows.forEach((row, k) => {
    const place = places.get(row)!;
    place.members.forEach(({ raw }, m) => {
      members[m]!.set(raw.subarray(place.at * width, (place.at + 1) * width), k * width);
    });
    if (states > 0)
      regimes.set(place.members[0]!.regimes.subarray(place.at * states, (place.at + 1) * states), k * states);
  });
  return { rows, members, regimes, states };
}
