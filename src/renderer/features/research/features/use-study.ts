// The study shown on a set's page: the one the address names, else the newest of this very version. While one runs, its progress is
// shown over the figures of the one before.

import { useMemo } from 'react';
import type { FeatureStudy } from '../../../../contracts/features.ts';
import type { Job } from '../../../../contracts/jobs.ts';
import { useJob, useJobs } from '../../../app/jobs.ts';
import { latestStudy, studyOf } from './study-model.ts';

export interface ShownStudy {
  readonly job: Job | null;
  readonly study: FeatureStudy | null;
}

export function useStudy(setId: string, version: number, wanted: string | undefined): ShownStudy {
  const jobs = useJobs();
  const newest = useMemo(() => latestStudy(jobs, setId, version), [jobs, setId, version]);
  const job = useJob(wanted ?? newest?.id ?? null);
  const hasResult = job?.state === 'done';
  const done = useMemo(
    () => (hasResult ? null : latestStudy(jobs, setId, version, ['done'])),
    [hasResult, jobs, setId, version],
  );
  // The list holds no results: the figures of the one before are read by its id.
  const before = useJob(done?.id ?? null);
  const study = useMemo(() => studyOf(hasResult ? job : before), [hasResult, job, before]);
  return { job, study };
}
