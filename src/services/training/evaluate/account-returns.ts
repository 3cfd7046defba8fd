// Daily returns of the account a candidate was traded in, one per day whatever became of it: what its ratio is deflated by and what
// candidates are compared over. Called by the money of a candidate.

import { dailyReturns } from '../../../../engines/backtest/metrics-ratios.ts';

/**
 * `equity`: at the end of each day, after charges, rupees; `start`: before the first. An account that was ruined earns nothing on the days
 * after: they have no return of their own, and a run must not fail for one candidate's ruin.
 */
export function accountReturns(equity: readonly number[], start: number): Float64Array {
  return dailyReturns(equity, start).map((own) => (Number.isFinite(own) ? own : 0));
}
