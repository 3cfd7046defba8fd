// Jobs as the page sees them: the list, one job kept fresh, cancel and rerun. The feed (jobs-feed.tsx) writes every change
// into the same query cache, so these hooks re-render as the job moves.

import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Job } from '../../contracts/jobs.ts';
import { isActive } from '../ui/job-words.ts';
import { useTRPC } from './api.ts';

/** Jobs asked for at once; Monitor shows them all, the popover the active ones. */
export const JOB_LIST_INPUT = { limit: 200 } as const;

const watched = new Map<string, number>();

/** True while some component shows this job: then its end needs no notification. */
export function isWatched(jobId: string): boolean {
  return watched.has(jobId);
}

export function useJobs(): readonly Job[] {
  const trpc = useTRPC();
  return useQuery(trpc.jobs.list.queryOptions(JOB_LIST_INPUT)).data ?? [];
}

export function useActiveJobs(): readonly Job[] {
  return useJobs().filter(isActive);
}

/** One job, kept fresh; null while unknown. Its end raises no notification as long as the caller is mounted. */
export function useJob(jobId: string | null): Job | null {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.jobs.get.queryOptions({ jobId: jobId ?? '' }),
    enabled: jobId !== null,
    // The feed pushes changes; this only covers a change missed while the link was down.
    refetchInterval: ({ state }) => (state.data && !isActive(state.data) ? false : 5000),
  });
  useEffect(() => {
    if (jobId === null) return;
    watched.set(jobId, (watched.get(jobId) ?? 0) + 1);
    return () => {
      const left = (watched.get(jobId) ?? 1) - 1;
      if (left > 0) watched.set(jobId, left);
      else watched.delete(jobId);
    };
  }, [jobId]);
  return jobId === null ? null : (query.data ?? null);
}

export function useJobCommands() {
  const trpc = useTRPC();
  const cancel = useMutation(trpc.jobs.cancel.mutationOptions());
  const rerun = useMutation(trpc.jobs.rerun.mutationOptions());
  return {
    cancel: (job: Job) => cancel.mutate({ jobId: job.id }),
    rerun: (job: Job, onStarted?: (job: Job) => void) =>
      rerun.mutate({ jobId: job.id }, { onSuccess: (started) => onStarted?.(started) }),
    error: cancel.error ?? rerun.error,
  };
}
