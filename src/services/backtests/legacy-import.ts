// Imports an eqidv2 trade file as a run "as published": its figures unchanged, its implausibilities flagged, its daily equity
// computed like that of any other run. Called by the service and, through a job, by the CLI.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { AS_PUBLISHED, explainAssumptions } from '../../../engines/backtest/assumptions.ts';
import { type LegacyFile, parseLegacyTrades } from '../../../engines/backtest/legacy.ts';
import { equityOfClosedTrades } from '../../../engines/backtest/legacy-equity.ts';
import { legacyStatistics } from '../../../engines/backtest/legacy-statistics.ts';
import { legacyFlags, legacyTrades } from '../../../engines/backtest/legacy-trades.ts';
import { computeMetrics } from '../../../engines/backtest/metrics.ts';
import type { RunFlag } from '../../contracts/backtests.ts';
import { AppError } from '../../contracts/errors.ts';
import { loadCalendar } from '../market/index.ts';
import { headlineOf } from './outcome.ts';
import type { FinishedRun } from './run-store.ts';

/** Capital of the published simulation (AVWAP v11 as published): the denominator its files leave out. */
const PUBLISHED_CAPITAL = 1_000_000;
const BOOTSTRAP_SEED = 20_260_803;
const MAX_FLAG_TRADES = 200;
const MAX_PROBLEMS_SHOWN = 5;

export async function readLegacyFile(
  path: string,
): Promise<{ readonly file: LegacyFile; readonly bytes: Buffer }> {
  let bytes: Buffer;
  try {
    const raw = await readFile(path);
    bytes = path.endsWith('.gz') ? gunzipSync(raw) : raw;
  } catch (error) {
    throw new AppError(
      'BAD_DATA',
      `The file ${basename(path)} cannot be read (${(error as Error).message}). Nothing was imported.`,
      { path },
    );
  }
  let records: Record<string, string>[];
  try {
    records = parse(bytes, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw new AppError(
      'BAD_DATA',
      `${basename(path)} is not a readable CSV file: ${(error as Error).message}. Nothing was imported.`,
      { path },
    );
  }
  if (records.length === 0)
    throw new AppError('BAD_DATA', `${basename(path)} holds no trades. Nothing was imported.`, { path });
  try {
    const file = parseLegacyTrades(Object.keys(records[0]!), records);
    refuseProblems(file, basename(path));
    return { file, bytes };
  } catch (error) {
    if (error instanceof RangeError)
      throw new AppError('BAD_DATA', `${basename(path)}: ${error.message}. Nothing was imported.`, { path });
    throw error;
  }
}

/** A run must be whole to be compared: one unreadable row refuses the file. */
function refuseProblems(file: LegacyFile, name: string): void {
  if (file.problems.length === 0) return;
  const shown = file.problems
    .slice(0, MAX_PROBLEMS_SHOWN)
    .map((problem) => `line ${problem.row + 1}, ${problem.column}: ${problem.message}`)
    .join('; ');
  throw new AppError(
    'BAD_DATA',
    `${name} has ${file.problems.length} rows that cannot be read: ${shown}. Nothing was imported; correct or remove those rows.`,
    file.problems,
  );
}

export async function legacyRunOf(path: string): Promise<FinishedRun> {
  const started = performance.now();
  const { file, bytes } = await readLegacyFile(path);
  const trades = legacyTrades(file.rows);
  const days = file.rows.map((row) => row.tradeDate).sort();
  const from = days[0]!;
  const to = days.at(-1)!;
  const sessions = loadCalendar().sessions('nse-equity', from, to);
  let equity: FinishedRun['detail']['equity'];
  try {
    equity = equityOfClosedTrades(trades, PUBLISHED_CAPITAL, sessions);
  } catch (error) {
    throw new AppError('BAD_DATA', `${basename(path)}: ${(error as Error).message}. Nothing was imported.`, {
      path,
    });
  }
  const metrics = computeMetrics({
    trades,
    equity,
    initialCapital: PUBLISHED_CAPITAL,
    sessions: sessions.length,
    sessionMsTotal: sessions.reduce((sum, session) => sum + session.close - session.open, 0),
    seed: BOOTSTRAP_SEED,
  });
  const published = legacyStatistics(file.rows);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const flags: RunFlag[] = legacyFlags(file.rows).map((flag) => ({
    id: flag.id,
    count: flag.count,
    message: `${flag.count.toLocaleString('en-IN')} trades ${flag.message}.`,
    trades: flag.trades.slice(0, MAX_FLAG_TRADES),
  }));
  return {
    detail: {
      assumptions: AS_PUBLISHED,
      assumptionNotes: explainAssumptions(AS_PUBLISHED),
      parameters: Object.entries(published)
        .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
        .map(([name, value]) => ({ name: `published.${name}`, value, changed: false })),
      metrics,
      initialCapital: PUBLISHED_CAPITAL,
      equity,
      denials: [],
      signals: trades.length,
      barsProcessed: 0,
      runFlags: flags,
      instruments: [...new Set(trades.map((trade) => trade.instrumentId))].sort(),
    },
    headline: headlineOf(metrics),
    trades,
    synthetic: false,
    contentHash: hash,
    dataHash: hash,
    elapsedMs: performance.now() - started,
    from,
    to,
  };
}
