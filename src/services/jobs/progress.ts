// Makes what a body reports fit to show and store: numbers without NaN, fractions within 0..1, words of bounded length.

import type { JobProgress } from '../../contracts/jobs.ts';

const LONGEST_STAGE = 200;
const LONGEST_UNIT = 40;

export const NO_PROGRESS: JobProgress = { stage: '', fraction: 0 };

/** `before` supplies the fraction where the new one is not a number. */
export function cleanProgress(progress: JobProgress, before: JobProgress = NO_PROGRESS): JobProgress {
  const fraction = Number.isFinite(progress.fraction)
    ? Math.min(1, Math.max(0, progress.fraction))
    : before.fraction;
  return {
    stage: String(progress.stage).slice(0, LONGEST_STAGE),
    fraction,
    ...(Number.isFinite(progress.done) ? { done: progress.done } : {}),
    ...(Number.isFinite(progress.total) ? { total: progress.total } : {}),
    ...(progress.unit ? { unit: String(progress.unit).slice(0, LONGEST_UNIT) } : {}),
    ...(Number.isFinite(progress.eta) ? { eta: progress.eta } : {}),
  };
}
