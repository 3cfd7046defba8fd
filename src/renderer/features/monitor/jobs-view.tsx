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
import { isActive, JOB_KIND_WORDS, jobFigures, jobOutcome, STATE_WORDS } from '../../ui/job-words.ts';
import { TableSkeleton } from '../../ui/skeletons.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Instant } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './monitor.module.css';

function ProgressCell({ job }: { readonly job: Job }) {
  const active = isActive(job);
  const now = useNow(active ? 1000 : null);
  const words = jobOutcome(job, now);
  const { percent } = jobFigures(job, now);
  return (
    <div className={styles.progress} title={words}>
      {active ? (
        <Progress className={styles.bar} value={percent} size={4} aria-label={`${job.title} progress`} />
      ) : null}
      <span className={styles.outcome}>{words}</span>
    </div>
  );
}

const COLUMNS: readonly TableColumn<Job>[] = [
  { id: 'title', header: 'Job', width: 270, value: (job) => job.title },
  { id: 'kind', header: 'Kind', width: 130, value: (job) => JOB_KIND_WORDS[job.kind] },
  {
    id: 'state',
    header: 'State',
    width: 104,
    value: (job) => STATE_WORDS[job.state],
    cell: (job) => <StateMark state={job.state} />,
  },
  {
    id: 'progress',
    header: 'Progress',
    width: 280,
    value: (job) => jobOutcome(job, Date.now()),
    cell: (job) => <ProgressCell job={job} />,
  },
  {
    id: 'created',
    header: 'Queued (IST)',
    width: 190,
    value: (job) => new Date(job.createdAt).toISOString(),
    cell: (job) => <Instant time={job.createdAt} seconds />,
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
