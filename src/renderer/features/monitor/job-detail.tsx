// One job in full: progress, error, times, what it was asked, what it returned, and the tail of its log.

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Job } from '../../../contracts/jobs.ts';
import { useTRPC } from '../../app/api.ts';
import { useJob, useJobCommands } from '../../app/jobs.ts';
import { resultLink } from '../../app/result-link.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNote } from '../../ui/error-state.tsx';
import { JobProgress } from '../../ui/job-progress.tsx';
import { isActive } from '../../ui/job-words.ts';
import { WaitingWords } from '../../ui/skeletons.tsx';
import { Instant } from '../../ui/time.tsx';
import styles from './monitor.module.css';

const LOG_LINES = 200;

function Json({ title, value }: { readonly title: string; readonly value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <details>
      <summary>{title}</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}

function JobLog({ job }: { readonly job: Job }) {
  const trpc = useTRPC();
  const log = useQuery({
    ...trpc.jobs.log.queryOptions({ jobId: job.id, lines: LOG_LINES }),
    refetchInterval: isActive(job) ? 1000 : false,
    // The last lines arrive with the end of the job.
    staleTime: 0,
  });
  if (log.error) return <ErrorNote error={log.error} title="The log could not be read" />;
  const text = log.data?.join('\n') ?? '';
  return (
    <section>
      <h3>Log</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <pre tabIndex={0}>{text === '' ? 'Nothing written yet.' : text}</pre>
      {text === '' ? null : <CopyButton text={text} label="Copy log" mt={8} />}
    </section>
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
      <JobLog job={job} />
    </div>
  );
}
