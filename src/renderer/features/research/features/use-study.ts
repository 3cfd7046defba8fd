// The study shown on a set's page: the one the address names, else the newest of this very version. Follows a running one.

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
  const study = useMemo(() => studyOf(job), [job]);
  return { job, study };
}
