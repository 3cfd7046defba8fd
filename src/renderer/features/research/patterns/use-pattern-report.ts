// Where the report of the page comes from: at once for few bars, from a job for many. Holds no state; the address names a study.

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { Job } from '../../../../contracts/jobs.ts';
import type { PatternPlan, PatternReport, PatternRequest } from '../../../../contracts/patterns.ts';
import { useTRPC } from '../../../app/api.ts';
import { useJob, useJobs } from '../../../app/jobs.ts';
import { reportOf, studyFor, studyRequestOf } from './pattern-choices.ts';

/** A report of bars that did not change does not change; an import in between shows after this. */
const FRESH_MS = 60_000;

export interface ReportState {
  readonly report: PatternReport | null;
  /** The study that makes, or made, the report. */
  readonly job: Job | null;
  readonly plan: PatternPlan | null;
  readonly error: unknown;
  readonly pending: boolean;
  /** The report is that of the request before; the new one is being counted. */
  readonly outdated: boolean;
  readonly retry: () => void;
}

/** `request` null: nothing can be asked yet. `named`: the job the address names. */
export function usePatternReport(request: PatternRequest | null, named: string | undefined): ReportState {
  const trpc = useTRPC();
  const jobs = useJobs();
  const study = useKnownStudy(named);
  const found = study ?? (request ? studyFor(jobs, request)?.id : undefined);
  const asked = request ?? { instruments: 'all' as const, interval: '5m' as const, from: '', to: '' };
  const open = request !== null && study === undefined;
  const plan = useQuery({
    ...trpc.patterns.plan.queryOptions(asked),
    enabled: open,
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    retry: false,
  });
  const direct = open && plan.data?.direct === true;
  const statistics = useQuery({
    ...trpc.patterns.statistics.queryOptions(asked),
    enabled: direct,
    // The rates before a change stay, dimmed and under their own words, until the new ones are there.
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    retry: false,
  });
  const job = useJob(direct ? null : (found ?? null));
  const error = study === undefined ? (plan.error ?? (direct ? statistics.error : null)) : null;
  return {
    report: direct ? (statistics.data ?? null) : reportOf(job),
    job,
    plan: plan.data ?? null,
    outdated: direct && (plan.isPlaceholderData || statistics.isPlaceholderData),
    error,
    pending: study === undefined ? plan.isPending || (direct && statistics.isPending) : job === null,
    retry: () => void (plan.error ? plan.refetch() : statistics.refetch()),
  };
}

/** An old link may name a job that is gone or another kind of work: then the address counts without it. */
function useKnownStudy(named: string | undefined): string | undefined {
  const found = useQuery({
    ...useTRPC().jobs.get.queryOptions({ jobId: named ?? '-' }),
    enabled: named !== undefined,
    retry: false,
  });
  const unusable = found.error !== null || (found.data !== undefined && studyRequestOf(found.data) === null);
  return unusable ? undefined : named;
}

export function useStartStudy(onStarted: (job: Job) => void) {
  const trpc = useTRPC();
  return useMutation(trpc.patterns.startStudy.mutationOptions({ onSuccess: onStarted }));
}
