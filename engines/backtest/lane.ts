// One instrument's passage through a simulation: its execution bars, its strategy, and where both cursors stand.
// Built and advanced by simulate.ts only.

import type { ChargeModel, SlippageModel } from '../costs/contract.ts';
import type { Bars } from '../market/bars.ts';
import { DAY_MS, intervalMs } from '../market/interval.ts';
import type { Session, SessionSlices } from '../market/session.ts';
import type { ParameterValues } from '../parameters/parameters.ts';
import type { Strategy, StrategyRun } from '../strategies/contract.ts';
import { type Book, createBook } from './book.ts';
import type { Assumptions, InstrumentSeries } from './contract.ts';

export interface Lane {
  readonly book: Book;
  readonly run: StrategyRun;
  readonly signal: Bars;
  readonly signalMs: number;
  readonly signalSlices: SessionSlices;
  readonly execution: Bars;
  readonly executionMs: number;
  readonly slices: SessionSlices;
  readonly tradeFrom: number;
  readonly lastEntry: Float64Array;
  readonly flatBy: Float64Array;
  /** Global day number of each session; −1 for a session that only warms up. */
  readonly dayOfSession: Int32Array;
  /** Next execution bar and its time; Infinity when the bars are used up. */
  cursor: number;
  nextTime: number;
  /** Session the next execution bar belongs to, the end (exclusive) of its bars, and its day number. */
  session: number;
  sessionEnd: number;
  day: number;
  /** Next signal bar to decide on, and when it is closed and may be decided on. */
  signalCursor: number;
  nextDecision: number;
  /** Session of the next signal bar, and the close of the window it lies in. */
  signalSession: number;
  signalUntil: number;
}

export interface LaneParts {
  readonly series: InstrumentSeries;
  readonly strategy: Strategy;
  readonly parameters: ParameterValues;
  readonly assumptions: Assumptions;
  readonly charges: ChargeModel;
  readonly slippage: SlippageModel;
  readonly dayNumbers: ReadonlyMap<string, number>;
}

export function createLane(parts: LaneParts): Lane {
  const { series, assumptions } = parts;
  const coarse = assumptions.exitBars === 'signal';
  const slices = coarse ? series.signalSlices : series.executionSlices;
  const lane: Lane = {
    book: createBook(series.instrumentId, series.lotSize, parts.charges, parts.slippage),
    run: parts.strategy.prepare(
      {
        instrumentId: series.instrumentId,
        interval: series.signalInterval,
        bars: series.signal,
        slices: series.signalSlices,
      },
      parts.parameters,
    ),
    signal: series.signal,
    signalMs: intervalMs(series.signalInterval),
    signalSlices: series.signalSlices,
    execution: coarse ? series.signal : series.execution,
    executionMs: intervalMs(coarse ? series.signalInterval : series.executionInterval),
    slices,
    tradeFrom: series.tradeFrom,
    lastEntry: series.lastEntry,
    flatBy: series.flatBy,
    dayOfSession: Int32Array.from(slices.sessions, (session) => parts.dayNumbers.get(session.date) ?? -1),
    cursor: 0,
    nextTime: Number.POSITIVE_INFINITY,
    session: -1,
    sessionEnd: 0,
    day: -1,
    signalCursor: 0,
    nextDecision: Number.POSITIVE_INFINITY,
    signalSession: 0,
    signalUntil: Number.NEGATIVE_INFINITY,
  };
  enterSession(lane, 0);
  awaitSignalBar(lane, 0);
  return lane;
}

/** Moves the cursor to `bar` and, across a session boundary, to the session that holds it. */
export function enterSession(lane: Lane, bar: number): void {
  const { start, end } = lane.slices;
  while (bar >= lane.sessionEnd || bar < start[lane.session]!) {
    lane.session++;
    if (lane.session >= start.length) {
      lane.cursor = lane.execution.length;
      lane.nextTime = Number.POSITIVE_INFINITY;
      return;
    }
    lane.sessionEnd = end[lane.session]!;
    // Bars between two sessions belong to none and are never traded on.
    if (start[lane.session]! > bar && start[lane.session]! < lane.sessionEnd) bar = start[lane.session]!;
  }
  lane.day = lane.dayOfSession[lane.session]!;
  lane.cursor = bar;
  lane.nextTime = lane.execution.openTime[bar]!;
}

/** Sets the next signal bar to decide on: closed after its length, or when its window cuts it short. */
export function awaitSignalBar(lane: Lane, from: number): void {
  const { run } = lane;
  const bar = run.nextBar !== undefined && from < lane.signal.length ? run.nextBar(from) : from;
  lane.signalCursor = bar;
  if (bar >= lane.signal.length) {
    lane.nextDecision = Number.POSITIVE_INFINITY;
    return;
  }
  const open = lane.signal.openTime[bar]!;
  if (open >= lane.signalUntil) {
    const { sessions } = lane.signalSlices;
    while (lane.signalSession < sessions.length - 1 && sessions[lane.signalSession]!.close <= open)
      lane.signalSession++;
    lane.signalUntil = windowEnd(sessions[lane.signalSession], open, lane.signalMs);
  }
  const close = open + lane.signalMs;
  lane.nextDecision = close > lane.signalUntil ? lane.signalUntil : close;
}

/** Close of any signal bar, for the record of a trade. */
export function signalCloseOf(lane: Lane, bar: number): number {
  const open = lane.signal.openTime[bar]!;
  const { sessions } = lane.signalSlices;
  let k = Math.min(lane.signalSession, sessions.length - 1);
  while (k > 0 && sessions[k]!.open > open) k--;
  const close = open + lane.signalMs;
  const end = windowEnd(sessions[k], open, lane.signalMs);
  return close > end ? end : close;
}

/** Close of the window a bar opens in; of the session for a day bar; Infinity for a bar outside every window. */
function windowEnd(session: Session | undefined, open: number, lengthMs: number): number {
  if (session === undefined || open < session.open || open >= session.close) return Number.POSITIVE_INFINITY;
  if (lengthMs >= DAY_MS) return session.close;
  for (const window of session.windows) if (open >= window.open && open < window.close) return window.close;
  return Number.POSITIVE_INFINITY;
}
