// The vectorised engine: one instrument, one side, entries and exits given as a signal array, stop and target as fractions
// of the signal close. A tight loop over columns for parameter sweeps; agrees with the event engine trade by trade on this
// subset (tests/property/sweep.test.ts). Has no limits, top-N, breakeven or trailing: those need the event engine.

import type { ChargeModel, SlippageModel } from '../costs/contract.ts';
import type { Bars } from '../market/bars.ts';
import type { SessionSlices } from '../market/session.ts';
import type { Side } from '../orders/exit-plan.ts';
import { quantityFor, type SizingRule } from '../risk/sizing.ts';
import type { ExitReason } from './contract.ts';

export interface VectorisedInput {
  readonly bars: Bars;
  readonly slices: SessionSlices;
  /** As in InstrumentSeries. */
  readonly tradeFrom: number;
  /** Epoch milliseconds per session; NaN = none. Only read when `intraday`. */
  readonly lastEntry: Float64Array;
  readonly flatBy: Float64Array;
  readonly intervalMs: number;
  readonly intraday: boolean;
  readonly capital: number;
  readonly sizing: SizingRule;
  readonly lotSize: number;
  readonly charges: ChargeModel;
  readonly slippage: SlippageModel;
}

export interface VectorisedTrade {
  readonly decisionBar: number;
  readonly entryBar: number;
  readonly exitBar: number;
  readonly quantity: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly reason: ExitReason;
  readonly netPnl: number;
}

export interface VectorisedResult {
  readonly trades: readonly VectorisedTrade[];
  /** Account value at each session's last bar, from the first session that may trade. */
  readonly dailyEquity: Float64Array;
}

/**
 * Runs one parameter set. `signal[i]` is `side` where bar i's close enters, `-side` where it leaves; fills are at the next
 * bar's open.
 */
export function runVectorised(
  input: VectorisedInput,
  signal: Int8Array,
  side: Side,
  stopFraction: number,
  targetFraction: number,
): VectorisedResult {
  const { bars, slices, intraday, sizing, lotSize } = input;
  const { open, high, low, close, openTime } = bars;
  const trades: VectorisedTrade[] = [];
  const dailyEquity = new Float64Array(slices.sessions.length);
  const dates = slices.sessions.map((session) => session.date);
  let cash = input.capital;
  let decisionBar = -1;
  let entryBar = -1;
  let entrySession = 0;
  let entryPrice = 0;
  let quantity = 0;
  let stop = 0;
  let target = 0;
  let holding = false;
  let waiting = false;
  let leaving = false;

  function exit(bar: number, session: number, reference: number, reason: ExitReason, slip: number): void {
    const price = reference - side * slip;
    const entryValue = entryPrice * quantity;
    const exitValue = price * quantity;
    const long = side > 0;
    const charges = input.charges({
      buyValue: long ? entryValue : exitValue,
      sellValue: long ? exitValue : entryValue,
      buyOrders: 1,
      sellOrders: 1,
      buyDate: long ? dates[entrySession]! : dates[session]!,
      sellDate: long ? dates[session]! : dates[entrySession]!,
    });
    const netPnl = side * (price - entryPrice) * quantity - charges.total;
    cash += netPnl;
    trades.push({
      decisionBar,
      entryBar,
      exitBar: bar,
      quantity,
      entryPrice,
      exitPrice: price,
      reason,
      netPnl,
    });
    holding = false;
    leaving = false;
  }

  for (let session = 0; session < dates.length; session++) {
    const first = slices.start[session]!;
    const last = slices.end[session]! - 1;
    if (last < first) {
      dailyEquity[session] = session === 0 ? cash : dailyEquity[session - 1]!;
      continue;
    }
    const flatBy = intraday ? input.flatBy[session]! : Number.NaN;
    const limit = intraday ? input.lastEntry[session]! : Number.NaN;
    const sessionClose = slices.sessions[session]!.close;
    const lastEntry = intraday && !(limit < sessionClose - 1) ? sessionClose - 1 : limit;

    for (let i = first; i <= last; i++) {
      const o = open[i]!;
      const late = openTime[i]! >= flatBy;
      if (holding && (leaving || late)) exit(i, session, o, leaving ? 'signal' : 'forced', slipAt(i, o));
      if (waiting) {
        waiting = false;
        if (!late) enter(i, session, o);
      }
      if (holding) {
        const h = high[i]!;
        const l = low[i]!;
        // Same order as the pessimistic fill policy: gap, then stop, then target.
        if (side > 0) {
          if (o <= stop) exit(i, session, o, 'stop', stopSlip(i, o));
          else if (o >= target) exit(i, session, o, 'target', 0);
          else if (l <= stop) exit(i, session, stop, 'stop', stopSlip(i, stop));
          else if (h >= target) exit(i, session, target, 'target', 0);
        } else if (o >= stop) exit(i, session, o, 'stop', stopSlip(i, o));
        else if (o <= target) exit(i, session, o, 'target', 0);
        else if (h >= stop) exit(i, session, stop, 'stop', stopSlip(i, stop));
        else if (l <= target) exit(i, session, target, 'target', 0);
      }
      const wish = signal[i]!;
      if (wish === 0) continue;
      if (wish === side) {
        const closed = openTime[i]! + input.intervalMs;
        const decided = closed < sessionClose ? closed : sessionClose;
        if (!holding && decided > input.tradeFrom && !(decided > lastEntry)) request(i);
      } else if (holding) leaving = true;
      else waiting = false;
    }
    const ended = last === bars.length - 1;
    if (ended || intraday) {
      waiting = false;
      if (holding) {
        const early = openTime[last]! + input.intervalMs < sessionClose;
        const reason: ExitReason = ended && (early || !intraday) ? 'data-end' : 'session-end';
        exit(last, session, close[last]!, reason, slipAt(last, close[last]!));
      }
    }
    dailyEquity[session] = holding ? cash + side * (close[last]! - entryPrice) * quantity : cash;
  }
  const first = slices.sessions.findIndex((session) => session.open >= input.tradeFrom);
  return { trades, dailyEquity: dailyEquity.subarray(first < 0 ? dailyEquity.length : first) };

  /** Sizes on the decision bar's close; an unaffordable signal is dropped, as the kernel drops it. */
  function request(bar: number): void {
    const margin =
      sizing.mode === 'all-equity' ? Math.max(0, cash) : side > 0 ? sizing.marginLong : sizing.marginShort;
    const wanted = quantityFor(sizing, margin, close[bar]!, lotSize);
    if (!(wanted > 0) || (!sizing.fractional && margin > cash)) return;
    waiting = true;
    decisionBar = bar;
    quantity = wanted;
  }

  function enter(bar: number, session: number, price: number): void {
    const filled = price + side * slipAt(bar, price);
    const margin =
      sizing.mode === 'all-equity' ? Math.max(0, cash) : side > 0 ? sizing.marginLong : sizing.marginShort;
    const affordable = quantityFor(sizing, margin, filled, lotSize);
    if (affordable < quantity || sizing.fractional) quantity = affordable;
    if (!(quantity > 0)) return;
    entryBar = bar;
    entrySession = session;
    entryPrice = filled;
    stop = close[decisionBar]! * (1 - side * stopFraction);
    target = close[decisionBar]! * (1 + side * targetFraction);
    holding = true;
  }

  function slipAt(bar: number, price: number): number {
    return input.slippage.market(price, high[bar]!, low[bar]!, quantity);
  }

  function stopSlip(bar: number, price: number): number {
    return input.slippage.stop(price, high[bar]!, low[bar]!, quantity);
  }
}
