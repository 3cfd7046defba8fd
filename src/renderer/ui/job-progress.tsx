// One job as it runs: stage, percent, rate, remaining time, cancel. Used by the jobs popover, the wizard, run forms and Monitor.
// Shows what it is given; `useJob` (app/jobs.ts) keeps the job fresh.

import { ActionIcon, Button, Progress, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Job } from '../../contracts/jobs.ts';
import { ErrorNote } from './error-state.tsx';
import styles from './job-progress.module.css';
import { isActive, jobFigures } from './job-words.ts';
import { StateMark } from './state-mark.tsx';
import { useNow } from './use-now.ts';

export interface JobProgressProps {
  readonly job: Job;
  readonly onCancel?: () => void;
  readonly onRerun?: () => void;
  /** Where the result is, shown once done. */
  readonly doneAction?: ReactNode;
  readonly compact?: boolean;
}

export function JobProgress({ job, onCancel, onRerun, doneAction, compact = false }: JobProgressProps) {
  const active = isActive(job);
  const now = useNow(active ? 1000 : null);
  const figures = jobFigures(job, now);
  return (
    <div className={styles.job} data-job={job.id} data-state={job.state}>
      <div className={styles.head}>
        <span className={styles.title} title={job.title}>
          {job.title}
        </span>
        {active ? <span className={styles.percent}>{figures.percent} %</span> : null}
        <StateMark state={job.state} />
        {active && onCancel ? (
          compact ? (
            <Tooltip label="Cancel">
              <ActionIcon size={22} aria-label={`Cancel ${job.title}`} onClick={onCancel}>
                <IconX size={14} />
              </ActionIcon>
            </Tooltip>
          ) : (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )
        ) : null}
        {job.state === 'done' ? doneAction : null}
        {!active && job.state !== 'done' && onRerun ? (
          <Button variant="default" onClick={onRerun}>
            Run again
          </Button>
        ) : null}
      </div>
      {active ? (
        <Progress
          value={figures.percent}
          size={compact ? 3 : 5}
          aria-label={`${job.title}: ${figures.percent} percent`}
          transitionDuration={150}
        />
      ) : null}
      <div className={styles.facts}>
        {active ? (
          <>
            <span className={styles.stage}>
              {job.state === 'queued' ? 'Waits for its turn' : job.progress.stage}
            </span>
            {figures.amount ? <span>{figures.amount}</span> : null}
            {figures.rate ? <span>{figures.rate}</span> : null}
            {figures.remaining ? <span>{figures.remaining} IST</span> : null}
          </>
        ) : figures.elapsed ? (
          <span>took {figures.elapsed}</span>
        ) : null}
      </div>
      {job.error && !compact ? <ErrorNote error={job.error} /> : null}
    </div>
  );
}
