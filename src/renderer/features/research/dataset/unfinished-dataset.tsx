// A dataset that is still built, or whose build ended without a result: progress with cancel, or what happened and what was kept.

import type { Dataset } from '../../../../contracts/datasets.ts';
import { useJob, useJobCommands } from '../../../app/jobs.ts';
import detail from '../../../ui/detail-page.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNote, ErrorState } from '../../../ui/error-state.tsx';
import { JobProgress } from '../../../ui/job-progress.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';

const KEPT = 'Instruments that were finished are kept; building it again goes on from there.';

export function UnfinishedDataset({ dataset }: { readonly dataset: Dataset }) {
  const job = useJob(dataset.jobId);
  const commands = useJobCommands();
  const again = (
    <LinkButton to="/research/datasets/new" search={{ from: dataset.id }}>
      Open it in the form
    </LinkButton>
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
  if (dataset.state === 'cancelled')
    return (
      <EmptyState title="This build was cancelled" actions={again}>
        {KEPT}
      </EmptyState>
    );
  return (
    <ErrorState
      error={job?.error ?? new Error(dataset.error ?? 'AnchorDesk ended while this dataset was being built.')}
      title={dataset.state === 'interrupted' ? 'This build was interrupted' : 'This build failed'}
      kept={KEPT}
      actions={again}
    />
  );
}
