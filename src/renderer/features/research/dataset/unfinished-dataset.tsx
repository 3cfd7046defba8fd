// A dataset that is still built, or whose build ended without a result: progress with cancel, or what happened, what was kept, and the
// same build again, which goes on from there.

import { Button } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Dataset } from '../../../../contracts/datasets.ts';
import { useTRPC } from '../../../app/api.ts';
import { useJob, useJobCommands } from '../../../app/jobs.ts';
import detail from '../../../ui/detail-page.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNote, ErrorState } from '../../../ui/error-state.tsx';
import { JobProgress } from '../../../ui/job-progress.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';

const KEPT = 'Instruments that were finished are kept; building it again goes on from there.';

export function UnfinishedDataset({ dataset }: { readonly dataset: Dataset }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const job = useJob(dataset.jobId);
  const commands = useJobCommands();
  const build = useMutation(
    trpc.datasets.build.mutationOptions({
      onSuccess: () => void cache.invalidateQueries(trpc.datasets.pathFilter()),
    }),
  );
  if (dataset.state === 'building')
    return (
      <div className={detail.progress}>
        {job ? (
          <JobProgress job={job} onCancel={() => commands.cancel(job)} />
        ) : (
          <p>Waiting for the queue…</p>
        )}
        <p className="ad-muted">
          Features and labels are computed instrument by instrument, then the proof runs on the rows. You can
          leave this page; the build goes on and says when it is done.
        </p>
        {commands.error ? <ErrorNote error={commands.error} title="The build was not cancelled" /> : null}
      </div>
    );
  const { request } = dataset;
  const actions = request ? (
    <>
      <Button
        leftSection={<IconRepeat size={14} />}
        loading={build.isPending}
        onClick={() => build.mutate(request)}
      >
        Build again
      </Button>
      <LinkButton to="/research/datasets/new" search={{ from: dataset.id }} variant="default">
        Open it in the form
      </LinkButton>
    </>
  ) : null;
  return (
    <>
      {build.error ? <ErrorNote error={build.error} title="The build was not started" /> : null}
      {dataset.state === 'cancelled' ? (
        <EmptyState title="This build was cancelled" actions={actions}>
          {KEPT}
        </EmptyState>
      ) : (
        <ErrorState
          error={
            job?.error ?? new Error(dataset.error ?? 'AnchorDesk ended while this dataset was being built.')
          }
          title={dataset.state === 'interrupted' ? 'This build was interrupted' : 'This build failed'}
          // An interrupted job says itself what was kept.
          {...(dataset.state === 'interrupted' && job?.error ? {} : { kept: KEPT })}
          actions={actions}
        />
      )}
    </>
  );
}
