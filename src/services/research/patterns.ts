// The pattern service: how large a measurement would be, the measurement itself where it is small, a job where it is not, and the
// bars around occurrences. Called by the API; stores nothing.

import { createBars, sliceBars } from '../../../engines/market/bars.ts';
import { DAY_MS, intervalMs, MINUTE_MS } from '../../../engines/market/interval.ts';
import { resample } from '../../../engines/market/resample.ts';
import { lowerBound } from '../../../engines/numeric/sorted.ts';
import { AppError } from '../../contracts/errors.ts';
import type { JobService } from '../../contracts/jobs.ts';
import {
  type PatternPlan,
  type PatternRequest,
  type PatternService,
  type PatternWindow,
  type PatternWindowsQuery,
  patternRequestSchema,
  patternWindowsSchema,
} from '../../contracts/patterns.ts';
import type { Db } from '../db/port.ts';
import { profileOf } from '../market/index.ts';
import { researchSource } from './build-body.ts';
import {
  checkPatternRequest,
  measurePatterns,
  patternInstruments,
  regularSessions,
} from './pattern-measure.ts';
import { baseIntervalFor, loadSource, type ResearchSource } from './sources.ts';

/** Counted in about half a second; more would hold up every other answer of the desk. */
export const MOST_DIRECT_BARS = 40_000;
const SESSION_MINUTES = 375;
/** Days around an occurrence that surely hold the bars asked for: a session has six 60-minute bars and a weekend is long. */
const WINDOW_DAYS = 20;

export interface PatternServiceParts {
  readonly db: Db;
  readonly jobs: JobService;
}

export function createPatternService({ db, jobs }: PatternServiceParts): PatternService {
  const source = researchSource(db);
  const plan = async (request: PatternRequest): Promise<PatternPlan> => {
    checkPatternRequest(request);
    const instruments = await patternInstruments(source, request.instruments);
    let bars = 0;
    for (const { id } of instruments) {
      const counts = await source.store.sessionCounts(id, request.from, request.to);
      const base = baseIntervalFor(counts, [request.interval]);
      if (base !== null) bars += counts.get(base)! * barsPerSession(request);
    }
    return { instruments: instruments.length, bars, direct: bars <= MOST_DIRECT_BARS };
  };
  return {
    plan: (given) => plan(patternRequestSchema.parse(given)),

    async statistics(given) {
      const request = patternRequestSchema.parse(given);
      const { bars, direct } = await plan(request);
      if (!direct)
        throw new AppError(
          'BAD_REQUEST',
          `About ${bars.toLocaleString('en-IN')} bars are too many to count while you wait; ${MOST_DIRECT_BARS.toLocaleString('en-IN')} are the most. Start a study, or choose fewer instruments or a shorter period.`,
          { bars, most: MOST_DIRECT_BARS },
        );
      return measurePatterns(source, request);
    },

    async startStudy(given) {
      const request = patternRequestSchema.parse(given);
      const { instruments } = await plan(request);
      const title = `Patterns of ${instruments} instrument${instruments === 1 ? '' : 's'} on ${request.interval} bars`;
      return jobs.enqueue('pattern-study', title, { request });
    },

    async windows(given) {
      const query = patternWindowsSchema.parse(given);
      const regular = regularSessions(source);
      return Promise.all(query.occurrences.map((occurrence) => windowOf(regular, query, occurrence)));
    },
  };
}

function barsPerSession({ interval }: PatternRequest): number {
  return Math.ceil((SESSION_MINUTES * MINUTE_MS) / intervalMs(interval));
}

async function windowOf(
  source: ResearchSource,
  { interval, before, after }: PatternWindowsQuery,
  { instrumentId, time }: PatternWindowsQuery['occurrences'][number],
): Promise<PatternWindow> {
  const instrument = await source.store.instrument(instrumentId);
  if (!instrument)
    throw new AppError('NOT_FOUND', `No bars of ${instrumentId} are stored. Measure the patterns again.`);
  const profile = profileOf(instrument);
  const from = source.calendar.dateOf(profile, time - WINDOW_DAYS * DAY_MS);
  const to = source.calendar.dateOf(profile, time);
  const base = baseIntervalFor(await source.store.sessionCounts(instrumentId, from, to), [interval]);
  if (base === null) return { instrumentId, time, bars: createBars(0), at: -1 };
  const { series } = await loadSource(source, { instrumentId, profile, interval: base, loadFrom: from }, to);
  const bars = resample(series.bars, series.sessions, base, interval);
  const place = lowerBound(bars.openTime, time);
  if (bars.openTime[place] !== time) return { instrumentId, time, bars: sliceBars(bars, 0, 0), at: -1 };
  const start = Math.max(0, place - before);
  return {
    instrumentId,
    time,
    bars: sliceBars(bars, start, Math.min(bars.length, place + after + 1)),
    at: place - start,
  };
}
