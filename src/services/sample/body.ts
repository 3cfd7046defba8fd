// The job that makes and stores the sample market, one company per transaction. Run by the job service's worker or the CLI.
// Touches synthetic instruments only: bars a user imported are never replaced, whatever their name.

import { checkDay } from '../../../engines/market/quality.ts';
import type { Session } from '../../../engines/market/session.ts';
import {
  generateSampleMarket,
  type SampleDay,
  sampleInstruments,
} from '../../../engines/market/synthetic.ts';
import { AppError } from '../../contracts/errors.ts';
import type { JobContext } from '../../contracts/jobs.ts';
import type { SampleResult } from '../../contracts/sample.ts';
import type { Db } from '../db/index.ts';
import type { JobBody } from '../jobs/body.ts';
import {
  createCandleStore,
  type DayWrite,
  loadCalendar,
  upsertInstrumentsIn,
  writeDaysIn,
} from '../market/index.ts';
import { parseSampleRequest } from './request.ts';
import { sampleSessions } from './sessions.ts';

export const sampleBody: JobBody = async (payload, context, { db, now }): Promise<SampleResult> => {
  const request = parseSampleRequest(payload);
  const startedAt = now();
  const sessions = sampleSessions(loadCalendar(), request.sessions);
  const instruments = sampleInstruments(request.symbols);
  await clearOtherSamples(
    db,
    instruments.map(({ id }) => id),
    sessions,
    now,
  );

  let bars = 0;
  let stored = 0;
  for (const days of companies(generateSampleMarket({ ...request, sessions }), sessions.length)) {
    stopIfCancelled(context, stored, request.symbols);
    const { instrument } = days[0]!;
    const writes = withFindings(days, sampleSource(request.seed));
    await db.transaction(async (tx) => {
      await upsertInstrumentsIn(tx, [instrument], now());
      await writeDaysIn(tx, writes, { batchId: context.jobId, onChanged: 'replace' }, now());
    });
    for (const day of days) bars += day.bars.length;
    stored++;
    context.progress({
      stage: `Making ${instrument.symbol}`,
      fraction: stored / request.symbols,
      done: stored,
      total: request.symbols,
      unit: 'companies',
    });
  }
  context.log(
    `Stored ${bars} synthetic one-minute bars of ${stored} invented companies, seed ${request.seed}.`,
  );
  return {
    instruments: instruments.map(({ id }) => id),
    sessions: sessions.length,
    bars,
    elapsedMs: now() - startedAt,
  };
};

/** What the store shows as the origin of every sample day. */
export function sampleSource(seed: number): string {
  return `synthetic sample market, seed ${seed}`;
}

/**
 * A market is one whole: companies of an earlier sample that are not asked for, or that cover other days, go first, so
 * that two seeds or two stretches never stand side by side as one series. Days that are the same stay as they are.
 */
async function clearOtherSamples(
  db: Db,
  wanted: readonly string[],
  sessions: readonly Session[],
  now: () => number,
): Promise<void> {
  const store = createCandleStore(db, now);
  const present = await store.instruments();
  const imported = present
    .filter(({ id, synthetic }) => !synthetic && wanted.includes(id))
    .map(({ id }) => id);
  if (imported.length > 0)
    throw new AppError(
      'CONFLICT',
      `${imported.join(', ')} holds imported bars, and the sample market uses that name. Nothing was changed. Remove or rename that instrument first.`,
      { instruments: imported },
    );
  for (const { id, synthetic } of present) {
    if (!synthetic) continue;
    const spans = await store.spans(id);
    const same = spans.every(
      (span) =>
        span.sessions === sessions.length &&
        span.firstDate === sessions[0]!.date &&
        span.lastDate === sessions.at(-1)!.date,
    );
    if (!wanted.includes(id) || !same) await store.removeDays(id);
  }
}

/** The generator goes company by company: groups its days by company. */
function* companies(days: Iterable<SampleDay>, sessions: number): Generator<SampleDay[], void, undefined> {
  let group: SampleDay[] = [];
  for (const day of days) {
    group.push(day);
    if (group.length < sessions) continue;
    yield group;
    group = [];
  }
}

function withFindings(days: readonly SampleDay[], source: string): DayWrite[] {
  let previousClose: number | null = null;
  return days.map(({ instrument, session, bars }) => {
    const quality = checkDay({ bars, session, interval: '1m', previousClose, isIndex: false });
    previousClose = bars.close[bars.length - 1]!;
    return {
      instrumentId: instrument.id,
      interval: '1m',
      sessionDate: session.date,
      bars,
      source,
      final: true,
      quality,
    };
  });
}

function stopIfCancelled({ signal }: JobContext, stored: number, symbols: number): void {
  if (!signal.aborted) return;
  throw new AppError(
    'CANCELLED',
    `Cancelled after ${stored} of ${symbols} companies. Those are stored whole; start the sample market again to add the rest.`,
  );
}
