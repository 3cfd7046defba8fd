// What the kernel keeps per instrument: one slot a side with its position, its working entry and its queued exit.
// Shared by backtest, paper and live; knows nothing of bars.

import type { ChargeModel, SlippageModel } from '../costs/contract.ts';
import type { Side } from '../orders/exit-plan.ts';
import type { Order } from '../orders/order.ts';
import type { Position } from '../orders/position.ts';
import type { EnterIntent } from '../strategies/contract.ts';
import type { ExitReason } from './contract.ts';

/** An admitted entry that has not filled yet; its margin is already reserved. */
export interface WorkingEntry {
  readonly order: Order;
  readonly intent: EnterIntent;
  readonly margin: number;
  readonly signalTime: number;
  readonly decisionTime: number;
}

export interface SideSlot {
  readonly side: Side;
  position: Position | null;
  /** The entry the position came from; kept for the trade record. */
  entry: WorkingEntry | null;
  entrySlippage: number;
  entryDate: string;
  working: WorkingEntry | null;
  /** Set when the position is to leave at the next price. */
  exitQueued: ExitReason | null;
  /** Ids of the bracket that protects the position; null where the plan has no such level. */
  stopOrder: Order | null;
  targetOrder: Order | null;
  tradesToday: number;
}

export interface Book {
  readonly instrumentId: string;
  readonly lotSize: number;
  readonly charges: ChargeModel;
  readonly slippage: SlippageModel;
  readonly long: SideSlot;
  readonly short: SideSlot;
  /** Slots that hold a position or a working entry: 0 lets a quiet bar pass untouched. */
  active: number;
  /** Unrealised rupees of both slots at the last mark. */
  unrealised: number;
}

function emptySlot(side: Side): SideSlot {
  return {
    side,
    position: null,
    entry: null,
    entrySlippage: 0,
    entryDate: '',
    working: null,
    exitQueued: null,
    stopOrder: null,
    targetOrder: null,
    tradesToday: 0,
  };
}

export function createBook(
  instrumentId: string,
  lotSize: number,
  charges: ChargeModel,
  slippage: SlippageModel,
): Book {
  return {
    instrumentId,
    lotSize,
    charges,
    slippage,
    long: emptySlot(1),
    short: emptySlot(-1),
    active: 0,
    unrealised: 0,
  };
}

export function slotOf(book: Book, side: Side): SideSlot {
  return side > 0 ? book.long : book.short;
}
