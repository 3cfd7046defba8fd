// Takes one instrument's next execution bar through the kernel: queued and forced exits and entries at its open, stop and
// target inside it, valuation at its close, and what a session's end does. Called by simulate.ts for every bar.

import { capQuantity } from '../costs/participation.ts';
import { lowerBound } from '../numeric/sorted.ts';
import { markPosition } from '../orders/position.ts';
import type { SideSlot } from './book.ts';
import type { Assumptions, ExitReason } from './contract.ts';
import { type ExitFill, fillPolicyFor } from './fill-policy.ts';
import type { Kernel } from './kernel.ts';
import { enterSession, type Lane } from './lane.ts';

export interface PassageOptions {
  readonly assumptions: Assumptions;
  readonly intraday: boolean;
  /** Largest share of a bar's volume an entry may take; 0 = no cap. */
  readonly participation: number;
}

export interface Passage {
  /** Passes the lane's next bar, which opens at `time`, and moves the lane to the bar after it. */
  passBar(lane: Lane, time: number): void;
  /**
   * The only lane, with nothing to do before `until` (a decision) but to hold what it holds: passes its bars up to there, or
   * to the session's last bar, in one go. Returns the lowest unrealised rupees met; Infinity when flat. Same outcome as `passBar`
   * bar by bar (tests/property/simulation.test.ts); exists because most bars of most runs are like this.
   */
  coast(lane: Lane, until: number): number;
  /** Fills a working entry at the published trigger price, on the decision bar itself. */
  enterAtTrigger(lane: Lane, slot: SideSlot, price: number, time: number, volume: number): void;
}

export function createPassage(kernel: Kernel, options: PassageOptions): Passage {
  const { assumptions, intraday } = options;
  const policy = fillPolicyFor(assumptions);
  // The published flat cost already contains slippage on market orders.
  const slipsAtMarket = assumptions.costs === 'dated';
  const slipsAtStop = assumptions.stopFills === 'gap-and-slip';
  const hasFlatBy = intraday && assumptions.forcedExit === 'flat-by';
  const participation = assumptions.capacity === 'limited' ? options.participation : 0;

  function leave(
    lane: Lane,
    slot: SideSlot,
    price: number,
    time: number,
    reason: ExitReason,
    slippage: number,
  ): void {
    kernel.fillExit(
      lane.book,
      slot,
      { price: price - slot.side * slippage, slippage, time, date: lane.slices.sessions[lane.session]!.date },
      reason,
    );
  }

  function leaveAtMarket(
    lane: Lane,
    slot: SideSlot,
    bar: number,
    price: number,
    time: number,
    reason: ExitReason,
  ): void {
    const { high, low } = lane.execution;
    const slippage = slipsAtMarket
      ? lane.book.slippage.market(price, high[bar]!, low[bar]!, slot.position!.quantity)
      : 0;
    leave(lane, slot, price, time, reason, slippage);
  }

  function enter(
    lane: Lane,
    slot: SideSlot,
    price: number,
    slippage: number,
    time: number,
    volume: number,
  ): void {
    const room =
      participation > 0
        ? capQuantity(Number.POSITIVE_INFINITY, volume, participation)
        : Number.POSITIVE_INFINITY;
    kernel.fillEntry(
      lane.book,
      slot,
      { price: price + slot.side * slippage, slippage, time, date: lane.slices.sessions[lane.session]!.date },
      room,
    );
  }

  function leaveByLevel(lane: Lane, slot: SideSlot, fill: ExitFill, bar: number, time: number): void {
    const { open, high, low } = lane.execution;
    const slippage =
      fill.slips && slipsAtStop
        ? lane.book.slippage.stop(fill.price, high[bar]!, low[bar]!, slot.position!.quantity)
        : 0;
    // A level met inside a bar was met at an unknown moment of it: stamped with the bar's last millisecond.
    const atOpen = slipsAtStop && fill.price === open[bar];
    leave(lane, slot, fill.price, atOpen ? time : time + lane.executionMs - 1, fill.reason, slippage);
  }

  /** One slot through one bar; returns its unrealised rupees at the close. */
  function passSlot(lane: Lane, slot: SideSlot, bar: number, time: number): number {
    const { open, high, low, close, volume } = lane.execution;
    const o = open[bar]!;
    const h = high[bar]!;
    const l = low[bar]!;
    const c = close[bar]!;
    const late = hasFlatBy && time >= lane.flatBy[lane.session]!;
    if (slot.position !== null) {
      if (slot.exitQueued !== null) leaveAtMarket(lane, slot, bar, o, time, slot.exitQueued);
      else if (late) leaveAtMarket(lane, slot, bar, o, time, 'forced');
    }
    if (slot.working !== null) {
      if (late) kernel.cancelEntry(lane.book, slot, 'after-last-entry', time);
      else {
        const slippage = slipsAtMarket ? lane.book.slippage.market(o, h, l, slot.working.order.quantity) : 0;
        enter(lane, slot, o, slippage, time, volume[bar]!);
      }
    }
    const position = slot.position;
    if (position === null) return 0;
    const fill = policy(position, o, h, l, c);
    if (fill === null) return markPosition(position, h, l, c);
    leaveByLevel(lane, slot, fill, bar, time);
    return 0;
  }

  /** After a session's last stored bar: intraday positions leave at its close, entries that never got a bar lapse. */
  function endSession(lane: Lane, bar: number): void {
    const lastOfData = bar + 1 === lane.execution.length;
    if (!intraday && !lastOfData) return;
    const end = lane.execution.openTime[bar]! + lane.executionMs;
    const early = end < lane.slices.sessions[lane.session]!.close;
    const reason: ExitReason = lastOfData && (early || !intraday) ? 'data-end' : 'session-end';
    for (const slot of [lane.book.long, lane.book.short]) {
      if (slot.working !== null) kernel.cancelEntry(lane.book, slot, 'no-later-bar', end);
      if (slot.position !== null) leaveAtMarket(lane, slot, bar, lane.execution.close[bar]!, end - 1, reason);
    }
    kernel.unrealised -= lane.book.unrealised;
    lane.book.unrealised = 0;
  }

  return {
    passBar(lane, time) {
      const bar = lane.cursor;
      const { book } = lane;
      if (book.active > 0) {
        let unrealised = 0;
        // What leaves does so before what enters, so that a turn never holds both sides.
        const first = book.short.exitQueued === null ? book.long : book.short;
        const second = first === book.long ? book.short : book.long;
        if (first.position !== null || first.working !== null) unrealised += passSlot(lane, first, bar, time);
        if (second.position !== null || second.working !== null)
          unrealised += passSlot(lane, second, bar, time);
        kernel.unrealised += unrealised - book.unrealised;
        book.unrealised = unrealised;
      }
      const next = bar + 1;
      if (next < lane.sessionEnd) {
        lane.cursor = next;
        lane.nextTime = lane.execution.openTime[next]!;
        return;
      }
      if (book.active > 0) endSession(lane, bar);
      enterSession(lane, next);
    },

    coast(lane, until) {
      const { book } = lane;
      const last = lane.sessionEnd - 1;
      const { openTime, open, high, low, close } = lane.execution;
      let bar = lane.cursor;
      let lowest = Number.POSITIVE_INFINITY;
      if (book.active === 0) {
        // Flat: nothing can happen before the next decision.
        bar =
          until > openTime[last]!
            ? last
            : Math.min(last, bar + lowerBound(openTime.subarray(bar, last), until));
      } else {
        const slot = book.long.position === null ? book.short : book.long;
        const position = slot.position!;
        const flatBy = hasFlatBy ? lane.flatBy[lane.session]! : Number.NaN;
        let unrealised = book.unrealised;
        for (; bar < last; bar++) {
          const time = openTime[bar]!;
          if (time >= until || time >= flatBy) break;
          const fill = policy(position, open[bar]!, high[bar]!, low[bar]!, close[bar]!);
          if (fill !== null) {
            leaveByLevel(lane, slot, fill, bar, time);
            unrealised = 0;
            bar++;
            break;
          }
          unrealised = markPosition(position, high[bar]!, low[bar]!, close[bar]!);
          if (unrealised < lowest) lowest = unrealised;
        }
        kernel.unrealised += unrealised - book.unrealised;
        book.unrealised = unrealised;
      }
      lane.cursor = bar;
      lane.nextTime = openTime[bar]!;
      return lowest;
    },

    enterAtTrigger(lane, slot, price, time, volume) {
      enter(lane, slot, price, 0, time, volume);
    },
  };
}
