// Verification: everything computed again from the stored candles and compared byte by byte; the last answer stays.

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Dataset } from '../../../../contracts/datasets.ts';
import { useTRPC } from '../../../app/api.ts';
import { useJobCommands } from '../../../app/jobs.ts';
import detail from '../../../ui/detail-page.module.css';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { JobProgress } from '../../../ui/job-progress.tsx';
import { isActive } from '../../../ui/job-words.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Instant } from '../../../ui/time.tsx';
import styles from './dataset.module.css';
import { useDatasetJob } from './use-dataset-job.ts';

export function VerificationPanel({ dataset }: { readonly dataset: Dataset }) {
  const trpc = useTRPC();
  const job = useDatasetJob('dataset-verify', dataset.id);
  const commands = useJobCommands();
  const verify = useMutation(trpc.datasets.startVerify.mutationOptions());
  const running = job !== null && isActive(job);
  const last = dataset.lastVerification;
  if (dataset.origin !== 'built')
    return (
      <Panel title="Verification" padded>
        <p className="ad-muted">
          It came from a file: there are no candles behind its numbers to compare with.
        </p>
      </Panel>
    );
  return (
    <Panel
      title="Verification"
      padded
      actions={
        <Button
          variant="default"
          loading={verify.isPending}
          disabled={running}
          onClick={() => verify.mutate({ datasetId: dataset.id })}
        >
          Verify now
        </Button>
      }
    >
      {running && job ? (
        <JobProgress job={job} onCancel={() => commands.cancel(job)} />
      ) : last ? (
        <div className={styles.verdict} data-verified={last.same ? 'same' : 'differs'}>
          {last.same ? (
            <IconShieldCheck size={16} className={detail.good} aria-hidden />
          ) : (
            <IconAlertTriangle size={16} className={detail.bad} aria-hidden />
          )}
          <div>
            <p>{last.words}</p>
            <p className="ad-muted">
              <Instant time={last.at} /> IST
            </p>
          </div>
        </div>
      ) : (
        <p className="ad-muted">
          Not verified since it was built. Verifying computes every row again from the stored candles and
          compares the bytes.
        </p>
      )}
      {job?.state === 'failed' && job.error ? (
        <ErrorNote error={job.error} title="The verification did not finish" />
      ) : null}
      {verify.error ? <ErrorNote error={verify.error} title="The verification was not started" /> : null}
    </Panel>
  );
}
