// Checks the days of one read file, and stores them in one transaction together with the record of the file: after a kill
// a file is there whole or not at all. Called by the import run. In a dry run it compares and writes nothing.
import { checkDay } from '../../../engines/market/quality.ts';
import type { ImportFileResult, ImportRequest } from '../../contracts/imports.ts';
import { QUALITY_FLAGS, type QualityFinding } from '../../contracts/market.ts';
import type { Db } from '../db/port.ts';
import {
  type Calendar,
  createCandleStore,
  type DayWrite,
  encodeDay,
  profileOf,
  upsertInstrumentsIn,
  writeDaysIn,
} from '../market/index.ts';
import { recordStored } from './batches.ts';
import { recordDifference } from './differences.ts';
import type { CandleFile } from './read-candles.ts';

/** How far back the close before the first day of a file is looked for: the longest closures lasted under two weeks. */
const LOOK_BACK_MS = 20 * 86_400_000;

export interface StoreContext {
  readonly db: Db;
  readonly calendar: Calendar;
  readonly batchId: string;
  readonly onChanged: ImportRequest['onChanged'];
  readonly now: () => number;
}

interface Outcomes {
  readonly newSessions: number;
  readonly unchangedSessions: number;
  readonly changedSessions: number;
}

export async function storeFile(
  path: string,
  source: string,
  file: CandleFile,
  context: StoreContext,
): Promise<ImportFileResult> {
  const { db, batchId, onChanged, now } = context;
  const days = await checkedDays(db, source, file, context);
  return db.transaction(async (tx) => {
    const recordedAt = now();
    await addInstrument(tx, file, recordedAt);
    // `keep` first: a day that differs is recorded with both versions before anything replaces it.
    const outcomes = await writeDaysIn(tx, days, { batchId, onChanged: 'keep' }, recordedAt);
    const changed = days.filter((_, i) => outcomes[i]!.outcome === 'changed');
    for (const day of changed)
      await recordDifference(tx, day, batchId, onChanged === 'replace' ? 'replace' : null, recordedAt);
    if (onChanged === 'replace' && changed.length > 0)
      await writeDaysIn(tx, changed, { batchId, onChanged: 'replace' }, recordedAt);
    const result = resultOf(path, file, days, {
      newSessions: outcomes.filter(({ outcome }) => outcome === 'new').length,
      unchangedSessions: outcomes.filter(({ outcome }) => outcome === 'unchanged').length,
      changedSessions: changed.length,
    });
    await recordStored(
      tx,
      batchId,
      { result, bytes: file.bytes, sha256: file.sha256, plan: file.plan },
      recordedAt,
    );
    return result;
  });
}

/** What storing would do, by comparing content hashes. */
export async function compareFile(
  path: string,
  source: string,
  file: CandleFile,
  context: Omit<StoreContext, 'batchId' | 'onChanged'>,
): Promise<ImportFileResult> {
  const days = await checkedDays(context.db, source, file, context);
  const { dates, hashes } = await createCandleStore(context.db).readBars(
    file.instrument.id,
    file.plan.interval,
    days[0]!.sessionDate,
    days.at(-1)!.sessionDate,
  );
  const stored = new Map(dates.map((date, i) => [date, hashes[i]!]));
  let unchangedSessions = 0;
  let changedSessions = 0;
  for (const day of days) {
    const hash = stored.get(day.sessionDate);
    if (hash === undefined) continue;
    if (hash === encodeDay(day.bars).contentHash) unchangedSessions++;
    else changedSessions++;
  }
  const newSessions = days.length - unchangedSessions - changedSessions;
  return resultOf(path, file, days, { newSessions, unchangedSessions, changedSessions });
}

/** Facts of an instrument that is known already (a lot size from the exchange, say) are better than a file's guess. */
async function addInstrument(tx: Db, file: CandleFile, now: number): Promise<void> {
  if (await createCandleStore(tx).instrument(file.instrument.id)) return;
  await upsertInstrumentsIn(tx, [file.instrument], now);
}

async function checkedDays(
  db: Db,
  source: string,
  file: CandleFile,
  { calendar, now }: Pick<StoreContext, 'calendar' | 'now'>,
): Promise<DayWrite[]> {
  const { instrument, plan } = file;
  const profile = profileOf(instrument);
  const formatTime = (epochMs: number) => calendar.clockOf(profile, epochMs);
  const moment = now();
  let previousClose = await closeBefore(db, instrument.id, plan.interval, file.days[0]!.sessionDate);
  return file.days.map((day) => {
    const found = checkDay({
      bars: day.bars,
      session: day.session,
      interval: plan.interval,
      previousClose,
      isIndex: instrument.kind === 'index',
      formatTime,
    });
    previousClose = day.bars.close[day.bars.length - 1]!;
    const lastTime = day.bars.openTime[day.bars.length - 1]!;
    return {
      instrumentId: instrument.id,
      interval: plan.interval,
      sessionDate: day.sessionDate,
      bars: day.bars,
      source,
      // A day imported while its session still runs will grow.
      final: moment >= (day.session?.close ?? lastTime),
      quality: inOrder([...found, ...day.findings]),
    };
  });
}

async function closeBefore(
  db: Db,
  instrumentId: string,
  interval: CandleFile['plan']['interval'],
  date: string,
): Promise<number | null> {
  const first = Date.parse(date);
  const from = new Date(first - LOOK_BACK_MS).toISOString().slice(0, 10);
  const to = new Date(first - 86_400_000).toISOString().slice(0, 10);
  const { bars } = await createCandleStore(db).readBars(instrumentId, interval, from, to);
  return bars.length === 0 ? null : bars.close[bars.length - 1]!;
}

function inOrder(findings: readonly QualityFinding[]): QualityFinding[] {
  return [...findings].sort((a, b) => QUALITY_FLAGS.indexOf(a.flag) - QUALITY_FLAGS.indexOf(b.flag));
}

function resultOf(
  path: string,
  file: CandleFile,
  days: readonly DayWrite[],
  outcomes: Outcomes,
): ImportFileResult {
  const flags: Record<string, number> = {};
  for (const day of days)
    for (const flag of new Set(day.quality.map((finding) => finding.flag)))
      flags[flag] = (flags[flag] ?? 0) + 1;
  return {
    path,
    instrument: file.instrument.id,
    interval: file.plan.interval,
    bars: file.bars,
    sessions: days.length,
    ...outcomes,
    flags,
    problems: file.problems,
  };
}
