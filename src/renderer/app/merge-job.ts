// One changed job put into the cached list, newest first, as the list itself would give it. Pure.

import { type Job, listedJob } from '../../contracts/jobs.ts';

export function mergeJob(jobs: readonly Job[] | undefined, changed: Job): Job[] | undefined {
  if (jobs === undefined) return undefined;
  const job = listedJob(changed);
  const at = jobs.findIndex((candidate) => candidate.id === job.id);
  if (at < 0) return [job, ...jobs].sort((a, b) => b.createdAt - a.createdAt);
  return jobs.map((candidate, index) => (index === at ? job : candidate));
}
