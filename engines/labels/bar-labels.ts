// A label per decision bar: for every row the entry, the window the calendar allows, and the outcome its kind asks for.
// Called by dataset builders and the label designer. A dropped row is counted by the first reason that applies, in the order:
// outside the sessions, window past the session, no setup, no scale, then what is missing on the way.

import { insideSessions } from '../market/slices.ts';
import { createBarAnswer } from './bar-answers.ts';
import { type ColumnBuilder, createColumns, HIT_INDEX } from './columns.ts';
import { continuity, USABLE } from './continuity.ts';
import type { BarLabels, DropReason, LabelExtras, LabelInput } from './definition.ts';
import { checkHorizon, type LabelPath, prepareLabelPath } from './label-path.ts';
import { BEYOND_SESSION } from './schedule.ts';
import { type BarLabelSpec, classesOf } from './spec.ts';

/**
 * [Note: how far a label looks] A label, its value and t1 depend on bars up to t1 and no further; a row that was decided before
 * the stored bars end, or before a gap, keeps its label, since by then it was known. Only `weight`, which counts neighbours, and
 * `ambiguous`, which compares with coarser bars, are figures about the set.
 *
 * One row per decision bar. `extras.setups` is required by `setup-conditional`. Throws RangeError where columns do not belong
 * together and `LabelSpecError` where the window cannot be measured on the path.
 */
export function labelBars(input: LabelInput, spec: BarLabelSpec, extras: LabelExtras = {}): BarLabels {
  checkHorizon(input, spec.horizon);
  const path = prepareLabelPath(input);
  const { bars, closeTime, sessions } = input;
  const marks = continuity(bars, closeTime, sessions);
  const inside = insideSessions(bars.openTime, sessions);
  const answer = createBarAnswer(bars, marks, path, spec, extras);
  const columns = createColumns(bars.length);
  const exitsAtSessionEnd = spec.kind === 'triple-barrier' && spec.sessionEnd === 'exit';
  let p = 0;
  for (let i = 0; i < bars.length; i++) {
    const decided = closeTime[i]!;
    const session = inside[i] === 1 ? path.schedule.sessionAt(decided) : -1;
    if (session < 0) {
      columns.drop('no-bars');
      continue;
    }
    const from = path.schedule.tradingFrom(session, decided);
    let windowEnd = path.schedule.windowEnd(session, decided, spec.horizon);
    const cut = windowEnd === BEYOND_SESSION;
    if (cut && exitsAtSessionEnd) windowEnd = sessions[session]!.close;
    if (from === BEYOND_SESSION || windowEnd === BEYOND_SESSION) {
      columns.drop('session-end');
      continue;
    }
    while (p < path.bars.length && path.bars.openTime[p]! < from) p++;
    const reason = answer.refuses(i) ?? missingAt(path, p, from);
    if (reason !== null) {
      columns.drop(reason);
      continue;
    }
    const entryPrice = spec.entry === 'next-open' ? path.bars.open[p]! : bars.close[i]!;
    if (!(entryPrice > 0 && entryPrice < Number.POSITIVE_INFINITY)) {
      columns.drop('no-scale');
      continue;
    }
    const dropped = answer.write(columns, i, session, p, windowEnd, entryPrice);
    if (dropped !== null) {
      columns.drop(dropped);
      continue;
    }
    finish(columns, path, i, p, spec.entry === 'next-open' ? from : decided, entryPrice);
    if (cut && columns.hit[i] === HIT_INDEX.time) columns.hit[i] = HIT_INDEX['session-end'];
  }
  return columns.build(classesOf(spec), path.bars);
}

/** The path must go on at the very moment the calendar says. */
export function missingAt(path: LabelPath, p: number, from: number): DropReason | null {
  if (p >= path.bars.length) return 'data-end';
  return path.bars.openTime[p] === from && (path.marks[p]! & USABLE) !== 0 ? null : 'gap';
}

function finish(
  columns: ColumnBuilder,
  path: LabelPath,
  i: number,
  first: number,
  entryTime: number,
  entryPrice: number,
): void {
  columns.first[i] = first;
  columns.t1[i] = path.closeTime[columns.last[i]!]!;
  columns.entryTime[i] = entryTime;
  columns.entryPrice[i] = entryPrice;
}
