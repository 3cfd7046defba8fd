// Words and figures of a job for the page: state, percent, rate and remaining time. Pure view-model of JobProgress and Monitor.

import type { Job, JobKind, JobState } from '../../contracts/jobs.ts';
import { formatClock, formatDuration, formatNumber } from './format.ts';

/** Runs of training can also be paused; a job cannot. */
export type WorkState = JobState | 'paused';

export const STATE_WORDS: Readonly<Record<WorkState, string>> = {
  queued: 'Waiting',
  running: 'Running',
  paused: 'Paused',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
};

export const JOB_KIND_WORDS: Readonly<Record<JobKind, string>> = {
  import: 'Import',
  sample: 'Sample market',
  backtest: 'Backtest',
  waterfall: 'Honesty waterfall',
  sweep: 'Sweep',
  'feature-study': 'Feature study',
  'pattern-study': 'Pattern study',
  dataset: 'Dataset',
  'dataset-verify': 'Dataset check',
  'dataset-export': 'Dataset export',
  'dataset-import': 'Dataset import',
  training: 'Training',
  predict: 'Prediction',
};

export function isActive(job: Pick<Job, 'state'>): boolean {
  return job.state === 'queued' || job.state === 'running';
}

export interface JobFigures {
  /** 0..100, whole. A running job never shows 100: that is what `done` means. */
  readonly percent: number;
  /** `1,204 of 9,000 bars`, or null. */
  readonly amount: string | null;
  /** `12,040 bars/s`, or null before one second. */
  readonly rate: string | null;
  /** `12 s left, about 14:03:20`, or null while unknown. */
  readonly remaining: string | null;
  readonly elapsed: string | null;
}

export function jobFigures(job: Job, now: number): JobFigures {
  const { done, total, unit, eta, fraction } = job.progress;
  const bounded = Math.min(1, Math.max(0, Number.isFinite(fraction) ? fraction : 0));
  const percent = job.state === 'done' ? 100 : Math.min(isActive(job) ? 99 : 100, Math.floor(bounded * 100));
  const words = unit ? ` ${unit}` : '';
  const amount =
    done === undefined
      ? null
      : total === undefined
        ? `${formatNumber(done)}${words}`
        : `${formatNumber(done)} of ${formatNumber(total)}${words}`;
  const end = job.endedAt ?? now;
  const elapsedMs = job.startedAt === null ? null : Math.max(0, end - job.startedAt);
  const rate =
    done !== undefined && elapsedMs !== null && elapsedMs >= 1000 && done > 0
      ? `${formatNumber(done / (elapsedMs / 1000))}${words}/s`
      : null;
  const remaining =
    job.state === 'running' && eta !== undefined && eta > now
      ? `${formatDuration(eta - now)} left, about ${formatClock(eta, true)}`
      : null;
  return {
    percent,
    amount,
    rate,
    remaining,
    elapsed: elapsedMs === null ? null : formatDuration(elapsedMs),
  };
}

/** One line of where a job stands: stage, percent and time left while it runs; afterwards how long it took, or why it stopped. */
export function jobOutcome(job: Job, now: number): string {
  const { percent, remaining, elapsed } = jobFigures(job, now);
  switch (job.state) {
    case 'queued':
      return 'Waits for its turn';
    case 'running':
      return [`${percent} %`, job.progress.stage, remaining].filter((part) => part).join(' · ');
    case 'done':
      return elapsed === null ? 'Done' : `Done in ${elapsed}`;
    case 'failed':
      return job.error?.message ?? 'Failed without a reason; its log may say more';
    case 'cancelled':
    case 'interrupted':
      return elapsed === null
        ? `${STATE_WORDS[job.state]} before it began`
        : `${STATE_WORDS[job.state]} after ${elapsed}`;
  }
}
