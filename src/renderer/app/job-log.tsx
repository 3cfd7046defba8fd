// The tail of a job's log, read again while the job works. Used by Monitor and by pages of runs that are one long job.

import { useQuery } from '@tanstack/react-query';
import type { Job } from '../../contracts/jobs.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { isActive } from '../ui/job-words.ts';
import { useTRPC } from './api.ts';

const LOG_LINES = 200;

export function JobLog({ job }: { readonly job: Pick<Job, 'id' | 'state'> }) {
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
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <pre tabIndex={0}>{text === '' ? 'Nothing written yet.' : text}</pre>
      {text === '' ? null : <CopyButton text={text} label="Copy log" mt={8} />}
    </>
  );
}
