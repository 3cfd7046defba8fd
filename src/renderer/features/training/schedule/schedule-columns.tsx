// Columns of the schedule and of its reports.

import { Link } from '@tanstack/react-router';
import type { ScheduleEntry, WeekendReport } from '../../../../contracts/training-schedule.ts';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import {
  formatDateRange,
  formatDuration,
  formatNumber,
  formatRatio,
  istDateOf,
  NONE,
} from '../../../ui/format.ts';
import { Instant } from '../../../ui/time.tsx';
import { rhythmWords } from './schedule-model.ts';

export const ENTRY_COLUMNS: readonly TableColumn<ScheduleEntry>[] = [
  {
    id: 'name',
    header: 'Entry',
    width: 260,
    value: (entry) => entry.name,
    cell: (entry) => <span title={entry.name}>{entry.name}</span>,
  },
  { id: 'when', header: 'When (IST)', width: 240, value: rhythmWords },
  {
    id: 'next',
    header: 'Next start (IST)',
    width: 178,
    value: (entry) => entry.nextAt,
    cell: (entry) =>
      entry.nextAt === null ? (
        <span className="ad-muted">switched off</span>
      ) : (
        <Instant time={entry.nextAt} />
      ),
  },
  {
    id: 'last',
    header: 'Last start (IST)',
    width: 178,
    value: (entry) => entry.lastStartedAt,
    cell: (entry) =>
      entry.lastStartedAt === null ? (
        <span className="ad-muted">never</span>
      ) : entry.lastRunId === null ? (
        <Instant time={entry.lastStartedAt} />
      ) : (
        <Link
          to="/training/runs/$runId"
          params={{ runId: entry.lastRunId }}
          onClick={(event) => event.stopPropagation()}
        >
          <Instant time={entry.lastStartedAt} />
        </Link>
      ),
  },
  {
    id: 'refresh',
    header: 'Dataset',
    width: 116,
    value: (entry) => (entry.refreshDataset ? 'built again' : 'as it is'),
  },
  {
    id: 'words',
    header: 'Note',
    width: 420,
    value: (entry) => entry.lastWords,
    cell: (entry) => <span title={entry.lastWords ?? undefined}>{entry.lastWords ?? NONE}</span>,
  },
];

export const REPORT_COLUMNS: readonly TableColumn<WeekendReport>[] = [
  {
    id: 'days',
    header: 'Report',
    width: 200,
    value: (report) => `${istDateOf(report.from)} – ${istDateOf(report.to)}`,
    cell: (report) => formatDateRange(istDateOf(report.from), istDateOf(report.to)),
  },
  {
    id: 'ran',
    header: 'Runs',
    width: 64,
    align: 'right',
    value: (report) => report.ran.length,
    cell: (report) => formatNumber(report.ran.length),
  },
  {
    id: 'failed',
    header: 'Failed',
    width: 64,
    align: 'right',
    value: (report) => report.failed.length,
    cell: (report) =>
      report.failed.length === 0 ? (
        NONE
      ) : (
        <span style={{ color: 'var(--ad-amber)' }}>{formatNumber(report.failed.length)}</span>
      ),
  },
  {
    id: 'best',
    header: 'Best candidate',
    width: 280,
    value: (report) => report.won[0]?.title,
    cell: (report) => {
      const [best] = report.won;
      return best
        ? `${best.title}, AUC ${formatRatio(best.auc, 3)}${best.passed ? '' : ', below the gates'}`
        : NONE;
    },
  },
  {
    id: 'worked',
    header: 'Worked',
    width: 92,
    align: 'right',
    value: (report) => report.budget.usedMs,
    cell: (report) => formatDuration(report.budget.usedMs),
  },
  {
    id: 'made',
    header: 'Made (IST)',
    width: 178,
    value: (report) => report.createdAt,
    cell: (report) => <Instant time={report.createdAt} />,
  },
];
