// Where the result of a job can be seen, and how the notification calls it. Payload and result are data of unknown shape here:
// a run id is used only where it is one.

import type { Job } from '../../contracts/jobs.ts';

function textMember(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const member = (value as Record<string, unknown>)[name];
  return typeof member === 'string' && member !== '' ? member : null;
}

/** The run a job made or explains. */
export function runIdOf(job: Job): string | null {
  return textMember(job.result, 'runId') ?? textMember(job.payload, 'runId');
}

export type ResultTarget =
  | { readonly to: '/data' }
  | { readonly to: '/data/import'; readonly search: { readonly job: string } }
  | { readonly to: '/backtests' }
  | { readonly to: '/backtests/$runId'; readonly params: { readonly runId: string } }
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
    case 'sweep':
      return monitor;
  }
}
