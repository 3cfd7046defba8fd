// Listens to every job change once per window: keeps the cached jobs fresh, refreshes what a finished job may have changed, and
// raises one quiet notification with a link when a job ends that nothing on screen shows. Mounted by the frame.

import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect } from 'react';
import type { Job } from '../../contracts/jobs.ts';
import { isActive, STATE_WORDS } from '../ui/job-words.ts';
import { useTRPC } from './api.ts';
import { useConnection } from './connection.tsx';
import { isWatched, JOB_LIST_INPUT } from './jobs.ts';
import { recordError } from './last-error.ts';
import { mergeJob } from './merge-job.ts';
import { isOwnDoing, resultLink } from './result-link.ts';

/** How long an ended job may stay unseen before a notification speaks for it. */
const UNSEEN_MS = 600;

export function JobsFeed() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const connection = useConnection();

  const refreshAfter = (job: Job) => {
    void cache.invalidateQueries(trpc.system.info.queryFilter());
    void cache.invalidateQueries(trpc.backtests.pathFilter());
    if (
      job.kind === 'dataset' ||
      job.kind === 'dataset-verify' ||
      job.kind === 'dataset-export' ||
      job.kind === 'dataset-import'
    )
      void cache.invalidateQueries(trpc.datasets.pathFilter());
    if (job.kind === 'training') void cache.invalidateQueries(trpc.training.pathFilter());
    if (job.kind === 'import' || job.kind === 'sample') {
      void cache.invalidateQueries(trpc.market.pathFilter());
      void cache.invalidateQueries(trpc.imports.pathFilter());
    }
  };

  const announce = (job: Job) => {
    if (isWatched(job.id) || isOwnDoing(job)) return;
    const link = resultLink(job);
    notifications.show({
      id: job.id,
      title: `${STATE_WORDS[job.state]}: ${job.title}`,
      message: job.state === 'done' ? link.words : (job.error?.message ?? 'Open Monitor to see why.'),
      color: job.state === 'done' ? 'blue' : 'yellow',
      autoClose: job.state === 'done' ? 8000 : false,
      closeButtonProps: { 'aria-label': 'Dismiss' },
      style: { cursor: 'pointer' },
      onClick: () => {
        notifications.hide(job.id);
        void navigate(link.to);
      },
    });
  };

  const receive = (job: Job) => {
    const before = cache.getQueryData(trpc.jobs.get.queryKey({ jobId: job.id }));
    const known = cache
      .getQueryData(trpc.jobs.list.queryKey(JOB_LIST_INPUT))
      ?.find((candidate) => candidate.id === job.id);
    cache.setQueryData(trpc.jobs.list.queryKey(JOB_LIST_INPUT), (jobs) => mergeJob(jobs, job));
    cache.setQueryData(trpc.jobs.get.queryKey({ jobId: job.id }), job);
    const previous = before ?? known;
    if (!isActive(job) && (previous === undefined || isActive(previous))) {
      refreshAfter(job);
      if (job.error) recordError(job.error);
      // A short job may end before the page that started it has its id and shows it.
      if (!isWatched(job.id)) setTimeout(() => announce(job), UNSEEN_MS);
    }
  };

  useSubscription(trpc.jobs.watch.subscriptionOptions(undefined, { onData: receive }));

  // What happened while the link was down is unknown: read the list again.
  useEffect(() => {
    if (connection === 'open') void cache.invalidateQueries(trpc.jobs.pathFilter());
  }, [connection, cache, trpc]);
  return null;
}
