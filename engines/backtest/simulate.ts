// The event loop of a backtest: stored bars of many instruments in time order, through the kernel and a fill policy.
// Called by the backtest worker, the waterfall, the bench and tests. Deterministic: equal inputs give equal results, and the
// order in which instruments are handed in changes nothing (they are sorted by id).
//
// Order of events at one instant: decisions on bars closed by then (decisions.ts); then every instrument's bar that opens
// then (passage.ts); then the account's value.

import type { ChargeModel, SlippageModel } from '../costs/contract.ts';
import { restartPeakMargin } from '../orders/ledger.ts';
import type { OrderEventSink } from '../orders/order.ts';
import type { ParameterValues } from '../parameters/parameters.ts';
import type { RiskLimits } from '../risk/limits.ts';
import type { SizingRule } from '../risk/sizing.ts';
import type { Strategy } from '../strategies/contract.ts';
import type { Assumptions, EquityPoint, InstrumentSeries, SimulationResult, Trade } from './contract.ts';
import { createDaybook } from './daybook.ts';
import { compareIds, createDecider, sideOrder } from './decisions.ts';
import { pickTopNInHindsight } from './hindsight.ts';
import { createKernel, type Kernel } from './kernel.ts';
import { createLane, type Lane } from './lane.ts';
import { createPassage } from './passage.ts';

export interface SimulationOptions {
  readonly assumptions: Assumptions;
  readonly capital: number;
  readonly sizing: Omit<SizingRule, 'fractional'>;
  readonly limits: RiskLimits;
  /** Square off every day. */
  readonly intraday: boolean;
  readonly topN: number;
  readonly lookbackSessions: number;
  /** Largest share of a bar's volume an entry may take; 0 = no cap. */
  readonly participation: number;
  readonly charges: (instrumentId: string) => ChargeModel;
  readonly slippage: (instrumentId: string) => SlippageModel;
  readonly onEvent?: OrderEventSink;
  /** Called now and then with the fraction done; returning false stops the run (the result is then undefined). */
  readonly onProgress?: (fraction: number) => boolean;
}

export interface SimulationInput {
  readonly series: readonly InstrumentSeries[];
  readonly strategy: Strategy;
  readonly parameters: ParameterValues;
  readonly options: SimulationOptions;
}

/** Bars between two progress calls. */
const PROGRESS_STEP = 16_384;

/** Runs the simulation; undefined only when `onProgress` asked to stop. */
export function simulate(input: SimulationInput): SimulationResult | undefined {
  const { assumptions, topN } = input.options;
  if (assumptions.selection !== 'hindsight' || topN <= 0) return runOnce(input, topN, null);
  const everything = runOnce(input, 0, null);
  return everything && runOnce(input, 0, pickTopNInHindsight(everything.trades, topN));
}

function runOnce(
  input: SimulationInput,
  topN: number,
  allowed: ReadonlySet<string> | null,
): SimulationResult | undefined {
  const { options, strategy, parameters } = input;
  const { assumptions, limits } = options;
  const kernel = createKernel({
    capital: options.capital,
    sizing: { ...options.sizing, fractional: assumptions.capacity === 'unlimited' },
    limits,
    limited: assumptions.capacity === 'limited',
    costs: assumptions.costs,
    topN,
    lookbackSessions: options.lookbackSessions,
    ...(options.onEvent ? { onEvent: options.onEvent } : {}),
  });
  const ordered = [...input.series].sort((a, b) => compareIds(a.instrumentId, b.instrumentId));
  const daybook = createDaybook(ordered, assumptions.exitBars === 'signal');
  const lanes = ordered.map((series) =>
    createLane({
      series,
      strategy,
      parameters,
      assumptions,
      charges: options.charges(series.instrumentId),
      slippage: options.slippage(series.instrumentId),
      dayNumbers: daybook.dayNumbers,
    }),
  );
  const passage = createPassage(kernel, options);
  const decide = createDecider(kernel, passage, lanes, { assumptions, intraday: options.intraday, allowed });
  const equity: EquityPoint[] = [];
  const totalBars = lanes.reduce((sum, lane) => sum + lane.execution.length, 0);
  const flattens =
    limits.flattenOnDailyLoss && limits.dailyLossStop > 0 && assumptions.capacity === 'limited';

  let day = -1;
  let lowEquity = Number.POSITIVE_INFINITY;
  let closedBefore = 0;
  let processed = 0;
  let nextProgress = PROGRESS_STEP;

  function closeDay(): void {
    // Recomputed from the positions, so that running sums leave no dust in the daily series.
    kernel.unrealised = 0;
    for (const lane of lanes) kernel.unrealised += lane.book.unrealised;
    const value = kernel.equity();
    equity.push({
      date: daybook.dates[day]!,
      time: daybook.closes[day]!,
      equity: value,
      lowEquity: Math.min(lowEquity, value),
      realised: kernel.ledger.realised,
      openPositions: kernel.openPositions,
      tradesClosed: kernel.trades.length - closedBefore,
      peakMargin: kernel.ledger.peakMargin,
    });
    closedBefore = kernel.trades.length;
    lowEquity = Number.POSITIVE_INFINITY;
    restartPeakMargin(kernel.ledger);
  }

  function startDay(next: number): void {
    if (day >= 0) closeDay();
    day = next;
    kernel.startDay();
    for (const { book } of lanes) {
      book.long.tradesToday = 0;
      book.short.tradesToday = 0;
    }
  }

  /** Passes every bar that opens at `time`; returns when the next one opens. */
  function passInstant(time: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (let k = 0; k < lanes.length; k++) {
      const lane = lanes[k]!;
      if (lane.nextTime === time) {
        if (lane.day > day) startDay(lane.day);
        passage.passBar(lane, time);
        processed++;
      }
      if (lane.nextTime < next) next = lane.nextTime;
    }
    return next;
  }

  let nextDecision = Number.POSITIVE_INFINITY;
  for (const lane of lanes) if (lane.nextDecision < nextDecision) nextDecision = lane.nextDecision;

  let time = Number.POSITIVE_INFINITY;
  for (const lane of lanes) if (lane.nextTime < time) time = lane.nextTime;

  const only = lanes.length === 1 && !flattens ? lanes[0]! : null;
  while (time < Number.POSITIVE_INFINITY) {
    if (nextDecision <= time) nextDecision = decide(time, nextDecision);
    const from = only === null ? 0 : only.cursor;
    if (only !== null && canCoast(only, nextDecision)) {
      if (only.day > day) startDay(only.day);
      const { cash } = kernel.ledger;
      const lowest = passage.coast(only, nextDecision);
      if (cash + lowest < lowEquity) lowEquity = cash + lowest;
    }
    if (only !== null && only.cursor > from) {
      processed += only.cursor - from;
      time = only.nextTime;
    } else {
      time = passInstant(time);
      if (kernel.openPositions > 0) {
        const value = kernel.equity();
        if (value < lowEquity) lowEquity = value;
        if (flattens && value - kernel.dayStartEquity <= -limits.dailyLossStop) queueExits(lanes);
      }
    }
    if (processed >= nextProgress) {
      nextProgress = processed + PROGRESS_STEP;
      if (options.onProgress && !options.onProgress(processed / totalBars)) return undefined;
    }
  }
  if (day >= 0) closeDay();
  return {
    trades: numbered(kernel),
    equity,
    initialCapital: options.capital,
    denials: [...kernel.denials]
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count || compareIds(a.reason, b.reason)),
    signals: kernel.signals,
    barsProcessed: processed,
  };
}

/** True where nothing waits for the next price (at most one position, held under its levels) and no decision for two bars. */
function canCoast({ book, cursor, sessionEnd, execution }: Lane, nextDecision: number): boolean {
  if (cursor + 1 >= sessionEnd || !(nextDecision > execution.openTime[cursor + 1]!)) return false;
  const { long, short } = book;
  if (book.active > 1 || long.working !== null || short.working !== null) return false;
  return long.exitQueued === null && short.exitQueued === null;
}

/** The daily loss stop with `flatten` on: everything open leaves at the next price. */
function queueExits(lanes: readonly Lane[]): void {
  for (const { book } of lanes)
    for (const slot of [book.long, book.short])
      if (slot.position !== null && slot.exitQueued === null) slot.exitQueued = 'forced';
}

/** Trades in entry order with their numbers; the kernel had recorded them in exit order. */
function numbered(kernel: Kernel): readonly Trade[] {
  kernel.trades.sort(
    (a, b) =>
      a.entryTime - b.entryTime || compareIds(a.instrumentId, b.instrumentId) || sideOrder(a.side, b.side),
  );
  kernel.trades.forEach((trade, i) => {
    (trade as { sequence: number }).sequence = i + 1;
  });
  return kernel.trades;
}
