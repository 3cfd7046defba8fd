// How often a pattern was followed by what it promises: counted on an instrument's own bars of one timeframe, with an interval, and
// only from outcomes that were over. Called by the patterns page and the command line. The published rates are never used here.

import type {
  IndicatorDefinition,
  IndicatorInput,
  IndicatorParameters,
} from '../../indicators/definition.ts';
import { sessionNumbers } from '../../indicators/session-numbers.ts';
import type { Bars } from '../../market/bars.ts';
import type { SessionSlices } from '../../market/session.ts';
import type { FeatureInput } from '../definition.ts';
import { type PatternDefinition, type PatternDirection, signOf } from './definition.ts';
import { PATTERNS } from './index.ts';
import { PUBLISHED_PATTERNS, type PublishedPattern } from './published.ts';
import { patternTemplate } from './template.ts';
import { type ShareInterval, wilsonInterval } from './wilson.ts';

export interface PatternStatisticsOptions {
  readonly intervalMs: number;
  /** Bars after the pattern's close at whose close it is judged. */
  readonly horizon: number;
  /** Cost of a round trip as a fraction of the price: a move must exceed it to be a win. */
  readonly costFraction: number;
  /** Fewer outcomes than this show no rate. Default 30. */
  readonly leastCount?: number;
  /** Bars of the pattern must lie in one session. Default false: as a chart shows them. */
  readonly sameSession?: boolean;
}

export const LEAST_COUNT = 30;

/** What is known of a pattern at the close of each bar: outcomes that were over by then. */
export interface PatternRecord {
  /** 1 where the pattern is on the bar. */
  readonly found: Uint8Array;
  readonly count: Int32Array;
  readonly wins: Int32Array;
}

export interface PatternStatistic {
  readonly id: string;
  readonly title: string;
  readonly direction: PatternDirection;
  readonly occurrences: number;
  /** Occurrences whose horizon ended in the same session without a missing bar; 0 for patterns without direction. */
  readonly count: number;
  /** Occurrences that cannot be judged: the session ended first, or bars are missing. */
  readonly unjudged: number;
  /** Null below `leastCount` outcomes and for patterns without direction. */
  readonly wins: number | null;
  readonly winRate: number | null;
  readonly interval: ShareInterval | null;
  readonly published: PublishedPattern | null;
}

/**
 * [Note: outcome of a pattern] Judged by close against close: from the pattern's bar to `horizon` bars later, in the same session
 * and without a missing bar between. It is a win where the move in the pattern's direction exceeds the cost. An outcome
 * enters the counts at the close of the bar that ends its horizon, so a count read at any bar knows nothing later. Patterns
 * without direction promise nothing and have no rate.
 */
function moveAt(
  { bars, session }: FeatureInput,
  at: number,
  sign: number,
  options: PatternStatisticsOptions,
): number {
  const end = at + options.horizon;
  if (end >= bars.length || session[at]! < 0 || session[at] !== session[end]) return Number.NaN;
  if (bars.openTime[end]! - bars.openTime[at]! !== options.horizon * options.intervalMs) return Number.NaN;
  // + 0: no move at all is 0 for either direction, never −0.
  return sign * (bars.close[end]! / bars.close[at]! - 1) + 0;
}

function checkOptions({ horizon, costFraction, leastCount = LEAST_COUNT }: PatternStatisticsOptions): void {
  if (!Number.isInteger(horizon) || horizon < 1)
    throw new RangeError(`the horizon must be a whole number of bars from 1 on, got ${horizon}`);
  if (!(costFraction >= 0 && costFraction < 1))
    throw new RangeError(`the cost must be a fraction of the price from 0 to below 1, got ${costFraction}`);
  if (!Number.isInteger(leastCount) || leastCount < 1)
    throw new RangeError(`the least count must be a whole number from 1 on, got ${leastCount}`);
}

/** The record of one pattern over a series, as of the close of every bar. Throws RangeError for bad options. */
export function patternRecord(
  pattern: PatternDefinition,
  bars: Bars,
  slices: SessionSlices,
  options: PatternStatisticsOptions,
): PatternRecord {
  checkOptions(options);
  return recordOf(pattern, featureInput(bars, slices, options.intervalMs), options);
}

function recordOf(
  pattern: PatternDefinition,
  input: FeatureInput,
  options: PatternStatisticsOptions,
): PatternRecord {
  const { bars } = input;
  const found = foundIn(pattern, input, options);
  const count = new Int32Array(bars.length);
  const wins = new Int32Array(bars.length);
  const sign = signOf(pattern.direction);
  let counted = 0;
  let won = 0;
  for (let i = 0; i < bars.length; i++) {
    const at = i - options.horizon;
    if (sign !== 0 && at >= 0 && found[at] === 1) {
      const move = moveAt(input, at, sign, options);
      if (!Number.isNaN(move)) counted++;
      if (move > options.costFraction) won++;
    }
    count[i] = counted;
    wins[i] = won;
  }
  return { found, count, wins };
}

function foundIn(
  pattern: PatternDefinition,
  input: FeatureInput,
  options: PatternStatisticsOptions,
): Uint8Array {
  const flags = patternTemplate(pattern).batch(input, { same_session: options.sameSession ? 1 : 0 });
  return Uint8Array.from(flags, (flag) => (flag === 1 ? 1 : 0));
}

/** Where one pattern stands, and what followed: see [Note: outcome of a pattern]. Both columns have one entry per occurrence. */
export interface PatternMoves {
  readonly pattern: PatternDefinition;
  /** Bars, ascending. */
  readonly at: Int32Array;
  /** Move in the pattern's direction before cost, as a fraction; NaN where it cannot be judged or nothing is promised. */
  readonly move: Float64Array;
}

/**
 * Every occurrence of every pattern over one instrument and timeframe, in the order of `PATTERNS`: for counts by month or by
 * instrument. Bars must be those of `slices`. Throws RangeError for bad options.
 */
export function patternMoves(
  bars: Bars,
  slices: SessionSlices,
  options: PatternStatisticsOptions,
): PatternMoves[] {
  checkOptions(options);
  const input = featureInput(bars, slices, options.intervalMs);
  return PATTERNS.map((pattern) => {
    const found = foundIn(pattern, input, options);
    const at = Int32Array.from(found.keys()).filter((i) => found[i] === 1);
    const sign = signOf(pattern.direction);
    const move = Float64Array.from(at, (i) => (sign === 0 ? Number.NaN : moveAt(input, i, sign, options)));
    return { pattern, at, move };
  });
}

/** Win rate known at the close of bar `i`, or null where too few outcomes were over. */
export function winRateAt(record: PatternRecord, i: number, leastCount = LEAST_COUNT): number | null {
  const count = record.count[i]!;
  return count >= leastCount ? record.wins[i]! / count : null;
}

/**
 * Every pattern over one instrument and timeframe, in the order of `PATTERNS`: what is known after the last bar. Bars must be those
 * of `slices`. Throws RangeError for bad options.
 */
export function patternStatistics(
  bars: Bars,
  slices: SessionSlices,
  options: PatternStatisticsOptions,
): PatternStatistic[] {
  checkOptions(options);
  const input = featureInput(bars, slices, options.intervalMs);
  return PATTERNS.map((pattern) => summarise(pattern, recordOf(pattern, input, options), options));
}

function summarise(
  { id, title, direction }: PatternDefinition,
  { found, count, wins }: PatternRecord,
  { leastCount = LEAST_COUNT }: PatternStatisticsOptions,
): PatternStatistic {
  let occurrences = 0;
  for (const flag of found) occurrences += flag;
  const judged = count.at(-1) ?? 0;
  const won = wins.at(-1) ?? 0;
  const shown = judged >= leastCount;
  return {
    id,
    title,
    direction,
    occurrences,
    count: judged,
    unjudged: direction === 'neutral' ? 0 : occurrences - judged,
    wins: shown ? won : null,
    winRate: shown ? won / judged : null,
    interval: shown ? wilsonInterval(won, judged) : null,
    published: PUBLISHED_PATTERNS[id] ?? null,
  };
}

/** Bars as features take them; indicators are computed once for all patterns. */
function featureInput(bars: Bars, slices: SessionSlices, intervalMs: number): FeatureInput {
  const known = new Map<string, readonly Float64Array[]>();
  const base: IndicatorInput = {
    bars,
    session: sessionNumbers(slices, bars.length),
    sessions: slices.sessions,
    intervalMs,
  };
  return {
    ...base,
    indicator(definition: IndicatorDefinition, parameters: IndicatorParameters) {
      const key = `${definition.id} ${JSON.stringify(parameters)}`;
      const columns = known.get(key) ?? definition.batch(base, parameters);
      known.set(key, columns);
      return columns;
    },
  };
}
