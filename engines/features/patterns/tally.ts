// Counts of a pattern's outcomes as they are shown: a rate and a mean move only from enough of them. Called by the pattern study for
// every instrument and month, and by whatever shows its tables. See [Note: outcome of a pattern] in win-rates.ts.

import { type ShareInterval, wilsonInterval } from './wilson.ts';
import { LEAST_COUNT } from './win-rates.ts';

export interface PatternTally {
  /** Occurrences, judged or not. */
  readonly found: number;
  /** Occurrences whose outcome is known. */
  readonly count: number;
  /** Null, like everything below, under `LEAST_COUNT` outcomes. */
  readonly wins: number | null;
  readonly winRate: number | null;
  /** Wilson, 95 %, as if outcomes were independent. */
  readonly interval: ShareInterval | null;
  /** Mean of the moves in the pattern's direction, less the cost, as a fraction of the price. */
  readonly meanMove: number | null;
}

/** Sums behind a tally; they add up over months and instruments. */
export interface PatternSums {
  readonly found: number;
  readonly count: number;
  readonly wins: number;
  readonly moves: number;
}

export const NO_SUMS: PatternSums = { found: 0, count: 0, wins: 0, moves: 0 };

/** `move` as in `PatternMoves`: NaN counts as found, not as an outcome. */
export function withMove(sums: PatternSums, move: number, costFraction: number): PatternSums {
  const judged = !Number.isNaN(move);
  return {
    found: sums.found + 1,
    count: sums.count + (judged ? 1 : 0),
    wins: sums.wins + (move > costFraction ? 1 : 0),
    moves: sums.moves + (judged ? move : 0),
  };
}

export function addSums(one: PatternSums, other: PatternSums): PatternSums {
  return {
    found: one.found + other.found,
    count: one.count + other.count,
    wins: one.wins + other.wins,
    moves: one.moves + other.moves,
  };
}

export function tallyOfSums(
  { found, count, wins, moves }: PatternSums,
  costFraction: number,
  leastCount = LEAST_COUNT,
): PatternTally {
  return count < leastCount
    ? tallyOf(found, count, null, null)
    : tallyOf(found, count, wins, moves / count - costFraction);
}

/** A tally from its stored figures. `wins` null where there were too few outcomes. */
export function tallyOf(
  found: number,
  count: number,
  wins: number | null,
  meanMove: number | null,
): PatternTally {
  return {
    found,
    count,
    wins,
    winRate: wins === null ? null : wins / count,
    interval: wins === null ? null : wilsonInterval(wins, count),
    meanMove,
  };
}
