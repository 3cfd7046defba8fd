// Where the result of a job can be seen, and how the notification calls it. Payload and result are data of unknown shape here:
// a run id is used only where it is one.

import type { Job } from '../../contracts/jobs.ts';

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function textMember(value: unknown, name: string): string | null {
  const text = member(value, name);
  return typeof text === 'string' && text !== '' ? text : null;
}

/** The run a job made or explains. */
export function runIdOf(job: Job): string | null {
  return textMember(job.result, 'runId') ?? textMember(job.payload, 'runId');
}

/** The dataset a job built, checked or wrote out. */
export function datasetIdOf(job: Job): string | null {
  return textMember(job.result, 'datasetId') ?? textMember(job.payload, 'datasetId');
}

/** Stopped by whoever sits at the desk, a training paused included: nobody needs to be told. */
export function isOwnDoing(job: Job): boolean {
  return (
    job.state === 'cancelled' || (job.kind === 'training' && textMember(job.result, 'state') === 'paused')
  );
}

export type ResultTarget =
  | { readonly to: '/data' }
  | { readonly to: '/data/import'; readonly search: { readonly job: string } }
  | { readonly to: '/backtests' }
  | { readonly to: '/backtests/$runId'; readonly params: { readonly runId: string } }
  | { readonly to: '/training' }
  | { readonly to: '/training/runs/$runId'; readonly params: { readonly runId: string } }
  | { readonly to: '/research' }
  | { readonly to: '/research/datasets/$datasetId'; readonly params: { readonly datasetId: string } }
  | {
      readonly to: '/research/features/$setId';
      readonly params: { readonly setId: string };
      readonly search: { readonly study: string };
    }
  | { readonly to: '/research/patterns'; readonly search: { readonly study: string } }
  | { readonly to: '/monitor'; readonly search: { readonly job: string } };

export interface ResultLink {
  readonly words: string;
  readonly to: ResultTarget;
}

export function resultLink(job: Job): ResultLink {
  const monitor: ResultLink = {
    words: 'Open it on Monitor',
    to: { to: '/monitor', search: { job: job.id } },
  };
  // A training keeps what it finished however it ended: its page says so and goes on from there.
  if (job.kind === 'training') {
    const runId = runIdOf(job);
    return runId === null
      ? { words: 'Open the runs', to: { to: '/training' } }
      : { words: 'Open the run', to: { to: '/training/runs/$runId', params: { runId } } };
  }
  if (job.state !== 'done') return monitor;
  switch (job.kind) {
    case 'import':
      return { words: 'Open the result', to: { to: '/data/import', search: { job: job.id } } };
    case 'sample':
      return { words: 'Open the data', to: { to: '/data' } };
    case 'backtest':
    case 'waterfall': {
      const runId = runIdOf(job);
      return runId === null
        ? { words: 'Open the runs', to: { to: '/backtests' } }
        : { words: 'Open the run', to: { to: '/backtests/$runId', params: { runId } } };
    }
    case 'dataset':
    case 'dataset-verify':
    case 'dataset-export':
    case 'dataset-import': {
      const datasetId = datasetIdOf(job);
      return datasetId === null
        ? { words: 'Open the datasets', to: { to: '/research' } }
        : {
            words: 'Open the dataset',
            to: { to: '/research/datasets/$datasetId', params: { datasetId } },
          };
    }
    case 'feature-study': {
      const setId = textMember(member(member(job.payload, 'request'), 'featureSet'), 'id');
      return setId === null
        ? monitor
        : {
            words: 'Open the study',
            to: { to: '/research/features/$setId', params: { setId }, search: { study: job.id } },
          };
    }
    case 'pattern-study':
      return { words: 'Open the win rates', to: { to: '/research/patterns', search: { study: job.id } } };
    // A prediction's result is a file, named on Monitor; a sweep's screen is not there yet.
    case 'predict':
    case 'sweep':
      return monitor;
  }
}
