// One instrument's passage through a simulation: its execution bars, its strategy, and where both cursors stand.
// Built and advanced by simulate.ts only.

import type { ChargeModel, SlippageModel } from '../costs/contract.ts';
import type { Bars } from '../market/bars.ts';
import { DAY_MS, intervalMs } from '../market/interval.ts';
import type { SessionSlices } from '../market/session.ts';
import type { Strategy, StrategyRun } from '../strategies/contract.ts';
import type { ParameterValues } from '../strategies/parameters.ts';
import { type Book, createBook } from './book.ts';
import type { Assumptions, InstrumentSeries } from './contract.ts';

export interface Lane {
  readonly book: Book;
  readonly run: StrategyRun;
  readonly signal: Bars;
  /** Epoch milliseconds at which each signal bar is closed and may be decided on. */
  readonly signalClose: Float64Array;
  readonly execution: Bars;
  readonly executionMs: number;
  readonly slices: SessionSlices;
  readonly lastEntry: Float64Array;
  readonly flatBy: Float64Array;
  /** Global day number of each session. */
  readonly dayOfSession: Int32Array;
  /** Next execution bar and its time; Infinity when the bars are used up. */
  cursor: number;
  nextTime: number;
  /** Session the next execution bar belongs to, and the end (exclusive) of its bars. */
  session: number;
  sessionEnd: number;
  /** Next signal bar to decide on and its time. */
  signalCursor: number;
  nextDecision: number;
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
    signalClose: closeTimes(series.signal, series.signalSlices, intervalMs(series.signalInterval)),
    execution: coarse ? series.signal : series.execution,
    executionMs: intervalMs(coarse ? series.signalInterval : series.executionInterval),
    slices,
    lastEntry: series.lastEntry,
    flatBy: series.flatBy,
    dayOfSession: Int32Array.from(slices.sessions, (session) => parts.dayNumbers.get(session.date) ?? -1),
    cursor: 0,
    nextTime: Number.POSITIVE_INFINITY,
    session: -1,
    sessionEnd: 0,
    signalCursor: 0,
    nextDecision: Number.POSITIVE_INFINITY,
  };
  enterSession(lane, 0);
  lane.nextDecision = lane.signal.length > 0 ? lane.signalClose[0]! : Number.POSITIVE_INFINITY;
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
  lane.cursor = bar;
  lane.nextTime = lane.execution.openTime[bar]!;
}

/** Close of every bar: a bar that its window cuts short closes with the window; a day bar with the session. */
export function closeTimes(bars: Bars, slices: SessionSlices, lengthMs: number): Float64Array {
  const closes = new Float64Array(bars.length);
  for (let i = 0; i < closes.length; i++) closes[i] = bars.openTime[i]! + lengthMs;
  for (let k = 0; k < slices.sessions.length; k++) {
    const { windows, close } = slices.sessions[k]!;
    const first = slices.start[k]!;
    // Only the last bars of a window can be cut short by it: walk each window backwards and stop at the first whole one.
    let i = slices.end[k]! - 1;
    for (let w = windows.length - 1; w >= 0; w--) {
      const window = windows[w]!;
      const end = lengthMs >= DAY_MS ? close : window.close;
      while (i >= first && bars.openTime[i]! >= window.open && (closes[i]! > end || lengthMs >= DAY_MS))
        closes[i--] = end;
      while (i >= first && bars.openTime[i]! >= window.open) i--;
    }
  }
  return closes;
}
