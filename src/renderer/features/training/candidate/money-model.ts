// What charges took, and which stored backtests can stand beside this one. Pure.

import type { CandidateSummary, MoneyScores } from '../../../../contracts/training-results.ts';
import { formatPercent } from '../../../ui/format.ts';

/** The comparison takes six runs. */
const MOST_RUNS = 6;

/** `77 % of what was earned before them`; where nothing was earned there is nothing to take a share of. */
export function chargeShare({ grossPnl, charges }: Pick<MoneyScores, 'grossPnl' | 'charges'>): string {
  if (!(grossPnl > 0)) return 'nothing was earned before them';
  return `${formatPercent(charges / grossPnl, 0)} of what was earned before them`;
}

/** Stored backtests of the candidates of one training, this one first, the others by rank; at most six. */
export function comparableRuns(
  own: Pick<CandidateSummary, 'id' | 'money'>,
  candidates: readonly Pick<CandidateSummary, 'id' | 'rank' | 'money'>[],
): readonly string[] {
  const ownRun = own.money?.runId;
  if (!ownRun) return [];
  const others = [...candidates]
    .filter((one) => one.id !== own.id)
    .sort((a, b) => a.rank - b.rank)
    .flatMap((one) => one.money?.runId ?? []);
  return [...new Set([ownRun, ...others])].slice(0, MOST_RUNS);
}
