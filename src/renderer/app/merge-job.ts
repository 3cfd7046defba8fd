// One changed job put into the cached list, newest first. Pure.

import type { Job } from '../../contracts/jobs.ts';

export function mergeJob(jobs: readonly Job[] | undefined, job: Job): Job[] | undefined {
  if (jobs === undefined) return undefined;
  const at = jobs.findIndex((candidate) => candidate.id === job.id);
  if (at < 0) return [job, ...jobs].sort((a, b) => b.createdAt - a.createdAt);
  return jobs.map((candidate, index) => (index === at ? job : candidate));
}
