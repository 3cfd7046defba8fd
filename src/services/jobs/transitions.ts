// The one table of how a job may move. The store asks it before every change of state; nothing else decides.

import { AppError } from '../../contracts/errors.ts';
import type { JobState } from '../../contracts/jobs.ts';

export const TRANSITIONS: Readonly<Record<JobState, readonly JobState[]>> = {
  queued: ['running', 'cancelled'],
  running: ['done', 'failed', 'cancelled', 'interrupted'],
  done: [],
  failed: [],
  cancelled: [],
  interrupted: [],
};

export const hasEnded = (state: JobState): boolean => TRANSITIONS[state].length === 0;

export function assertTransition(from: JobState, to: JobState): void {
  if (!TRANSITIONS[from].includes(to))
    throw new AppError('CONFLICT', `A job that is ${from} cannot become ${to}. Nothing was changed.`);
}
