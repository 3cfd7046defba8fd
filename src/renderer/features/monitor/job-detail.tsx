// One job in full: progress, error, times, what it was asked, what it returned, and the tail of its log.

import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Job } from '../../../contracts/jobs.ts';
import { JobLog } from '../../app/job-log.tsx';
import { useJob, useJobCommands } from '../../app/jobs.ts';
import { resultLink } from '../../app/result-link.ts';
import { ErrorNote } from '../../ui/error-state.tsx';
import { JobProgress } from '../../ui/job-progress.tsx';
import { WaitingWords } from '../../ui/skeletons.tsx';
import { Instant } from '../../ui/time.tsx';
import styles from './monitor.module.css';

function Json({ title, value }: { readonly title: string; readonly value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <details>
      <summary>{title}</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}

export interface JobDetailProps {
  readonly jobId: string;
  readonly onShow: (job: Job) => void;
}

export function JobDetail({ jobId, onShow }: JobDetailProps) {
  const job = useJob(jobId);
  const commands = useJobCommands();
  const navigate = useNavigate();
  if (!job) return <WaitingWords text="Reading the job…" />;
  const link = resultLink(job);
  return (
    <div className={styles.detail}>
      {commands.error ? <ErrorNote error={commands.error} /> : null}
      <JobProgress
        job={job}
        onCancel={() => commands.cancel(job)}
        onRerun={() => commands.rerun(job, onShow)}
        doneAction={
          link.to.to === '/monitor' ? null : (
            <Button variant="default" onClick={() => void navigate(link.to)}>
              {link.words}
            </Button>
          )
        }
      />
      <dl className={styles.facts}>
        <dt>Queued</dt>
        <dd>
          <Instant time={job.createdAt} seconds /> IST
        </dd>
        <dt>Started</dt>
        <dd>
          <Instant time={job.startedAt ?? Number.NaN} seconds />
        </dd>
        <dt>Ended</dt>
        <dd>
          <Instant time={job.endedAt ?? Number.NaN} seconds />
        </dd>
        <dt>Id</dt>
        <dd className="ad-mono">{job.id}</dd>
        {job.rerunOf ? (
          <>
            <dt>Repeats</dt>
            <dd>
              <Link to="/monitor" search={{ job: job.rerunOf }} className="ad-mono">
                {job.rerunOf}
              </Link>
            </dd>
          </>
        ) : null}
      </dl>
      <Json title="Asked for" value={job.payload} />
      <Json title="Result" value={job.result} />
      <section>
        <h3>Log</h3>
        <JobLog job={job} />
      </section>
    </div>
  );
}
