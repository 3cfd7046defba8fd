// Every job the queue remembers, newest first; a click opens its detail.

import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Job } from '../../../contracts/jobs.ts';
import { useTRPC } from '../../app/api.ts';
import { JOB_LIST_INPUT } from '../../app/jobs.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../ui/data-table/table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDuration } from '../../ui/format.ts';
import { JobStateMark } from '../../ui/job-state-mark.tsx';
import { isActive, JOB_KIND_WORDS, JOB_STATE_WORDS, jobFigures } from '../../ui/job-words.ts';
import { TableSkeleton } from '../../ui/skeletons.tsx';
import { Instant } from '../../ui/time.tsx';

function elapsedMs(job: Job): number {
  return job.startedAt === null ? Number.NaN : (job.endedAt ?? Date.now()) - job.startedAt;
}

const COLUMNS: readonly TableColumn<Job>[] = [
  { id: 'title', header: 'Job', width: 300, value: (job) => job.title },
  { id: 'kind', header: 'Kind', width: 150, value: (job) => JOB_KIND_WORDS[job.kind] },
  {
    id: 'state',
    header: 'State',
    width: 120,
    value: (job) => JOB_STATE_WORDS[job.state],
    cell: (job) => <JobStateMark state={job.state} />,
  },
  {
    id: 'progress',
    header: 'Progress',
    width: 200,
    value: (job) => jobFigures(job, Date.now()).percent,
    cell: (job) =>
      isActive(job) ? (
        <Progress value={jobFigures(job, Date.now()).percent} size={4} aria-label={`${job.title} progress`} />
      ) : (
        <span className="ad-muted">{job.error?.message ?? job.progress.stage}</span>
      ),
  },
  {
    id: 'created',
    header: 'Queued (IST)',
    width: 190,
    value: (job) => new Date(job.createdAt).toISOString(),
    cell: (job) => <Instant time={job.createdAt} seconds />,
  },
  {
    id: 'took',
    header: 'Took',
    width: 96,
    align: 'right',
    value: elapsedMs,
    cell: (job) => formatDuration(elapsedMs(job)),
  },
];

export interface JobsViewProps {
  readonly openId: string | null;
  readonly onOpen: (job: Job) => void;
}

export function JobsView({ openId, onOpen }: JobsViewProps) {
  const jobs = useQuery(useTRPC().jobs.list.queryOptions(JOB_LIST_INPUT));
  if (jobs.isPending) return <TableSkeleton text="Reading the job queue…" />;
  if (jobs.error)
    return (
      <ErrorState error={jobs.error} title="The jobs could not be read" onRetry={() => void jobs.refetch()} />
    );
  return (
    <DataTable
      label="Jobs"
      name="jobs"
      columns={COLUMNS}
      rows={jobs.data}
      rowId={(job) => job.id}
      openId={openId}
      onOpen={onOpen}
      empty={
        <EmptyState title="No job has run yet">
          Imports, the sample market and backtests run as jobs. Each keeps its progress, result and log here.
        </EmptyState>
      }
    />
  );
}
