// The strategy contract: closed bars in, intents out. Called by the backtest loop, replay, paper and live alike.
// A strategy never fills, sizes or books anything, and `onBar(i)` must not read a value of a bar after i.

import type { Bars } from '../market/bars.ts';
import type { Interval } from '../market/interval.ts';
import type { SessionSlices } from '../market/session.ts';
import type { ExitPlan, Side } from '../orders/exit-plan.ts';
import type { Parameter, ParameterProblem, ParameterValues } from '../parameters/parameters.ts';

export type { ExitPlan, Side } from '../orders/exit-plan.ts';

export interface EnterIntent {
  readonly kind: 'enter';
  readonly side: Side;
  /** Setup name, for instance `A_MOD_BREAK_C1_LOW`. */
  readonly tag: string;
  readonly exits: ExitPlan;
  /** Level whose break made the signal: the as-published fill price. Never used by an honest fill. */
  readonly triggerPrice: number;
  /** Quality of the signal; only comparable within one strategy and side. */
  readonly score: number;
  /** Index of the bar that started the setup (C1); the decision bar is the one `onBar` was called with. */
  readonly signalBar: number;
  /** Figures that explain the decision, shown on the chart and stored with the trade. */
  readonly details: Readonly<Record<string, number | string>>;
}

export interface ExitIntent {
  readonly kind: 'exit';
  readonly side: Side;
  readonly reason: string;
}

export interface AdjustIntent {
  readonly kind: 'adjust';
  readonly side: Side;
  /** New absolute stop; the kernel refuses one that loosens the risk. */
  readonly stop: number;
  readonly target: number;
}

export type Intent = EnterIntent | ExitIntent | AdjustIntent;

/** What a strategy may know of its own position on the instrument. */
export interface PositionView {
  readonly side: Side;
  readonly entryPrice: number;
  readonly entryTime: number;
  readonly quantity: number;
  readonly stop: number;
  readonly target: number;
}

/** Names of one plotted series of a strategy, for charts. */
export interface PlotSeries {
  readonly name: string;
  readonly pane: 'price' | 'lower';
  readonly values: Float64Array;
}

export interface StrategyInput {
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly bars: Bars;
  readonly slices: SessionSlices;
}

/** A strategy bound to one instrument's bars. `onBar` is called once per closed bar, ascending. */
export interface StrategyRun {
  onBar(i: number, position: PositionView | null): readonly Intent[];
  /**
   * First bar at or after `i` whose `onBar` could return anything, whatever the position; the number of bars when none is
   * left. Optional: lets the loop pass over quiet bars without asking. Must not depend on bars after the one it names in any
   * way that `onBar` would not.
   */
  nextBar?(i: number): number;
  /** Indicator values the decisions used, aligned with the bars. */
  plots(): readonly PlotSeries[];
}

export interface Strategy {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  /** Two or three sentences for the form. */
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  /** Signal interval the strategy was designed for. */
  readonly defaultInterval: Interval;
  /** Bars before which its indicators are not trustworthy. */
  readonly warmupBars: number;
  /** What is wrong with values that are each in range but contradict one another. Checked before anything runs. */
  contradictions?(parameters: ParameterValues): readonly ParameterProblem[];
  prepare(input: StrategyInput, parameters: ParameterValues): StrategyRun;
}

/** Returned by `onBar` when there is nothing to do; shared so that quiet bars allocate nothing. */
export const NO_INTENTS: readonly Intent[] = Object.freeze([]);
