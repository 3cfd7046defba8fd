// A run as text: its headline figures, charges by kind, and what a reader must know about it.

import type { Metrics } from '../../../engines/backtest/contract.ts';
import type { Run, RunFlag } from '../../contracts/backtests.ts';
import { count, percent, ratio, rupees } from './format.ts';
import { pairs } from './table.ts';

/** `outcome` is left out for runs that were imported: nobody counted their signals. */
export function metricLines(metrics: Metrics, outcome?: Pick<Run, 'signals' | 'denials'>): string[] {
  const { charges } = metrics;
  return pairs([
    ['trades', `${count(metrics.trades)} in ${count(metrics.sessions)} sessions`],
    ...(outcome ? [['signals', signalWords(outcome)] as const] : []),
    ['net P&L', rupees(metrics.netPnl, true)],
    ['gross P&L', rupees(metrics.grossPnl, true)],
    [
      'charges',
      `${rupees(charges.total)} (brokerage ${rupees(charges.brokerage)}, STT ${rupees(charges.stt)})`,
    ],
    ['slippage', `${rupees(metrics.slippage)}, in the prices`],
    ['hit rate', percent(metrics.hitRate)],
    ['profit factor', ratio(metrics.profitFactor)],
    [
      'Sharpe',
      `${ratio(metrics.sharpe)}  95 % ${ratio(metrics.intervals.sharpe.low)} … ${ratio(metrics.intervals.sharpe.high)}`,
    ],
    ['max drawdown', `${rupees(metrics.maxDrawdown)} (${percent(metrics.maxDrawdownFraction)})`],
    // The whole basis is in --json and on the run's page; its first sentence says where the ratios come from.
    ['basis', metrics.basis.split('. ')[0]!],
  ]);
}

/** What became of the signals, most frequent refusal first: without it a run without trades explains nothing. */
export function signalWords({ signals, denials }: Pick<Run, 'signals' | 'denials'>): string {
  if (signals === 0) return 'none';
  const most = [...denials].sort((a, b) => b.count - a.count);
  const reasons = most.map((denial) => `${count(denial.count)} ${denial.reason.replaceAll('-', ' ')}`);
  return `${count(signals)}${reasons.length > 0 ? `, refused: ${reasons.join(', ')}` : ''}`;
}

export function flagLines(flags: readonly RunFlag[]): string[] {
  return flags.map(({ message }) => `! ${message}`);
}
