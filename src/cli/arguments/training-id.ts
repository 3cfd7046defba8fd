// Finds the training run, candidate or entry of the schedule a person means: by the beginning of its id, or by its whole name. Scripts give
// whole ids. Called by the commands of training.

import { AppError } from '../../contracts/errors.ts';
import type { TrainingRunSummary } from '../../contracts/training.ts';
import type { CandidateSummary } from '../../contracts/training-results.ts';
import type { ScheduleEntry } from '../../contracts/training-schedule.ts';

const SHORTEST = 4;

interface Kind<T> {
  readonly noun: string;
  readonly list: string;
  readonly nameOf: (one: T) => string;
}

function find<T extends { readonly id: string }>(all: readonly T[], text: string, kind: Kind<T>): T {
  const exact = all.find(({ id }) => id === text);
  if (exact) return exact;
  const named = all.filter((one) => kind.nameOf(one).toLowerCase() === text.trim().toLowerCase());
  // Names may be taken twice; lists are newest first.
  if (named.length > 0) return named[0]!;
  const found = text.length < SHORTEST ? [] : all.filter(({ id }) => id.startsWith(text));
  if (found.length === 1) return found[0]!;
  if (text.length < SHORTEST)
    throw new AppError(
      'BAD_REQUEST',
      `"${text}" is too short for a ${kind.noun}: give its name or at least ${SHORTEST} characters of its id. \`${kind.list}\` lists them.`,
      { text },
    );
  throw new AppError(
    'NOT_FOUND',
    found.length === 0
      ? `There is no ${kind.noun} ${text}. \`${kind.list}\` lists them.`
      : `${found.length} begin with ${text}; give more of the id. \`${kind.list}\` lists them.`,
    { text },
  );
}

export const findTraining = (runs: readonly TrainingRunSummary[], text: string): TrainingRunSummary =>
  find(runs, text, { noun: 'training run', list: 'train list', nameOf: ({ name }) => name });

export const findCandidate = (candidates: readonly CandidateSummary[], text: string): CandidateSummary =>
  find(candidates, text, { noun: 'candidate', list: 'models list', nameOf: () => '' });

export const findEntry = (entries: readonly ScheduleEntry[], text: string): ScheduleEntry =>
  find(entries, text, { noun: 'entry of the schedule', list: 'weekend list', nameOf: ({ name }) => name });
