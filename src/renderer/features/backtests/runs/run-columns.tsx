// Columns of the runs table.

import type { RunSummary } from '../../../../contracts/backtests.ts';
import type { Job } from '../../../../contracts/jobs.ts';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import {
  formatDateRange,
  formatDuration,
  formatNumber,
  formatPercent,
  formatRatio,
} from '../../../ui/format.ts';
import { jobFigures, STATE_WORDS } from '../../../ui/job-words.ts';
import { Money } from '../../../ui/money.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Instant } from '../../../ui/time.tsx';
import { RunBadges } from '../run-badges.tsx';
import { POLICY_WORDS } from '../run-words.ts';

const figure = (run: RunSummary, name: keyof NonNullable<RunSummary['headline']>): number =>
  run.headline?.[name] ?? Number.NaN;

function StateCell({ run, job }: { readonly run: RunSummary; readonly job: Job | undefined }) {
  if (run.state !== 'running') return <StateMark state={run.state} />;
  if (job?.state !== 'running') return <StateMark state={job?.state === 'queued' ? 'queued' : 'running'} />;
  return (
    <span className="ad-number" title={job.progress.stage}>
      Running, {jobFigures(job, Date.now()).percent} %
    </span>
  );
}

export function runColumns(jobOf: (run: RunSummary) => Job | undefined): readonly TableColumn<RunSummary>[] {
  return [
    {
      id: 'name',
      header: 'Run',
      width: 290,
      value: (run) => run.name,
      cell: (run) => <span title={run.name}>{run.name}</span>,
    },
    {
      id: 'marks',
      header: 'Marks',
      width: 250,
      value: (run) =>
        [
          POLICY_WORDS[run.fillPolicy].short,
          run.synthetic ? 'synthetic' : '',
          run.origin === 'legacy-import' ? 'imported' : '',
        ].join(' '),
      cell: (run) => (
        <span style={{ display: 'inline-flex', gap: 4 }}>
          <RunBadges run={run} />
        </span>
      ),
    },
    {
      id: 'state',
      header: 'State',
      width: 116,
      value: (run) => STATE_WORDS[run.state],
      cell: (run) => <StateCell run={run} job={jobOf(run)} />,
    },
    {
      id: 'net',
      header: 'Net',
      width: 96,
      align: 'right',
      value: (run) => figure(run, 'netPnl'),
      cell: (run) => <Money value={figure(run, 'netPnl')} signed compact />,
    },
    {
      id: 'trades',
      header: 'Trades',
      width: 72,
      align: 'right',
      value: (run) => figure(run, 'trades'),
      cell: (run) => formatNumber(figure(run, 'trades')),
    },
    {
      id: 'hit',
      header: 'Won',
      width: 72,
      align: 'right',
      value: (run) => figure(run, 'hitRate') * 100,
      cell: (run) => formatPercent(figure(run, 'hitRate')),
      help: 'Hit rate: share of trades above zero after charges',
    },
    {
      id: 'sharpe',
      header: 'Sharpe',
      width: 72,
      align: 'right',
      value: (run) => figure(run, 'sharpe'),
      cell: (run) => formatRatio(figure(run, 'sharpe')),
      help: 'On daily equity, √252',
    },
    {
      id: 'pf',
      header: 'Profit factor',
      width: 96,
      align: 'right',
      value: (run) => figure(run, 'profitFactor'),
      cell: (run) => formatRatio(figure(run, 'profitFactor')),
    },
    {
      id: 'drawdown',
      header: 'Drawdown',
      width: 96,
      align: 'right',
      value: (run) => figure(run, 'maxDrawdown'),
      cell: (run) => <Money value={figure(run, 'maxDrawdown')} compact />,
      help: 'Deepest fall below a former peak of daily closing equity',
    },
    {
      id: 'charges',
      header: 'Charges',
      width: 96,
      align: 'right',
      hidden: true,
      value: (run) => figure(run, 'charges'),
      cell: (run) => <Money value={figure(run, 'charges')} compact />,
    },
    {
      id: 'strategy',
      header: 'Strategy',
      width: 130,
      value: (run) => `${run.strategyId} ${run.strategyVersion}`,
    },
    { id: 'interval', header: 'Interval', width: 72, value: (run) => run.interval },
    {
      id: 'range',
      header: 'Sessions',
      width: 178,
      value: (run) => `${run.from} – ${run.to}`,
      cell: (run) => formatDateRange(run.from, run.to),
    },
    {
      id: 'instruments',
      header: 'Instruments',
      width: 96,
      align: 'right',
      value: (run) => run.instruments.length || null,
      filterText: (run) => run.instruments.join(' '),
    },
    {
      id: 'created',
      header: 'Started (IST)',
      width: 170,
      value: (run) => new Date(run.createdAt).toISOString(),
      cell: (run) => <Instant time={run.createdAt} />,
    },
    {
      id: 'took',
      header: 'Took',
      width: 72,
      align: 'right',
      value: (run) => run.elapsedMs,
      cell: (run) => formatDuration(run.elapsedMs ?? Number.NaN),
    },
  ];
}
