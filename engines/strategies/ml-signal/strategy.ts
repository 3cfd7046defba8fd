// ML signal: trades a model's own decisions with the exits its label was measured with. Called by training for the money of a candidate;
// each run brings its table of decisions, so this is a maker of strategies and not one of the catalogue.
//
// One position per instrument: while it is open, later decisions wait for its stop, its target or the end of the label's window.

import { continuity } from '../../labels/continuity.ts';
import { distances } from '../../labels/scale.ts';
import { BEYOND_SESSION, createLabelSchedule } from '../../labels/schedule.ts';
import type { Distance } from '../../labels/spec.ts';
import { closeTimes } from '../../market/close-times.ts';
import type { Interval } from '../../market/interval.ts';
import { nanArray } from '../../numeric/arrays.ts';
import { type EnterIntent, NO_INTENTS, type Side, type Strategy, type StrategyInput } from '../contract.ts';
import { alongBars, checkDecisions, type DecisionTable, isActed, rowsOfBars } from './decisions.ts';
import type { LabelExits, SideExits } from './label-exits.ts';

export const ML_SIGNAL_ID = 'ml-signal';
export const ML_SIGNAL_VERSION = '1';

export interface MlSignal {
  readonly decisions: DecisionTable;
  readonly exits: LabelExits;
  readonly interval: Interval;
}

/** Throws RangeError for decisions that are out of order. */
export function createMlSignal({ decisions, exits, interval }: MlSignal): Strategy {
  checkDecisions(decisions);
  return {
    id: ML_SIGNAL_ID,
    version: ML_SIGNAL_VERSION,
    title: 'ML signal',
    summary:
      'Trades the decisions of a model where it is sure enough, with the stop, the target and the window its label was measured with. ' +
      'Its decisions were made by models that never saw those days.',
    parameters: [],
    defaultInterval: interval,
    warmupBars: warmupOf(exits),

    prepare(input) {
      const { bars, slices } = input;
      const rows = decisions.get(input.instrumentId);
      const rowOfBar = rowsOfBars(rows, input);
      const close = closeTimes(bars, slices.sessions, input.interval);
      const long = levelsOf(input, close, exits.long);
      const short = levelsOf(input, close, exits.short);
      const schedule = createLabelSchedule(slices.sessions, input.interval);

      /** Whether the label's window that began with the entry is over at this close. */
      function isOver(entryTime: number, now: number): boolean {
        const session = schedule.sessionAt(entryTime);
        if (session < 0) return true;
        const end = schedule.windowEnd(session, entryTime, exits.horizon);
        // A window that the session cuts short ends with it, which is what squaring off does.
        return end !== BEYOND_SESSION && now >= end;
      }

      return {
        onBar(i, position) {
          if (position !== null)
            return isOver(position.entryTime, close[i]!)
              ? [{ kind: 'exit', side: position.side, reason: 'window over' }]
              : NO_INTENTS;
          const row = rowOfBar[i]!;
          if (rows === undefined || row < 0 || rows.side[row] === 0 || !isActed(rows, row)) return NO_INTENTS;
          const side: Side = rows.side[row] === -1 ? -1 : 1;
          const { target, stop } = side === 1 ? long : short;
          // The label had no level here, so there was no label either: nothing to act on.
          if (target.needed && !(target.values[i]! > 0)) return NO_INTENTS;
          if (stop.needed && !(stop.values[i]! > 0)) return NO_INTENTS;
          const intent: EnterIntent = {
            kind: 'enter',
            side,
            tag: side === 1 ? 'ML_LONG' : 'ML_SHORT',
            exits: {
              basis: 'fill',
              stop: stop.values[i]!,
              target: target.values[i]!,
              breakevenTrigger: Number.NaN,
              breakevenPad: Number.NaN,
              trail: Number.NaN,
            },
            triggerPrice: bars.close[i]!,
            score: rows.confidence[row]!,
            signalBar: i,
            details: {
              confidence: rows.confidence[row]!,
              threshold: rows.threshold[row]!,
              decided_at: rows.time[row]!,
            },
          };
          return [intent];
        },
        plots: () => [
          { name: 'Confidence', pane: 'lower', values: alongBars(rowOfBar, rows?.confidence) },
          { name: 'Threshold', pane: 'lower', values: alongBars(rowOfBar, rows?.threshold) },
        ],
      };
    },
  };
}

interface Levels {
  readonly target: Level;
  readonly stop: Level;
}
interface Level {
  readonly needed: boolean;
  /** Fraction of the entry per bar; NaN: none. */
  readonly values: Float64Array;
}

function levelsOf({ bars, slices }: StrategyInput, close: Float64Array, exits: SideExits): Levels {
  const marks = continuity(bars, close, slices.sessions);
  const level = (distance: Distance | null): Level =>
    distance === null
      ? { needed: false, values: nanArray(bars.length) }
      : { needed: true, values: distances(bars, marks, distance) };
  return { target: level(exits.target), stop: level(exits.stop) };
}

/** Wilder's average forgets its start after some six periods. */
const PERIODS_TO_SETTLE = 6;

function warmupOf({ long, short }: LabelExits): number {
  const bars = (distance: Distance | null): number => {
    if (distance === null || distance.by === 'fixed') return 0;
    return distance.by === 'atr' ? PERIODS_TO_SETTLE * distance.period : 2 * distance.returns;
  };
  return Math.max(bars(long.target), bars(long.stop), bars(short.target), bars(short.stop));
}
