// From the address of the patterns page and what is stored to the request it asks for; and which job already answered it. Pure
// view-model of patterns-page.tsx.

import type { Interval } from '../../../../../engines/market/interval.ts';
import type { Job } from '../../../../contracts/jobs.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import {
  type PatternReport,
  type PatternRequest,
  patternRequestSchema,
} from '../../../../contracts/patterns.ts';
import { coverageOf, intervalsFor } from '../../../ui/market/stored-range.ts';
import { shellWord } from '../../../ui/shell-word.ts';
import type { PatternSearch } from '../routes.tsx';

export const DEFAULT_HORIZON = 3;
export const DEFAULT_COST_BPS = 10;
const USUAL_INTERVAL: Interval = '5m';

export interface PatternChoices {
  /** Empty: all. */
  readonly instruments: readonly string[];
  readonly interval: Interval;
  readonly from: string;
  readonly to: string;
  readonly horizon: number;
  readonly costBps: number;
  readonly sameSession: boolean;
}

/** Intervals a pattern can be judged on: a day bar is a whole session. */
export function patternIntervals(
  stored: readonly InstrumentSummary[],
  instruments: readonly string[],
): readonly Interval[] {
  return intervalsFor(stored, instruments).filter((interval) => interval !== '1d');
}

/** What the address leaves out is chosen: the first instrument, 5 minutes, all that is stored. Null where nothing can be measured. */
export function choicesOf(
  search: PatternSearch,
  stored: readonly InstrumentSummary[],
): PatternChoices | null {
  const first = stored.find((one) => one.kind !== 'index' && patternIntervals(stored, [one.id]).length > 0);
  if (!first) return null;
  const known = new Set(stored.map(({ id }) => id));
  const instruments = search.instruments?.filter((id) => known.has(id)) ?? [first.id];
  const intervals = patternIntervals(stored, instruments);
  const interval =
    intervals.find((one) => one === search.interval) ??
    intervals.find((one) => one === USUAL_INTERVAL) ??
    intervals[0];
  const coverage = interval && coverageOf(stored, instruments, interval);
  if (!interval || !coverage) return null;
  return {
    instruments,
    interval,
    from: search.from ?? coverage.from,
    to: search.to ?? coverage.to,
    horizon: search.horizon ?? DEFAULT_HORIZON,
    costBps: search.cost ?? DEFAULT_COST_BPS,
    sameSession: search.sameSession ?? false,
  };
}

export function requestOf({ instruments, ...rest }: PatternChoices): PatternRequest {
  return { ...rest, instruments: instruments.length === 0 ? 'all' : [...instruments] };
}

/** The fields of a request that was asked earlier, as parts of the address. */
export function searchOf(request: PatternRequest): PatternSearch {
  return {
    instruments: request.instruments === 'all' ? [] : request.instruments,
    interval: request.interval,
    from: request.from,
    to: request.to,
    horizon: request.horizon,
    cost: request.costBps,
    sameSession: request.sameSession,
  };
}

export function requestProblem({ from, to }: PatternChoices): string | null {
  if (from === '' || to === '') return 'Enter both days, like 28 Mar 2024.';
  return from > to ? 'The first day lies after the last.' : null;
}

/** The request of a pattern study, or null where the job is of another kind or its payload is not understood. */
export function studyRequestOf(job: Job | null): PatternRequest | null {
  if (job === null || job.kind !== 'pattern-study') return null;
  const payload = job.payload as { readonly request?: unknown } | null;
  const parsed = patternRequestSchema.safeParse(payload?.request);
  return parsed.success ? parsed.data : null;
}

export function reportOf(job: Job | null): PatternReport | null {
  if (job === null || job.kind !== 'pattern-study' || job.state !== 'done') return null;
  const report = job.result as Partial<PatternReport> | null;
  return report && Array.isArray(report.patterns) ? (report as PatternReport) : null;
}

/** The newest study of exactly this request that is done or under way. */
export function studyFor(jobs: readonly Job[], request: PatternRequest): Job | null {
  const wanted = keyOf(request);
  const same = jobs.filter((job) => {
    const asked = studyRequestOf(job);
    return asked !== null && keyOf(asked) === wanted && ['done', 'running', 'queued'].includes(job.state);
  });
  return same.toSorted((a, b) => b.createdAt - a.createdAt)[0] ?? null;
}

function keyOf({ instruments, ...rest }: PatternRequest): string {
  const ids = instruments === 'all' ? 'all' : instruments.toSorted();
  return JSON.stringify([ids, ...Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** The same measurement on the command line. */
export function commandOf({
  instruments,
  interval,
  from,
  to,
  horizon,
  costBps,
  sameSession,
}: PatternRequest): string {
  const ids = instruments === 'all' ? 'all' : shellWord(instruments.join());
  return `npm run -s cli -- patterns --instruments ${ids} --interval ${interval} --from ${from} --to ${to} --horizon ${horizon} --cost-bps ${costBps}${sameSession ? ' --same-session' : ''}`;
}
