// An import job on its page: progress while it runs, its result when done, what happened when it did not end well.

import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTRPC } from '../../app/api.ts';
import { useJob, useJobCommands } from '../../app/jobs.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { JobProgress } from '../../ui/job-progress.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { WaitingWords } from '../../ui/skeletons.tsx';
import { importResultOf } from './import-result.ts';
import styles from './imports.module.css';
import { ResultView } from './result-view.tsx';

export function ImportJobView({ jobId }: { readonly jobId: string }) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const query = useQuery(trpc.jobs.get.queryOptions({ jobId }));
  const job = useJob(jobId);
  const commands = useJobCommands();
  const differences = useQuery(trpc.imports.differences.queryOptions()).data ?? [];
  if (query.error)
    return (
      <ErrorState
        error={query.error}
        title="This import is not known"
        actions={<LinkButton to="/data/import">Import files</LinkButton>}
      />
    );
  if (!job) return <WaitingWords text="Reading the import…" />;
  const result = importResultOf(job.result);
  if (job.state === 'done' && result) return <ResultView result={result} pending={differences.length} />;
  if (job.state === 'done')
    return (
      <EmptyState title="The import is done" actions={<LinkButton to="/data">Look at the data</LinkButton>}>
        It left no report; what it stored is on the Data page.
      </EmptyState>
    );
  return (
    <div className={styles.work}>
      <JobProgress
        job={job}
        onCancel={() => commands.cancel(job)}
        onRerun={() =>
          commands.rerun(job, (started) => void navigate({ to: '/data/import', search: { job: started.id } }))
        }
      />
      <p className="ad-muted" style={{ marginTop: 16 }}>
        {job.state === 'queued' || job.state === 'running'
          ? 'You can leave this page; a notification tells when the import is done. Each session is stored whole or not at all.'
          : 'Sessions stored before it ended are kept. Running it again skips them.'}
      </p>
    </div>
  );
}
