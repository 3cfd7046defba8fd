// Asks strategies about every signal bar that has closed, ranks what they want at the same instant and puts it to the kernel.
// Called by simulate.ts before the bars of each instant are passed.

import type { Side } from '../orders/exit-plan.ts';
import type { EnterIntent, Intent } from '../strategies/contract.ts';
import { slotOf } from './book.ts';
import type { Assumptions } from './contract.ts';
import { entryKey } from './hindsight.ts';
import type { Kernel } from './kernel.ts';
import { awaitSignalBar, type Lane, signalCloseOf } from './lane.ts';
import type { Passage } from './passage.ts';

interface Candidate {
  readonly lane: Lane;
  readonly intent: EnterIntent;
  readonly bar: number;
  /** Percentile of the score among earlier days' scores of its side. */
  readonly rank: number;
}

export interface DecisionOptions {
  readonly assumptions: Assumptions;
  readonly intraday: boolean;
  /** Entries the hindsight top-N lets through; null without it. */
  readonly allowed: ReadonlySet<string> | null;
}

/** Decides on all signal bars closed by `time`, oldest first, given when the next is due; returns when the one after is. */
export type Decide = (time: number, due: number) => number;

export function createDecider(
  kernel: Kernel,
  passage: Passage,
  lanes: readonly Lane[],
  options: DecisionOptions,
): Decide {
  const { assumptions, intraday, allowed } = options;
  const atTrigger = assumptions.entryPrice === 'trigger';
  const candidates: Candidate[] = [];

  function carryOut(lane: Lane, intent: Exclude<Intent, EnterIntent>, bar: number): void {
    const slot = slotOf(lane.book, intent.side);
    const { position } = slot;
    if (position === null) {
      // The reason to enter is gone before the entry filled.
      if (intent.kind === 'exit' && slot.working !== null)
        kernel.cancelEntry(lane.book, slot, 'signal-withdrawn', signalCloseOf(lane, bar));
    } else if (intent.kind === 'exit') slot.exitQueued = 'signal';
    else {
      // An adjustment may only reduce risk: a stop that would move away is ignored.
      if (position.side * (intent.stop - position.stop) > 0 || Number.isNaN(position.stop))
        position.stop = intent.stop;
      position.target = intent.target;
    }
  }

  function propose(lane: Lane, intent: EnterIntent, bar: number): void {
    const decisionTime = signalCloseOf(lane, bar);
    if (allowed !== null && !allowed.has(entryKey(lane.book.instrumentId, intent.side, decisionTime))) {
      kernel.signals++;
      kernel.denials.set('hindsight-top-n', (kernel.denials.get('hindsight-top-n') ?? 0) + 1);
      return;
    }
    const admitted = kernel.admit(lane.book, {
      intent,
      referencePrice: lane.signal.close[bar]!,
      signalTime: signalCloseOf(lane, intent.signalBar),
      decisionTime,
      lastEntryTime: intraday ? lastEntryOf(lane, decisionTime) : Number.NaN,
    });
    if (admitted !== null && atTrigger)
      passage.enterAtTrigger(
        lane,
        slotOf(lane.book, intent.side),
        intent.triggerPrice,
        decisionTime,
        lane.signal.volume[bar]!,
      );
  }

  function proposeAll(): void {
    // Signals of one instant compete for the same capital: best percentile first, then by id, so that the order in which
    // instruments were handed in cannot matter.
    if (candidates.length > 1) candidates.sort(byRank);
    for (const { lane, intent, bar } of candidates) propose(lane, intent, bar);
    candidates.length = 0;
  }

  return (time, due) => {
    while (due <= time) {
      let next = Number.POSITIVE_INFINITY;
      for (let k = 0; k < lanes.length; k++) {
        const lane = lanes[k]!;
        if (lane.nextDecision === due) {
          const bar = lane.signalCursor;
          awaitSignalBar(lane, bar + 1);
          const { book } = lane;
          const intents = lane.run.onBar(
            bar,
            book.active === 0 ? null : (book.long.position ?? book.short.position),
          );
          if (intents.length === 0 || due <= lane.tradeFrom) {
            if (lane.nextDecision < next) next = lane.nextDecision;
            continue;
          }
          for (let n = 0; n < intents.length; n++) {
            const intent = intents[n]!;
            if (intent.kind === 'enter')
              candidates.push({ lane, intent, bar, rank: kernel.selection.rank(intent.side, intent.score) });
            else carryOut(lane, intent, bar);
          }
        }
        if (lane.nextDecision < next) next = lane.nextDecision;
      }
      if (candidates.length > 0) proposeAll();
      due = next;
    }
    return due;
  };
}

function byRank(a: Candidate, b: Candidate): number {
  return (
    b.rank - a.rank ||
    compareIds(a.lane.book.instrumentId, b.lane.book.instrumentId) ||
    sideOrder(a.intent.side, b.intent.side)
  );
}

export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function sideOrder(a: Side, b: Side): number {
  return b - a;
}

/**
 * Last-entry time of the session a decision falls in. A decision at the close belongs to the session it closes, and is
 * always too late for an intraday entry: nothing of that session is left to trade.
 */
function lastEntryOf(lane: Lane, decisionTime: number): number {
  const { sessions } = lane.slices;
  for (let k = Math.max(0, lane.session - 1); k < sessions.length; k++) {
    const session = sessions[k]!;
    if (decisionTime > session.open && decisionTime <= session.close) {
      const limit = lane.lastEntry[k]!;
      const end = session.close - 1;
      return limit < end ? limit : end;
    }
    if (session.open > decisionTime) break;
  }
  return Number.NaN;
}
