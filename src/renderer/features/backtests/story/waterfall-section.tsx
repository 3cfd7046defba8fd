// The waterfall of a run wherever it belongs: shown when stored, computed on request with its progress, explained where it cannot be.

import { Button } from '@mantine/core';
import { IconStairsDown } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Run } from '../../../../contracts/backtests.ts';
import { useTRPC } from '../../../app/api.ts';
import { useJob, useJobCommands, useJobs } from '../../../app/jobs.ts';
import { runIdOf } from '../../../app/result-link.ts';
import { WaterfallChart } from '../../../charts/waterfall/waterfall-chart.tsx';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { JobProgress } from '../../../ui/job-progress.tsx';
import { isActive } from '../../../ui/job-words.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Bone } from '../../../ui/skeletons.tsx';
import { Term } from '../../../ui/term.tsx';
import { StepChanges } from './step-changes.tsx';
import styles from './story.module.css';

export interface WaterfallSectionProps {
  readonly run: Run;
  /** More ways on, beside the button that computes. */
  readonly actions?: ReactNode;
}

const TITLE = <Term name="waterfall">Honesty waterfall</Term>;

export function WaterfallSection({ run, actions }: WaterfallSectionProps) {
  const trpc = useTRPC();
  const imported = run.request === null;
  const stored = useQuery({
    ...trpc.backtests.waterfall.queryOptions({ runId: run.id }),
    enabled: !imported,
  });
  const start = useMutation(trpc.backtests.startWaterfall.mutationOptions());
  const running = useJobs().find(
    (job) => job.kind === 'waterfall' && isActive(job) && runIdOf(job) === run.id,
  );
  const job = useJob(running?.id ?? start.data?.id ?? null);
  const commands = useJobCommands();

  if (imported)
    return (
      <Panel title={TITLE} padded>
        <p className="ad-muted">
          This run was imported from a trade file or trades the stored decisions of a trained model: there are
          no signals to make again, so its assumptions cannot be priced one by one. Run the same strategy here
          to see what each was worth.
        </p>
      </Panel>
    );
  if (stored.data)
    return (
      <WaterfallChart
        waterfall={stored.data}
        detail={(step) => <StepChanges step={step} interval={run.interval} />}
      />
    );
  if (stored.isPending)
    return (
      <Panel title={TITLE} padded>
        <Bone height={120} />
      </Panel>
    );
  const active = job !== null && (isActive(job) || job.state !== 'done');
  return (
    <Panel title={TITLE} padded>
      <div className={styles.ask}>
        <p>
          How much of this result is assumption? The same signals are run again, from everything flattering at
          once to nothing flattering, one assumption at a time. Each step says what it was worth in rupees;
          the steps add up exactly.
        </p>
        {stored.error ? <ErrorNote error={stored.error} title="The waterfall could not be read" /> : null}
        {start.error ? <ErrorNote error={start.error} title="The waterfall was not started" /> : null}
        {active && job ? (
          <JobProgress
            job={job}
            onCancel={() => commands.cancel(job)}
            onRerun={() => start.mutate({ runId: run.id })}
          />
        ) : (
          <div className={styles.buttons}>
            <Button
              leftSection={<IconStairsDown size={14} />}
              loading={start.isPending}
              onClick={() => start.mutate({ runId: run.id })}
            >
              Price the assumptions
            </Button>
            {actions}
          </div>
        )}
      </div>
    </Panel>
  );
}
