// The 24 px line at the foot: data folder, database size, the running job, the last error, version.

import { Progress } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Job } from '../../../contracts/jobs.ts';
import { formatBytes, formatClock } from '../../ui/format.ts';
import { jobFigures } from '../../ui/job-words.ts';
import { useNow } from '../../ui/use-now.ts';
import { useTRPC } from '../api.ts';
import { useActiveJobs } from '../jobs.ts';
import { useLastError } from '../last-error.ts';
import styles from './frame.module.css';

function RunningJob({ job }: { readonly job: Job }) {
  const now = useNow(1000);
  const figures = jobFigures(job, now);
  return (
    <span className={styles.statusJob}>
      <span>{job.title}</span>
      <Progress
        className={styles.statusBar}
        value={figures.percent}
        size={4}
        aria-label={`${job.title}: ${figures.percent} percent`}
      />
      <span>{figures.percent} %</span>
      {figures.remaining ? <span className="ad-muted">{figures.remaining.split(',')[0]}</span> : null}
    </span>
  );
}

export function StatusBar() {
  const trpc = useTRPC();
  const info = useQuery({ ...trpc.system.info.queryOptions(), refetchInterval: 60_000 }).data;
  const running = useActiveJobs().find((job) => job.state === 'running');
  const error = useLastError();
  const navigate = useNavigate();
  return (
    <footer className={styles.status}>
      {info ? (
        <>
          <span className={styles.folder} title={`Data folder: ${info.dataFolder}`}>
            {info.dataFolder}
          </span>
          <span title={info.databaseFile}>{formatBytes(info.databaseBytes)}</span>
          {info.readOnly ? <span>Read-only</span> : null}
        </>
      ) : null}
      {running ? <RunningJob job={running} /> : null}
      <span className={styles.grow} />
      {error ? (
        <button
          type="button"
          className={styles.statusError}
          title="Open the log on Monitor"
          onClick={() => void navigate({ to: '/monitor', search: { view: 'log' } })}
        >
          <IconAlertTriangle size={12} aria-hidden />
          <span>
            {formatClock(error.at)} {error.words.message}
          </span>
        </button>
      ) : null}
      {info ? <span>AnchorDesk {info.version}</span> : null}
    </footer>
  );
}
