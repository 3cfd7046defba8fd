// What each kind of bar label writes into a row once entry and window are known. Called by `labelBars` only.

import type { Bars } from '../market/bars.ts';
import {
  createWalkEnd,
  type Position,
  touchedBoth,
  type WalkEnd,
  walkBarriers,
  walkWindow,
} from './barrier-walk.ts';
import { type ColumnBuilder, countAmbiguous, HIT_INDEX } from './columns.ts';
import type { DropReason, Hit, LabelExtras, SetupColumns } from './definition.ts';
import type { LabelPath } from './label-path.ts';
import { atrFractions, distances } from './scale.ts';
import type {
  BarLabelSpec,
  Distance,
  NextReturnSpec,
  SetupConditionalSpec,
  TripleBarrierSpec,
} from './spec.ts';

export interface BarAnswer {
  /** Why row i can have no label whatever follows, or null. */
  refuses(i: number): DropReason | null;
  /** Writes label, value, hit, levels and last bar of row i, or says why there are none. */
  write(
    columns: ColumnBuilder,
    i: number,
    session: number,
    first: number,
    windowEnd: number,
    entryPrice: number,
  ): DropReason | null;
}

export function createBarAnswer(
  bars: Bars,
  marks: Uint8Array,
  path: LabelPath,
  spec: BarLabelSpec,
  extras: LabelExtras,
): BarAnswer {
  const scale = (distance: Distance) => distances(bars, marks, distance);
  switch (spec.kind) {
    case 'triple-barrier':
      return tripleBarrier(path, spec, scale(spec.target), scale(spec.stop));
    case 'tp-sl-window':
      return bothSides(
        path,
        scale({ by: 'fixed', fraction: spec.target }),
        scale({ by: 'fixed', fraction: spec.stop }),
      );
    case 'volatility-direction': {
      const { returns, floor } = spec;
      const by = 'volatility';
      return bothSides(
        path,
        scale({ by, multiple: spec.targetMultiple, returns, floor }),
        scale({ by, multiple: spec.stopMultiple, returns, floor }),
      );
    }
    case 'setup-conditional':
      return setupConditional(bars, path, spec, atrFractions(bars, marks, spec.atrPeriod), extras.setups);
    case 'next-return':
      return nextReturn(path, spec);
  }
}

const known = (target: Float64Array, stop: Float64Array) => (i: number) =>
  target[i]! > 0 && stop[i]! > 0 ? null : 'no-scale';

function tripleBarrier(
  path: LabelPath,
  { side, timeout }: TripleBarrierSpec,
  target: Float64Array,
  stop: Float64Array,
): BarAnswer {
  const walked = createWalkEnd();
  const position: Position = { side: side === 'short' ? -1 : 1, target: 0, stop: 0 };
  // By hit: a bar that touches both barriers has lost; a direction that cannot be told is none.
  const labelOf: Readonly<Record<Hit, number>> =
    side === 'direction'
      ? { target: 2, stop: 0, both: 1, time: 1, none: 1, 'session-end': 1 }
      : timeout === 'class'
        ? { target: 1, stop: 0, both: 0, time: 2, none: 2, 'session-end': 2 }
        : { target: 1, stop: 0, both: 0, time: 0, none: 0, 'session-end': 0 };
  return {
    refuses: known(target, stop),
    write(columns, i, session, first, windowEnd, entryPrice) {
      place(position, entryPrice, target[i]!, stop[i]!);
      const dropped = walkBarriers(path, first, windowEnd, position, walked);
      if (dropped !== null) return dropped;
      countAmbiguous(columns, touchedBoth(path, session, first, position, walked), walked.hit !== 'both');
      // Up or down was not told, so the price at the bar's end is all that is known.
      const price =
        side === 'direction' && walked.hit === 'both' ? path.bars.close[walked.end]! : walked.price;
      columns.label[i] = labelOf[walked.hit];
      columns.value[i] = position.side * (price / entryPrice - 1);
      columns.hit[i] = HIT_INDEX[walked.hit];
      columns.last[i] = walked.end;
      columns.targetPrice[i] = position.target;
      columns.stopPrice[i] = position.stop;
      return null;
    },
  };
}

/** [Note: both sides] BUY where a long wins and a short does not, SELL the other way round, else the middle class. */
function bothSides(path: LabelPath, target: Float64Array, stop: Float64Array): BarAnswer {
  const long = createWalkEnd();
  const short = createWalkEnd();
  const longPosition: Position = { side: 1, target: 0, stop: 0 };
  const shortPosition: Position = { side: -1, target: 0, stop: 0 };
  return {
    refuses: known(target, stop),
    write(columns, i, session, first, windowEnd, entryPrice) {
      place(longPosition, entryPrice, target[i]!, stop[i]!);
      place(shortPosition, entryPrice, target[i]!, stop[i]!);
      const dropped =
        walkBarriers(path, first, windowEnd, longPosition, long) ??
        walkBarriers(path, first, windowEnd, shortPosition, short);
      if (dropped !== null) return dropped;
      const touched =
        touchedBoth(path, session, first, longPosition, long) ||
        touchedBoth(path, session, first, shortPosition, short);
      countAmbiguous(columns, touched, long.hit !== 'both' && short.hit !== 'both');

      const side = (long.hit === 'target' ? 1 : 0) - (short.hit === 'target' ? 1 : 0);
      // The answer is known when both sides are: the loser may outlast the winner where the stop is the farther level.
      const end = Math.max(long.end, short.end);
      columns.last[i] = end;
      columns.label[i] = side + 1;
      const price = side > 0 ? long.price : side < 0 ? short.price : path.bars.close[end]!;
      columns.value[i] = (side < 0 ? -1 : 1) * (price / entryPrice - 1);
      columns.hit[i] = HIT_INDEX[side === 0 ? flatHit(long, short) : 'target'];
      const shown = side < 0 ? shortPosition : longPosition;
      columns.targetPrice[i] = shown.target;
      columns.stopPrice[i] = shown.stop;
      return null;
    },
  };
}

/** How a window ended that neither side won alone. */
function flatHit(long: WalkEnd, short: WalkEnd): Hit {
  if (long.hit === 'time' || short.hit === 'time') return 'time';
  if (long.hit === 'both' || short.hit === 'both') return 'both';
  return long.hit === 'target' ? 'target' : 'stop';
}

function setupConditional(
  bars: Bars,
  path: LabelPath,
  spec: SetupConditionalSpec,
  atr: Float64Array,
  setups: SetupColumns | undefined,
): BarAnswer {
  if (setups === undefined || Object.values(setups).some((column) => column.length !== bars.length))
    throw new RangeError('a setup-conditional label needs one setup, imbalance, flow and VWAP side per bar');
  const walked = createWalkEnd();
  return {
    refuses(i) {
      const setup = setups.setup[i]!;
      const agrees =
        setup !== 0 &&
        setups.imbalance[i]! * setup >= spec.minimumImbalance &&
        setups.flowSide[i] === setup &&
        setups.vwapSide[i] !== -setup;
      if (!agrees) return 'no-setup';
      return atr[i]! >= 0 ? null : 'no-scale';
    },
    write(columns, i, _session, first, windowEnd, entryPrice) {
      const dropped = walkWindow(path, first, windowEnd, walked);
      if (dropped !== null) return dropped;
      const earned = walked.price / entryPrice - 1;
      const least = Math.max(spec.floor, spec.atrMultiple * atr[i]!);
      const side = earned > least ? 1 : earned < -least ? -1 : 0;
      columns.label[i] = side + 1;
      columns.value[i] = side < 0 ? -earned : earned;
      columns.hit[i] = HIT_INDEX.time;
      columns.last[i] = walked.end;
      return null;
    },
  };
}

function nextReturn(path: LabelPath, { answer, measure }: NextReturnSpec): BarAnswer {
  const walked = createWalkEnd();
  return {
    refuses: () => null,
    write(columns, i, _session, first, windowEnd, entryPrice) {
      const dropped = walkWindow(path, first, windowEnd, walked);
      if (dropped !== null) return dropped;
      const ratio = walked.price / entryPrice;
      columns.value[i] = measure === 'log' ? Math.log(ratio) : ratio - 1;
      if (answer === 'sign') columns.label[i] = ratio > 1 ? 1 : 0;
      columns.hit[i] = HIT_INDEX.time;
      columns.last[i] = walked.end;
      return null;
    },
  };
}

function place(position: Position, entryPrice: number, target: number, stop: number): void {
  position.target = entryPrice * (1 + position.side * target);
  position.stop = entryPrice * (1 - position.side * stop);
}
