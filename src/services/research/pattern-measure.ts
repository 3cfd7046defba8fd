// Counts patterns and their outcomes over stored bars: pooled, by instrument and by month. Called by the pattern service, its job and
// the command line. Stores nothing. See [Note: outcome of a pattern] in engines/features/patterns/win-rates.ts.
//
// [Note: pattern period] Bars from a few sessions before the period complete its first patterns and are not counted themselves;
// outcomes end at the period's last bar. Bars of special and Muhurat sessions are left out, so that no hour of a Sunday evening
// stands among regular days; the report lists those sessions.

import { LEAST_COUNT } from '../../../engines/features/patterns/win-rates.ts';
import type { Instrument } from '../../../engines/market/instrument.ts';
import { type Interval, intervalMs, MINUTE_MS } from '../../../engines/market/interval.ts';
import { resample } from '../../../engines/market/resample.ts';
import type { Session } from '../../../engines/market/session.ts';
import { lowerBound } from '../../../engines/numeric/sorted.ts';
import { AppError } from '../../contracts/errors.ts';
import type { PatternReport, PatternRequest } from '../../contracts/patterns.ts';
import type { Calendar, Profile } from '../market/index.ts';
import { profileOf } from '../market/index.ts';
import { createPatternSum, type PatternBars } from './pattern-sum.ts';
import { baseIntervalFor, loadSource, type ResearchSource, warmupDate } from './sources.ts';

/** The longest pattern reads 21 bars, its bands 20 closes and a true range: rounded up. */
const WARMUP_BARS = 40;
const SESSION_MINUTES = 375;

export interface MeasureHooks {
  readonly onInstrument?: (instrumentId: string, k: number, total: number) => void;
  readonly signal?: AbortSignal;
}

const isRegular = ({ kind }: Session): boolean => kind === 'regular' || kind === 'shortened';

/** The same calendar without special and Muhurat sessions. */
export function regularSessions(source: ResearchSource): ResearchSource {
  const { calendar } = source;
  const sessions: Calendar['sessions'] = (profile, from, to) =>
    calendar.sessions(profile, from, to).filter(isRegular);
  return { ...source, calendar: { ...calendar, sessions } };
}

/** Refuses what cannot be judged at all. Throws BAD_REQUEST. */
export function checkPatternRequest({ interval, from, to, horizon }: PatternRequest): void {
  if (interval === '1d')
    throw new AppError(
      'BAD_REQUEST',
      'A day bar is a whole session, and a pattern is judged within its session. Choose 60m bars or shorter ones. Nothing was measured.',
    );
  if (to < from)
    throw new AppError(
      'BAD_REQUEST',
      `The range ends before it begins (${from} to ${to}). Nothing was measured; choose other dates.`,
    );
  const minutes = (horizon * intervalMs(interval)) / MINUTE_MS;
  if (minutes >= SESSION_MINUTES)
    throw new AppError(
      'BAD_REQUEST',
      `${horizon} bars of ${interval} are longer than a session, within which a pattern is judged. Choose a shorter horizon. Nothing was measured.`,
    );
}

/** Throws NOT_FOUND where an instrument that is named is not stored. */
export async function patternInstruments(
  { store }: ResearchSource,
  wanted: PatternRequest['instruments'],
): Promise<readonly Instrument[]> {
  const stored = await store.instruments();
  if (wanted === 'all') return stored.filter((one) => one.kind !== 'index');
  const byId = new Map(stored.map((one) => [one.id, one]));
  return [...new Set(wanted)].map((id) => {
    const found = byId.get(id);
    if (found) return found;
    throw new AppError('NOT_FOUND', `No bars of ${id} are stored. Import them first, or leave it out.`);
  });
}

/**
 * The whole report. Instruments without usable bars in the period are listed with the reason; where none is left, NO_DATA. Throws
 * BAD_REQUEST, NOT_FOUND, and what `signal` carries.
 */
export async function measurePatterns(
  given: ResearchSource,
  request: PatternRequest,
  { onInstrument, signal }: MeasureHooks = {},
): Promise<PatternReport> {
  checkPatternRequest(request);
  const source = regularSessions(given);
  const instruments = await patternInstruments(given, request.instruments);
  const sum = createPatternSum(request);
  const skipped: PatternReport['skipped'][number][] = [];
  const used: Instrument[] = [];
  for (const [k, instrument] of instruments.entries()) {
    signal?.throwIfAborted();
    onInstrument?.(instrument.id, k, instruments.length);
    const loaded = await loadBars(source, instrument, request);
    if (typeof loaded === 'string') skipped.push({ instrumentId: instrument.id, reason: loaded });
    else {
      sum.add(instrument.id, loaded);
      used.push(instrument);
    }
  }
  if (used.length === 0)
    throw new AppError(
      'NO_DATA',
      `No stored bars make ${request.interval} bars from ${request.from} to ${request.to}. Choose other dates or a longer interval, or import candles.`,
      { skipped },
    );
  return {
    request,
    instruments: used.map(({ id }) => id),
    skipped,
    synthetic: used.some(({ synthetic }) => synthetic),
    leftOutSessions: leftOut(given.calendar, [...new Set(used.map(profileOf))], request),
    leastCount: LEAST_COUNT,
    ...sum.report(),
  };
}

/** Bars of the asked interval, or in words why there are none. */
async function loadBars(
  source: ResearchSource,
  instrument: Instrument,
  { interval, from, to }: PatternRequest,
): Promise<PatternBars | string> {
  const counts = await source.store.sessionCounts(instrument.id, from, to);
  const base = baseIntervalFor(counts, [interval]);
  if (base === null)
    return counts.size === 0
      ? 'no bars in these days'
      : `${interval} bars cannot be built from ${[...counts.keys()].join(', ')} bars`;
  const profile = profileOf(instrument);
  const loadFrom = warmupDate(source.calendar, profile, from, warmupSessions(interval));
  const { series } = await loadSource(
    source,
    { instrumentId: instrument.id, profile, interval: base, loadFrom },
    to,
  );
  const bars = resample(series.bars, series.sessions, base, interval);
  const open = series.sessions.find(({ date }) => date >= from)?.open ?? Number.POSITIVE_INFINITY;
  const first = lowerBound(bars.openTime, open);
  return first === bars.length
    ? 'no priced bars in regular sessions of these days'
    : { bars, sessions: series.sessions, first };
}

function warmupSessions(interval: Interval): number {
  return 1 + Math.ceil((WARMUP_BARS * intervalMs(interval)) / (SESSION_MINUTES * MINUTE_MS));
}

function leftOut(
  calendar: Calendar,
  profiles: readonly Profile[],
  { from, to }: PatternRequest,
): readonly string[] {
  const special = profiles.flatMap((profile) =>
    calendar.sessions(profile, from, to).filter((session) => !isRegular(session)),
  );
  return [...new Set(special.map(({ date }) => date))].sort();
}
