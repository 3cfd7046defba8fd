// What an indicator declares about itself. Every family file exports its functions and one or more definitions;
// `registry.ts` lists them, the contract suite, charts and features iterate them. Types only.

import type { Bar, Bars } from '../market/bars.ts';
import type { Session } from '../market/session.ts';

/**
 * [Note: missing values] Two policies, and nothing else:
 * - `restart`: indicators over a window of the last n values. A missing value empties the window, so the result is missing
 *   until n values in a row are there again (what a rolling window with all values required gives).
 * - `skip`: recursive and cumulative indicators. A bar with a missing value is passed over: the result there is missing,
 *   the memory stays as it was, the next bar continues from it. Restarting would throw away weeks of memory for one tick.
 * Missing means not finite. No value is ever filled in.
 */
export type MissingPolicy = 'restart' | 'skip';

export interface IndicatorParameter {
  readonly name: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly help: string;
}

export type IndicatorParameters = Readonly<Record<string, number>>;

export type IndicatorInputName = 'open' | 'high' | 'low' | 'close' | 'volume' | 'session';

/** What is known before the first bar: the calendar of the bars to come, and how long one bar lasts. */
export interface IndicatorContext {
  /** Ascending; session numbers point into it. The calendar is public beforehand, so a scheduled close is no hindsight. */
  readonly sessions: readonly Session[];
  readonly intervalMs: number;
}

/** Bars and, for indicators that know sessions, the session number of each bar (−1 outside any; see `sessionNumbers`). */
export interface IndicatorInput extends IndicatorContext {
  readonly bars: Bars;
  readonly session: Int32Array;
}

export interface IndicatorStream {
  /** Values of the outputs in their declared order after this bar has closed. */
  next(bar: Bar, session: number): readonly number[];
}

export interface IndicatorDefinition {
  readonly id: string;
  readonly title: string;
  readonly inputs: readonly IndicatorInputName[];
  readonly parameters: readonly IndicatorParameter[];
  readonly outputs: readonly string[];
  /** Index of the first bar that can carry a value of the slowest output, on bars without gaps. */
  warmup(parameters: IndicatorParameters): number;
  readonly missing: MissingPolicy;
  /** Forgets everything at the start of a session. */
  readonly resetsEachSession: boolean;
  /** Where the formula comes from. */
  readonly source: string;
  /** One column per output, aligned with the bars. */
  batch(input: IndicatorInput, parameters: IndicatorParameters): readonly Float64Array[];
  stream(parameters: IndicatorParameters, context: IndicatorContext): IndicatorStream;
}

/** A one-number stream over one column. */
export interface ValueStream {
  next(value: number): number;
}

export function period(name: string, standard: number, help: string, max = 5000): IndicatorParameter {
  return { name, default: standard, min: 1, max, help };
}
