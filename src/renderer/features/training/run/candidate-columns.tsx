// Columns of the ranked candidates of a run. The best segment is shown, greyed: nothing is ever ranked by it.

import { type CandidateSummary, judgedAuc } from '../../../../contracts/training-results.ts';
import { Badge } from '../../../ui/badge.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatNumber, formatPercent, formatRatio } from '../../../ui/format.ts';
import { Money } from '../../../ui/money.tsx';

const money = (name: 'netPnl' | 'sharpe' | 'trades' | 'maxDrawdown') => (one: CandidateSummary) =>
  one.money?.[name] ?? Number.NaN;

export const CANDIDATE_COLUMNS: readonly TableColumn<CandidateSummary>[] = [
  {
    id: 'title',
    header: 'Candidate',
    width: 230,
    value: (one) => one.title,
    filterText: (one) => (one.idle ? `${one.title} no trades` : one.title),
    cell: (one) => (
      <span title={one.title}>
        {one.title}
        {one.idle ? <span className="ad-muted"> · no trades</span> : null}
      </span>
    ),
  },
  {
    id: 'rank',
    header: 'Rank',
    width: 72,
    align: 'right',
    value: (one) => one.rank,
    help: 'By the mean and the worst segment together',
  },
  {
    id: 'gates',
    header: 'Gates',
    width: 118,
    value: (one) => (one.passed ? 'passed' : 'below'),
    cell: (one) =>
      one.passed ? (
        <Badge tone="accent">Passed</Badge>
      ) : (
        <Badge tone="amber" title={one.faults.join('\n')}>
          {one.faults.length === 1 ? '1 fault' : `${one.faults.length} faults`}
        </Badge>
      ),
    filterText: (one) => one.faults.join(' '),
  },
  {
    id: 'mean',
    header: 'Mean AUC ± sd',
    width: 116,
    align: 'right',
    value: (one) => one.meanAuc,
    cell: (one) => `${formatRatio(one.meanAuc, 3)} ± ${formatRatio(one.deviationAuc, 3)}`,
    help: 'Mean and standard deviation over the segments',
  },
  {
    id: 'worst',
    header: 'Worst',
    width: 64,
    align: 'right',
    value: (one) => one.worstAuc,
    cell: (one) => formatRatio(one.worstAuc, 3),
    help: 'AUC of the worst segment',
  },
  {
    id: 'best',
    header: 'Best, optimistic',
    width: 108,
    align: 'right',
    value: (one) => one.bestAuc,
    cell: (one) => <span className="ad-muted">{formatRatio(one.bestAuc, 3)}</span>,
    help: 'AUC of the best segment: shown, never ranked by. Picking it is picking luck',
  },
  {
    id: 'pooled',
    header: 'Pooled AUC',
    width: 96,
    align: 'right',
    value: (one) => one.pooled.auc,
    cell: (one) => formatRatio(one.pooled.auc, 3),
    help: 'Over the test rows of all segments together. The gate asks the lower of it and the mean inside the segments',
  },
  {
    id: 'band',
    header: 'Permuted labels',
    width: 118,
    value: (one) =>
      one.permutation ? `${one.permutation.low.toFixed(3)}–${one.permutation.high.toFixed(3)}` : null,
    cell: (one) => {
      if (!one.permutation) return <span className="ad-muted">–</span>;
      const { low, high } = one.permutation;
      const inside = judgedAuc(one) <= high;
      return (
        <span
          title={
            inside
              ? 'The AUC lies inside: the model found nothing'
              : 'The AUC lies above what permuted labels give'
          }
          style={inside ? { color: 'var(--ad-amber)' } : undefined}
        >
          {formatRatio(low, 3)} – {formatRatio(high, 3)}
          {inside ? ' in' : ''}
        </span>
      );
    },
    help: '90 % band of the AUC with labels permuted between days: inside it, nothing was found',
  },
  {
    id: 'net',
    header: 'Net',
    width: 92,
    align: 'right',
    value: money('netPnl'),
    cell: (one) => <Money value={money('netPnl')(one)} signed compact />,
    help: 'Out of sample, through the backtest engine, after dated charges',
  },
  {
    id: 'trades',
    header: 'Trades',
    width: 64,
    align: 'right',
    value: money('trades'),
    cell: (one) => formatNumber(money('trades')(one)),
  },
  {
    id: 'sharpe',
    header: 'Sharpe',
    width: 64,
    align: 'right',
    value: money('sharpe'),
    cell: (one) => formatRatio(money('sharpe')(one)),
    help: 'On daily equity, √252, after charges',
  },
  {
    id: 'deflated',
    header: 'Deflated',
    width: 72,
    align: 'right',
    value: (one) => one.deflated,
    cell: (one) => (one.deflated === null ? '–' : formatPercent(one.deflated, 0)),
    help: 'Chance that the true Sharpe ratio is above zero, after the best of all trials in the ledger',
  },
  {
    id: 'hold-out',
    header: 'Hold-out',
    width: 84,
    value: (one) => one.holdOut?.scores.auc,
    cell: (one) =>
      one.holdOut ? (
        <span title={one.holdOut.faults.join('\n') || undefined}>
          {formatRatio(one.holdOut.scores.auc, 3)}
        </span>
      ) : (
        <span className="ad-muted">closed</span>
      ),
    help: 'AUC on the reserved sessions, once opened',
  },
  {
    id: 'logLoss',
    header: 'Log-loss',
    width: 74,
    align: 'right',
    hidden: true,
    value: (one) => one.pooled.logLoss,
    cell: (one) => formatRatio(one.pooled.logLoss, 4),
  },
  {
    id: 'ece',
    header: 'ECE',
    width: 64,
    align: 'right',
    hidden: true,
    value: (one) => one.pooled.ece,
    cell: (one) => formatRatio(one.pooled.ece, 3),
    help: 'Expected calibration error, pooled',
  },
  {
    id: 'drawdown',
    header: 'Drawdown',
    width: 92,
    align: 'right',
    hidden: true,
    value: money('maxDrawdown'),
    cell: (one) => <Money value={money('maxDrawdown')(one)} compact />,
  },
];
