// What charges took, and which stored backtests can stand beside this one. Pure.

import type {
  CandidateReport,
  CandidateSummary,
  MoneyScores,
} from '../../../../contracts/training-results.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';

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

/** What the acted rows were worth without an account around them: every signal taken, each with one position. */
export function rowsWorth(report: Pick<CandidateReport, 'perSegment' | 'intervals'>): string {
  const acted = report.perSegment.reduce((sum, segment) => sum + segment.acted, 0);
  if (acted === 0) return 'Without an account around them: no test row was acted on.';
  const net = report.perSegment.reduce(
    (sum, segment) => sum + (Number.isFinite(segment.net) ? segment.net : 0),
    0,
  );
  const { low, high } = report.intervals.net;
  const percent = (value: number) => formatPercent(value, 1, 'always');
  const range =
    Number.isFinite(low) && Number.isFinite(high)
      ? ` (90 % interval ${percent(low)} to ${percent(high)}${low < 0 && high > 0 ? ': even its sign is not certain' : ''})`
      : '';
  return `Without an account around them, the ${formatNumber(acted)} acted rows sum to ${percent(net)} of one position after charges${range}.`;
}
