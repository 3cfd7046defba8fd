// One run at work: how far it is, when it should end, what each thread does now and what it takes. Shown above the list and on the
// run's own page. Asks for the live figures itself, every other second.

import { Button, Progress } from '@mantine/core';
import { IconPlayerPause, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TrainingRunSummary } from '../../../../contracts/training.ts';
import { useTRPC } from '../../../app/api.ts';
import { useJobs } from '../../../app/jobs.ts';
import { formatBytes, formatNumber, plural } from '../../../ui/format.ts';
import { jobFigures } from '../../../ui/job-words.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useNow } from '../../../ui/use-now.ts';
import type { TrainingCommands } from '../run-commands.tsx';
import { abilitiesOf, keyWords, runPercent } from '../training-words.ts';
import styles from './runs.module.css';

const LIVE_MS = 2_000;

export interface LiveRunProps {
  readonly run: TrainingRunSummary;
  readonly titles: ReadonlyMap<string, string>;
  /** Absent where the page has its own buttons. */
  readonly commands?: TrainingCommands;
}

export function LiveRun({ run, titles, commands }: LiveRunProps) {
  const live = useQuery({
    ...useTRPC().training.live.queryOptions({ runId: run.id }),
    refetchInterval: LIVE_MS,
  });
  const now = useNow(1000);
  const job = useJobs().find(({ id }) => id === run.jobId);
  const percent = runPercent(run, job);
  const remaining = job ? jobFigures(job, now).remaining : null;
  const can = abilitiesOf(run);
  const waitingFor = live.data?.waitingFor ?? run.waitingFor;
  return (
    <section className={styles.live} aria-label={`${run.name}, ${percent} percent`} data-live={run.id}>
      {commands ? (
        <div className={styles.liveHead}>
          <Link to="/training/runs/$runId" params={{ runId: run.id }} className={styles.liveName}>
            {run.name}
          </Link>
          <StateMark state={run.state} waitingFor={waitingFor} />
          <span className={styles.liveSpace} />
          {can.pause ? (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlayerPause size={13} />}
              disabled={commands.busy}
              onClick={() => commands.pause(run.id)}
            >
              Pause
            </Button>
          ) : null}
          {can.cancel ? (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconX size={13} />}
              disabled={commands.busy}
              onClick={() => commands.cancel(run.id)}
            >
              Cancel
            </Button>
          ) : null}
        </div>
      ) : null}
      <Progress value={percent} size={5} aria-label={`${run.name}: ${percent} percent`} />
      <div className={styles.liveFacts}>
        {run.steps.total === 0 ? (
          <span>Its plan is being made</span>
        ) : (
          <span>
            {formatNumber(run.steps.done)} of {formatNumber(run.steps.total)} steps
            {run.steps.reused > 0 ? ` (${formatNumber(run.steps.reused)} reused)` : ''}
          </span>
        )}
        {remaining === null ? null : <span>{remaining} IST</span>}
        {live.data ? (
          <>
            <span>{formatNumber(live.data.trialsPerHour)} trials/h</span>
            <span>{plural(live.data.threads.length, 'thread')} at work</span>
            <span>{formatBytes(live.data.residentBytes)} of memory</span>
          </>
        ) : null}
      </div>
      {waitingFor === null ? null : <p className={styles.waiting}>Waits: {waitingFor}</p>}
      {live.data && live.data.threads.length > 0 ? (
        <ol className={styles.threads}>
          {live.data.threads.map((thread, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a thread is its place
            <li key={place}>
              <span className={styles.threadName}>{keyWords(thread.step, titles)}</span>
              <span>
                <Progress
                  value={thread.fraction * 100}
                  size={3}
                  aria-label={`Thread ${place + 1}: ${Math.round(thread.fraction * 100)} percent`}
                />
              </span>
              <span className={styles.threadWords}>
                {/^trial \d+ of /.test(thread.words) ? '' : thread.words}
              </span>
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  );
}
