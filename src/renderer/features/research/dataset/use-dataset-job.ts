// The newest job of one kind that works on a dataset: what a panel shows while it runs, also when it was started elsewhere.

import type { Job, JobKind } from '../../../../contracts/jobs.ts';
import { useJob, useJobs } from '../../../app/jobs.ts';
import { datasetIdOf } from '../../../app/result-link.ts';

/** Kept fresh, and its end raises no notification while the caller is mounted. */
export function useDatasetJob(kind: JobKind, datasetId: string): Job | null {
  const jobs = useJobs().filter((job) => job.kind === kind && datasetIdOf(job) === datasetId);
  const newest = jobs.reduce<Job | null>(
    (best, job) => (best === null || job.createdAt > best.createdAt ? job : best),
    null,
  );
  return useJob(newest?.id ?? null) ?? newest;
}
