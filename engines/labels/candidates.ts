// A label per candidate trade (meta-label): did taking it pay? Called with the trades of a stored run, or with proposals.
// López de Prado (2018) §3.6. Reads the trade's own first levels, never those it moved to later.

import { nanArray } from '../numeric/arrays.ts';
import { lowerBound } from '../numeric/sorted.ts';
import { missingAt } from './bar-labels.ts';
import { createWalkEnd, type Position, touchedBoth, walkBarriers } from './barrier-walk.ts';
import { type ColumnBuilder, countAmbiguous, createColumns, HIT_INDEX } from './columns.ts';
import { USABLE } from './continuity.ts';
import type { CandidateLabels, DropReason, LabelCandidate, LabelInput } from './definition.ts';
import { checkHorizon, type LabelPath, prepareLabelPath } from './label-path.ts';
import { BEYOND_SESSION } from './schedule.ts';
import { type CandidateLabelSpec, classesOf, type MetaBarrierSpec, type StrategyExitsSpec } from './spec.ts';
import { spanUniqueness } from './weights.ts';

/**
 * One row per candidate of one instrument, in any order. `input` may be null for `strategy-exits`, which takes its outcomes from
 * the run; without bars a `meta-barrier` drops every row as `no-bars`. Weights count the candidates given together; where
 * instruments share days, recompute them over all with `spanUniqueness`. Throws as `labelBars` does.
 */
export function labelCandidates(
  input: LabelInput | null,
  candidates: readonly LabelCandidate[],
  spec: CandidateLabelSpec,
): CandidateLabels {
  return spec.kind === 'strategy-exits'
    ? strategyExits(candidates, spec)
    : metaBarrier(input, candidates, spec);
}

function strategyExits(candidates: readonly LabelCandidate[], spec: StrategyExitsSpec): CandidateLabels {
  const columns = createColumns(candidates.length);
  const rMultiple = nanArray(candidates.length);
  const byRisk = spec.criterion === 'r-multiple';
  const write = (candidate: LabelCandidate, i: number): DropReason | null => {
    const { outcome, entryPrice, side } = candidate;
    if (outcome === undefined || !Number.isFinite(outcome.netPnl + outcome.exitTime)) return 'no-bars';
    const risk = Math.abs(entryPrice - candidate.stopPrice) * outcome.quantity;
    if (byRisk && !(risk > 0)) return 'no-barrier';
    if (risk > 0) rMultiple[i] = outcome.netPnl / risk;
    const won = byRisk ? rMultiple[i]! >= (spec.minimumR ?? 0) : outcome.netPnl > 0;
    columns.label[i] = won ? 1 : 0;
    columns.value[i] = side * (outcome.exitPrice / entryPrice - 1);
    columns.hit[i] = HIT_INDEX[outcome.hit];
    columns.t1[i] = outcome.exitTime;
    writeLevels(columns, i, candidate);
    return null;
  };
  eachCandidate(candidates, columns, write);
  const built = columns.build(classesOf(spec), { length: 0 });
  return { ...built, weight: spanUniqueness(built.entryTime, built.t1), rMultiple };
}

function metaBarrier(
  input: LabelInput | null,
  candidates: readonly LabelCandidate[],
  spec: MetaBarrierSpec,
): CandidateLabels {
  const columns = createColumns(candidates.length);
  const rMultiple = nanArray(candidates.length);
  if (input !== null) checkHorizon(input, spec.horizon);
  const path = input === null ? null : prepareLabelPath(input);
  const walked = createWalkEnd();
  const write = (candidate: LabelCandidate, i: number): DropReason | null => {
    if (input === null || path === null || path.bars.length === 0) return 'no-bars';
    const { entryTime, entryPrice, side, targetPrice: target, stopPrice: stop } = candidate;
    const session = path.schedule.sessionAt(entryTime);
    if (session < 0) return 'no-bars';
    const from = path.schedule.tradingFrom(session, entryTime);
    let windowEnd = path.schedule.windowEnd(session, entryTime, spec.horizon);
    const cut = windowEnd === BEYOND_SESSION;
    if (cut && spec.sessionEnd === 'exit') windowEnd = input.sessions[session]!.close;
    if (from === BEYOND_SESSION || windowEnd === BEYOND_SESSION) return 'session-end';
    // Levels on the wrong side of the entry are no barriers: the plan was void when it was filled.
    if (!(side * (target - entryPrice) > 0 && side * (entryPrice - stop) > 0)) return 'no-barrier';

    const { first, running } = firstHeld(path, from);
    const position: Position = { side, target, stop };
    const dropped =
      (running ? null : missingAt(path, first, from)) ??
      walkBarriers(path, first, windowEnd, position, walked, running);
    if (dropped !== null) return dropped;
    countAmbiguous(columns, touchedBoth(path, session, first, position, walked), walked.hit !== 'both');
    columns.label[i] = walked.hit === 'target' ? 1 : 0;
    columns.value[i] = side * (walked.price / entryPrice - 1);
    columns.hit[i] = HIT_INDEX[cut && walked.hit === 'time' ? 'session-end' : walked.hit];
    columns.t1[i] = path.closeTime[walked.end]!;
    columns.first[i] = first;
    columns.last[i] = walked.end;
    writeLevels(columns, i, candidate);
    rMultiple[i] = (side * (walked.price - entryPrice)) / Math.abs(entryPrice - stop);
    return null;
  };
  eachCandidate(candidates, columns, write);
  return { ...columns.build(classesOf(spec), path?.bars ?? { length: 0 }), rMultiple };
}

function eachCandidate(
  candidates: readonly LabelCandidate[],
  columns: ColumnBuilder,
  write: (candidate: LabelCandidate, i: number) => DropReason | null,
): void {
  candidates.forEach((candidate, i) => {
    const dropped = write(candidate, i);
    if (dropped !== null) columns.drop(dropped);
  });
}

function writeLevels(columns: ColumnBuilder, i: number, candidate: LabelCandidate): void {
  columns.entryTime[i] = candidate.entryTime;
  columns.entryPrice[i] = candidate.entryPrice;
  columns.targetPrice[i] = candidate.targetPrice;
  columns.stopPrice[i] = candidate.stopPrice;
}

/**
 * The first path bar in which the trade was open. An entry inside a bar takes that bar along, marked as running: its low or
 * high may be older than the entry, so it may only count against the trade.
 */
function firstHeld(path: LabelPath, from: number): { readonly first: number; readonly running: boolean } {
  const first = lowerBound(path.bars.openTime, from);
  const before = first - 1;
  const running =
    path.bars.openTime[first] !== from &&
    before >= 0 &&
    path.closeTime[before]! > from &&
    (path.marks[before]! & USABLE) !== 0;
  return running ? { first: before, running } : { first, running };
}
