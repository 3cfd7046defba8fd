// One click to the comparison with the other rules: finds the stored counterpart, or queues it (and the waterfall) and opens the
// comparison when it is done.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Run } from '../../../../contracts/backtests.ts';
import type { Job } from '../../../../contracts/jobs.ts';
import { useClient, useTRPC } from '../../../app/api.ts';
import { useJob } from '../../../app/jobs.ts';
import { candidates, comparisonOrder, counterpartRequest, isCounterpart } from './counterpart.ts';

/** Stored runs looked into before a new one is queued. */
const LOOKED_AT = 6;

export interface Counterpart {
  begin(): void;
  readonly busy: boolean;
  /** The queued counterpart while it runs. */
  readonly job: Job | null;
  readonly error: unknown;
}

export function useCounterpart(run: Run): Counterpart {
  const client = useClient();
  const trpc = useTRPC();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [started, setStarted] = useState<{ runId: string; jobId: string } | null>(null);
  const [waterfallJob, setWaterfallJob] = useState<string | null>(null);
  const job = useJob(started?.jobId ?? null);
  // Watched, so that its end raises no notification: the comparison shows it.
  useJob(waterfallJob);

  const open = (otherId: string) =>
    void navigate({ to: '/backtests/compare', search: { runs: comparisonOrder(run, otherId) } });

  const begin = useMutation({
    mutationFn: async () => {
      if (!run.request) return;
      const stored = candidates(await client.backtests.list.query(), run).slice(0, LOOKED_AT);
      for (const { id } of stored)
        if (isCounterpart(run, await client.backtests.get.query({ runId: id }))) return open(id);
      const { runId, job: queued } = await client.backtests.start.mutate(
        counterpartRequest(run.request, run.name),
      );
      setStarted({ runId, jobId: queued.id });
      await cache.invalidateQueries(trpc.backtests.list.queryFilter());
      if ((await client.backtests.waterfall.query({ runId: run.id })) === null)
        setWaterfallJob((await client.backtests.startWaterfall.mutate({ runId: run.id })).id);
    },
  });

  const done = job?.state === 'done';
  // biome-ignore lint/correctness/useExhaustiveDependencies: opens once, when the queued run is done
  useEffect(() => {
    if (done && started) open(started.runId);
  }, [done]);

  return {
    begin: () => begin.mutate(),
    busy: begin.isPending || (job !== null && (job.state === 'queued' || job.state === 'running')),
    job: job && job.state !== 'done' ? job : null,
    error: begin.error,
  };
}
