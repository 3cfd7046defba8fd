// The kernel: admits intents under risk and sizing, carries orders through their states, opens and closes positions, books
// money. The backtest loop, replay, paper and live all drive this one object; only where fills come from differs.
// It never looks at bars, clocks or stores.

import { NO_CHARGES } from '../costs/contract.ts';
import {
  bookProfit,
  createLedger,
  freeMargin,
  type Ledger,
  releaseMargin,
  reserveMargin,
} from '../orders/ledger.ts';
import {
  applyOrderEvent,
  type Order,
  type OrderEventKind,
  type OrderEventSink,
  type OrderRole,
} from '../orders/order.ts';
import { excursionsOf, openPosition } from '../orders/position.ts';
import {
  checkAccountLimits,
  checkStrategyRules,
  type DenialReason,
  type RiskLimits,
  type RiskState,
} from '../risk/limits.ts';
import { createOnlineSelection, type OnlineSelection } from '../risk/selection.ts';
import { marginBudget, quantityFor, type SizingRule } from '../risk/sizing.ts';
import type { EnterIntent, Side } from '../strategies/contract.ts';
import { type Book, type SideSlot, slotOf, type WorkingEntry } from './book.ts';
import type { ExitReason, Trade } from './contract.ts';
import { flatCost } from './flat-cost.ts';

export interface KernelOptions {
  readonly capital: number;
  readonly sizing: SizingRule;
  readonly limits: RiskLimits;
  /** False only where capacity is assumed unlimited. */
  readonly limited: boolean;
  readonly costs: 'dated' | 'flat';
  readonly topN: number;
  readonly lookbackSessions: number;
  /** Journal of order events, in order; omitted where nobody reads it. */
  readonly onEvent?: OrderEventSink;
}

export interface Proposal {
  readonly intent: EnterIntent;
  /** Price the size is worked out on: the decision bar's close. */
  readonly referencePrice: number;
  readonly signalTime: number;
  readonly decisionTime: number;
  readonly lastEntryTime: number;
}

/** Price and circumstances of a fill. `slippage` is rupees per unit already contained in `price`. */
export interface Fill {
  readonly price: number;
  readonly slippage: number;
  readonly time: number;
  /** Exchange-local date, for the charge schedule. */
  readonly date: string;
}

export interface Kernel {
  readonly ledger: Ledger;
  readonly selection: OnlineSelection;
  readonly trades: Trade[];
  readonly denials: Map<string, number>;
  signals: number;
  openPositions: number;
  tradesToday: number;
  /** Equity at the day's start, the basis of the daily loss stop. */
  dayStartEquity: number;
  /** Unrealised rupees over all books at their last marks. */
  unrealised: number;
  admit(book: Book, proposal: Proposal): WorkingEntry | null;
  /** `maxQuantity` is what the market can take (volume participation); Infinity without a cap. */
  fillEntry(book: Book, slot: SideSlot, fill: Fill, maxQuantity: number): boolean;
  fillExit(book: Book, slot: SideSlot, fill: Fill, reason: ExitReason): Trade;
  cancelEntry(book: Book, slot: SideSlot, reason: DenialReason, time: number): void;
  startDay(): void;
  equity(): number;
}

export function createKernel(options: KernelOptions): Kernel {
  const { sizing, limits, limited, onEvent } = options;
  const ledger = createLedger(options.capital);
  let lastOrderId = 0;

  function createOrder(
    book: Book,
    role: OrderRole,
    direction: Side,
    parentId: number,
    quantity: number,
    price: number,
  ): Order {
    const id = ++lastOrderId;
    return {
      id,
      instrumentId: book.instrumentId,
      role,
      direction,
      parentId: parentId === 0 ? id : parentId,
      quantity,
      filledQuantity: 0,
      price,
      state: 'initialised',
    };
  }

  function move(
    order: Order,
    kind: OrderEventKind,
    time: number,
    price: number,
    quantity: number,
    reason: string,
  ): void {
    applyOrderEvent(order, kind);
    if (onEvent !== undefined) onEvent(order, kind, time, price, quantity, reason);
  }

  function deny(book: Book, proposal: Proposal, reason: DenialReason): null {
    kernel.denials.set(reason, (kernel.denials.get(reason) ?? 0) + 1);
    if (onEvent !== undefined) {
      const order = createOrder(book, 'entry', proposal.intent.side, 0, 0, Number.NaN);
      move(order, 'deny', proposal.decisionTime, Number.NaN, 0, reason);
    }
    return null;
  }

  function place(
    book: Book,
    role: OrderRole,
    direction: Side,
    parentId: number,
    quantity: number,
    price: number,
    time: number,
  ): Order {
    const order = createOrder(book, role, direction, parentId, quantity, price);
    move(order, 'submit', time, price, quantity, '');
    move(order, 'accept', time, price, quantity, '');
    return order;
  }

  function settleBracket(order: Order | null, filled: boolean, fill: Fill): void {
    if (order === null) return;
    if (filled) {
      order.filledQuantity = order.quantity;
      move(order, 'fill', fill.time, fill.price, order.quantity, '');
    } else move(order, 'cancel', fill.time, order.price, order.quantity, 'one-cancels-other');
  }

  const kernel: Kernel = {
    ledger,
    selection: createOnlineSelection(options.topN, options.lookbackSessions),
    trades: [],
    denials: new Map(),
    signals: 0,
    openPositions: 0,
    tradesToday: 0,
    dayStartEquity: options.capital,
    unrealised: 0,

    admit(book, proposal) {
      const { intent } = proposal;
      const slot = slotOf(book, intent.side);
      const opposite = slotOf(book, intent.side > 0 ? -1 : 1);
      kernel.signals++;
      // A position told to leave is gone at the next price, where this entry fills: turning round is not holding both sides.
      const leaving = opposite.position !== null && opposite.exitQueued !== null;
      const state: RiskState = {
        decisionTime: proposal.decisionTime,
        lastEntryTime: proposal.lastEntryTime,
        side: intent.side,
        sameSideOpen: slot.position !== null || slot.working !== null,
        oppositeSideOpen: (opposite.position !== null && !leaving) || opposite.working !== null,
        openPositions: leaving ? kernel.openPositions - 1 : kernel.openPositions,
        tradesToday: kernel.tradesToday,
        tradesTodayInstrument: slot.tradesToday + opposite.tradesToday,
        tradesTodaySide: slot.tradesToday,
        pnlToday: kernel.equity() - kernel.dayStartEquity,
      };
      const broken = checkStrategyRules(limits, state);
      if (broken !== null) return deny(book, proposal, broken);
      const unselected = kernel.selection.consider(intent.side, intent.score);
      if (unselected !== null) return deny(book, proposal, unselected);
      if (limited) {
        const limit = checkAccountLimits(limits, state);
        if (limit !== null) return deny(book, proposal, limit);
      }
      const margin = marginBudget(sizing, intent.side, ledger.cash);
      const quantity = quantityFor(sizing, margin, proposal.referencePrice, book.lotSize);
      if (!(quantity > 0)) return deny(book, proposal, 'below-one-lot');
      if (limited && margin > freeMargin(ledger)) return deny(book, proposal, 'insufficient-margin');

      reserveMargin(ledger, margin);
      kernel.selection.accept(intent.side);
      kernel.openPositions++;
      kernel.tradesToday++;
      slot.tradesToday++;
      book.active++;
      const order = place(book, 'entry', intent.side, 0, quantity, Number.NaN, proposal.decisionTime);
      slot.working = {
        order,
        intent,
        margin,
        signalTime: proposal.signalTime,
        decisionTime: proposal.decisionTime,
      };
      return slot.working;
    },

    fillEntry(book, slot, fill, maxQuantity) {
      const entry = slot.working!;
      const { order, intent } = entry;
      // The size was worked out on the decision bar's close; a worse fill must not use more margin than was reserved.
      const affordable = quantityFor(sizing, entry.margin, fill.price, book.lotSize);
      const wanted = affordable < order.quantity || sizing.fractional ? affordable : order.quantity;
      const quantity = wanted > maxQuantity ? Math.floor(maxQuantity / book.lotSize) * book.lotSize : wanted;
      if (!(quantity > 0)) {
        kernel.cancelEntry(book, slot, wanted > 0 ? 'no-volume' : 'below-one-lot', fill.time);
        return false;
      }
      order.quantity = wanted;
      order.filledQuantity = quantity;
      if (quantity < wanted) {
        move(order, 'fill-part', fill.time, fill.price, quantity, '');
        move(order, 'cancel', fill.time, Number.NaN, wanted - quantity, 'volume-participation');
      } else move(order, 'fill', fill.time, fill.price, quantity, '');
      const margin = (quantity * fill.price) / sizing.leverage;
      releaseMargin(ledger, entry.margin);
      reserveMargin(ledger, margin);
      const position = openPosition(
        { id: order.id, side: slot.side, quantity, price: fill.price, time: fill.time, margin },
        intent.exits,
      );
      slot.position = position;
      slot.entry = entry;
      slot.entrySlippage = fill.slippage;
      slot.entryDate = fill.date;
      slot.working = null;
      const away: Side = slot.side > 0 ? -1 : 1;
      slot.stopOrder = Number.isNaN(position.stop)
        ? null
        : place(book, 'stop', away, order.id, quantity, position.stop, fill.time);
      slot.targetOrder = Number.isNaN(position.target)
        ? null
        : place(book, 'target', away, order.id, quantity, position.target, fill.time);
      return true;
    },

    fillExit(book, slot, fill, reason) {
      const position = slot.position!;
      const entry = slot.entry!;
      const { side, quantity, entryPrice } = position;
      const byStop = reason === 'stop' || reason === 'breakeven' || reason === 'trail';
      settleBracket(slot.stopOrder, byStop, fill);
      settleBracket(slot.targetOrder, reason === 'target', fill);
      if (!byStop && reason !== 'target') {
        const order = place(book, 'exit', side > 0 ? -1 : 1, position.id, quantity, Number.NaN, fill.time);
        order.filledQuantity = quantity;
        move(order, 'fill', fill.time, fill.price, quantity, '');
      }
      const grossPnl = side * (fill.price - entryPrice) * quantity;
      const buyValue = (side > 0 ? entryPrice : fill.price) * quantity;
      const sellValue = (side > 0 ? fill.price : entryPrice) * quantity;
      const charges =
        options.costs === 'flat'
          ? { ...NO_CHARGES, ...flatCost(side, entryPrice, fill.price, quantity) }
          : book.charges({
              buyValue,
              sellValue,
              buyOrders: 1,
              sellOrders: 1,
              buyDate: side > 0 ? slot.entryDate : fill.date,
              sellDate: side > 0 ? fill.date : slot.entryDate,
            });
      const netPnl = grossPnl - charges.total;
      bookProfit(ledger, netPnl);
      releaseMargin(ledger, position.margin);
      const excursions = excursionsOf(position, fill.price);
      const trade: Trade = {
        sequence: 0,
        instrumentId: book.instrumentId,
        side,
        tag: entry.intent.tag,
        quantity,
        signalTime: entry.signalTime,
        decisionTime: entry.decisionTime,
        entryTime: position.entryTime,
        entryPrice,
        exitTime: fill.time,
        exitPrice: fill.price,
        exitReason: reason,
        stopPrice: position.initialStop,
        targetPrice: position.initialTarget,
        score: entry.intent.score,
        margin: position.margin,
        grossPnl,
        charges,
        netPnl,
        slippage: (slot.entrySlippage + fill.slippage) * quantity,
        maxAdverse: excursions.adverse,
        maxFavourable: excursions.favourable,
        details: entry.intent.details,
      };
      kernel.trades.push(trade);
      clearSlot(book, slot);
      return trade;
    },

    cancelEntry(book, slot, reason, time) {
      const entry = slot.working!;
      move(entry.order, 'cancel', time, Number.NaN, entry.order.quantity, reason);
      releaseMargin(ledger, entry.margin);
      kernel.denials.set(reason, (kernel.denials.get(reason) ?? 0) + 1);
      clearSlot(book, slot);
    },

    startDay() {
      kernel.dayStartEquity = kernel.equity();
      kernel.tradesToday = 0;
      kernel.selection.endDay();
    },

    equity: () => ledger.cash + kernel.unrealised,
  };

  function clearSlot(book: Book, slot: SideSlot): void {
    slot.position = null;
    slot.entry = null;
    slot.working = null;
    slot.exitQueued = null;
    slot.stopOrder = null;
    slot.targetOrder = null;
    book.active--;
    kernel.openPositions--;
  }

  return kernel;
}
