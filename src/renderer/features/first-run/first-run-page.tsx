// First run: three ways to begin. The sample market is one click and stays on this page until it is ready, then names the next step.

import { Button } from '@mantine/core';
import { IconDatabaseImport, IconPlugConnected, IconSparkles } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTRPC } from '../../app/api.ts';
import { useJob, useJobCommands, useJobs } from '../../app/jobs.ts';
import { ErrorNote } from '../../ui/error-state.tsx';
import { JobProgress } from '../../ui/job-progress.tsx';
import { isActive } from '../../ui/job-words.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page } from '../../ui/page.tsx';
import styles from './first-run.module.css';
import { sampleWords } from './sample-result.ts';

interface ChoiceProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action: ReactNode;
  readonly later?: boolean;
  readonly children?: ReactNode;
}

function Choice({ icon, title, text, action, later = false, children }: ChoiceProps) {
  return (
    <li className={`${styles.choice} ${later ? styles.later : ''}`}>
      <span className={styles.icon}>{icon}</span>
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      <div className={styles.action}>{action}</div>
      {children ? <div className={styles.work}>{children}</div> : null}
    </li>
  );
}

function SampleChoice() {
  const trpc = useTRPC();
  const start = useMutation(trpc.sample.start.mutationOptions());
  const commands = useJobCommands();
  const [rerunId, setRerunId] = useState<string | null>(null);
  // Coming back to this page finds the sample job again.
  const running = useJobs().find((candidate) => candidate.kind === 'sample' && isActive(candidate));
  const job = useJob(rerunId ?? start.data?.id ?? running?.id ?? null);
  const busy = start.isPending || (job !== null && isActive(job));
  return (
    <Choice
      icon={<IconSparkles size={26} stroke={1.5} />}
      title="Try the sample market"
      text="Twenty fictitious stocks, 120 sessions of one-minute bars, made on this machine in about ten seconds. Marked as synthetic wherever it appears."
      action={
        job?.state === 'done' ? null : (
          <Button loading={start.isPending} disabled={busy} onClick={() => start.mutate({})}>
            Make the sample market
          </Button>
        )
      }
    >
      {start.error ? <ErrorNote error={start.error} title="The sample market was not started" /> : null}
      {job ? (
        <JobProgress
          job={job}
          onCancel={() => commands.cancel(job)}
          onRerun={() => commands.rerun(job, (started) => setRerunId(started.id))}
        />
      ) : null}
      {job?.state === 'done' ? (
        <div className={styles.next}>
          <span>{sampleWords(job.result)} Next:</span>
          <LinkButton to="/backtests/new">Run a backtest</LinkButton>
          <LinkButton to="/research/datasets/new" variant="default">
            Build a dataset to train on
          </LinkButton>
          <LinkButton to="/data" variant="default">
            Look at the data
          </LinkButton>
        </div>
      ) : null}
    </Choice>
  );
}

export function FirstRunPage() {
  const info = useQuery(useTRPC().system.info.queryOptions()).data;
  return (
    <Page title="Welcome">
      <div className={styles.page}>
        <div className={styles.title}>Where should the candles come from?</div>
        <p className={styles.lead}>
          AnchorDesk backtests intraday strategies and trains models on your own candles, and shows what each
          flattering assumption was worth. Everything stays in one file on this machine; no account is needed.
        </p>
        <ul className={styles.choices}>
          <SampleChoice />
          <Choice
            icon={<IconDatabaseImport size={26} stroke={1.5} />}
            title="Import candle files"
            text="CSV, CSV.gz or Parquet from any vendor. AnchorDesk works out columns, time zone, stamp convention and interval, and shows its reasons before anything is stored."
            action={
              <LinkButton to="/data/import" variant="default">
                Import files
              </LinkButton>
            }
          />
          <Choice
            icon={<IconPlugConnected size={26} stroke={1.5} />}
            title="Connect a broker"
            text="Candles and orders through Zerodha Kite arrive in a later release. Until then the desk runs in practice mode: no order can leave this machine."
            later
            action={
              <Button variant="default" disabled>
                Not in this release
              </Button>
            }
          />
        </ul>
        {info ? (
          <p className={styles.foot}>
            Everything is kept in <code>{info.dataFolder}</code>.
          </p>
        ) : null}
      </div>
    </Page>
  );
}
