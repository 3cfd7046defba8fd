// Reads and writes stored runs and their trades. A run's row appears when it is started; its trades and results are added in
// one transaction when it ends, so a killed run leaves a row that says so and nothing half-written.

import type { Trade, Waterfall } from '../../../engines/backtest/contract.ts';
import type { BacktestRequest, Run, RunState, RunSummary } from '../../contracts/backtests.ts';
import { codec } from '../../contracts/codec.ts';
import { AppError, type ErrorData } from '../../contracts/errors.ts';
import type { Db } from '../db/port.ts';

/** What a finished run stores beside its trades: everything of `Run` that is not a column of its own. */
export type RunDetail = Pick<
  Run,
  | 'assumptions'
  | 'assumptionNotes'
  | 'parameters'
  | 'metrics'
  | 'initialCapital'
  | 'equity'
  | 'denials'
  | 'signals'
  | 'barsProcessed'
  | 'runFlags'
  | 'instruments'
>;

export type NewRun = Pick<
  RunSummary,
  | 'id'
  | 'name'
  | 'origin'
  | 'jobId'
  | 'strategyId'
  | 'strategyVersion'
  | 'fillPolicy'
  | 'interval'
  | 'from'
  | 'to'
> & { readonly request: BacktestRequest | null; readonly at: number };

export interface FinishedRun {
  readonly detail: RunDetail;
  readonly headline: NonNullable<RunSummary['headline']>;
  readonly trades: readonly Trade[];
  readonly synthetic: boolean;
  readonly contentHash: string;
  readonly dataHash: string;
  readonly elapsedMs: number;
  readonly from: string;
  readonly to: string;
}

interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly notes: string;
  readonly origin: RunSummary['origin'];
  readonly state: RunState;
  readonly job_id: string | null;
  readonly strategy_id: string;
  readonly strategy_version: string;
  readonly fill_policy: RunSummary['fillPolicy'];
  readonly interval: RunSummary['interval'];
  readonly from_date: string;
  readonly to_date: string;
  readonly synthetic: number;
  readonly request: string | null;
  readonly headline: string | null;
  readonly detail: string | null;
  readonly error: string | null;
  readonly content_hash: string | null;
  readonly data_hash: string | null;
  readonly elapsed_ms: number | null;
  readonly flag_count: number;
  readonly happened_at: number;
  readonly instruments?: string | null;
}

export const toText = (value: unknown): string => JSON.stringify(codec.serialize(value));
const fromText = <T>(text: string): T => codec.deserialize(JSON.parse(text)) as T;

export interface RunStore {
  begin(run: NewRun): Promise<void>;
  attachJob(runId: string, jobId: string): Promise<void>;
  /** In one transaction, with what `also` writes. */
  finish(runId: string, finished: FinishedRun, also?: (tx: Db) => Promise<void>): Promise<void>;
  fail(runId: string, state: 'failed' | 'cancelled', error: ErrorData): Promise<void>;
  list(): Promise<readonly RunSummary[]>;
  get(runId: string): Promise<Run>;
  trades(runId: string, instrumentId?: string): Promise<readonly Trade[]>;
  waterfall(runId: string): Promise<Waterfall | null>;
  saveWaterfall(runId: string, waterfall: Waterfall): Promise<void>;
  rename(runId: string, name: string, notes: string | undefined): Promise<void>;
  remove(runId: string): Promise<void>;
}

const SUMMARY_COLUMNS = `id, name, notes, origin, state, job_id, strategy_id, strategy_version, fill_policy, interval,
  from_date, to_date, synthetic, headline, error, content_hash, data_hash, elapsed_ms, flag_count, happened_at,
  request, json_extract(detail, '$.instruments') AS instruments`;

export function createRunStore(db: Db): RunStore {
  async function rowOf(runId: string, columns: string): Promise<RunRow> {
    const row = await db.get<RunRow>(`SELECT ${columns} FROM backtest_run WHERE id = ?`, [runId]);
    if (!row)
      throw new AppError(
        'NOT_FOUND',
        `There is no run ${runId}. It may have been deleted; open Backtests for the list.`,
      );
    return row;
  }

  return {
    async begin(run) {
      await db.run(
        `INSERT INTO backtest_run (id, name, origin, state, job_id, strategy_id, strategy_version, fill_policy, interval,
           from_date, to_date, request, happened_at, recorded_at)
         VALUES (?, ?, ?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          run.id,
          run.name,
          run.origin,
          run.jobId,
          run.strategyId,
          run.strategyVersion,
          run.fillPolicy,
          run.interval,
          run.from,
          run.to,
          run.request ? JSON.stringify(run.request) : null,
          run.at,
          run.at,
        ],
      );
    },

    async attachJob(runId, jobId) {
      await db.run('UPDATE backtest_run SET job_id = ? WHERE id = ?', [jobId, runId]);
    },

    async finish(runId, finished, also) {
      await db.transaction(async (tx) => {
        const outcome = await tx.run(
          `UPDATE backtest_run SET state = 'done', headline = ?, detail = ?, synthetic = ?, content_hash = ?, data_hash = ?,
             elapsed_ms = ?, flag_count = ?, from_date = ?, to_date = ? WHERE id = ?`,
          [
            toText(finished.headline),
            toText(finished.detail),
            finished.synthetic ? 1 : 0,
            finished.contentHash,
            finished.dataHash,
            finished.elapsedMs,
            finished.detail.runFlags.length,
            finished.from,
            finished.to,
            runId,
          ],
        );
        if (outcome.changes === 0)
          throw new AppError(
            'CONFLICT',
            `The run ${runId} was deleted while it was running; its result was dropped.`,
          );
        await tx.run('DELETE FROM backtest_trade WHERE run_id = ?', [runId]);
        // One statement for all rows: thousands of trades in a few milliseconds.
        const rows = finished.trades.map((trade) => [
          trade.sequence,
          trade.instrumentId,
          Math.round(trade.entryTime),
          Math.round(trade.exitTime),
          trade.netPnl,
          toText(trade),
        ]);
        await tx.run(
          `INSERT INTO backtest_trade (run_id, sequence, instrument_id, entry_time, exit_time, net_pnl, trade)
           SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, CAST(value ->> 4 AS REAL), value ->> 5 FROM json_each(?)`,
          [runId, JSON.stringify(rows)],
        );
        await also?.(tx);
      });
    },

    async fail(runId, state, error) {
      await db.run(`UPDATE backtest_run SET state = ?, error = ? WHERE id = ? AND state = 'running'`, [
        state,
        JSON.stringify(error),
        runId,
      ]);
    },

    async list() {
      const rows = await db.all<RunRow>(
        `SELECT ${SUMMARY_COLUMNS} FROM backtest_run ORDER BY happened_at DESC, id`,
      );
      return rows.map(summaryOf);
    },

    async get(runId) {
      const row = await rowOf(runId, `${SUMMARY_COLUMNS}, detail`);
      const detail = row.detail === null ? EMPTY_DETAIL : fromText<RunDetail>(row.detail);
      return {
        ...summaryOf(row),
        ...detail,
        request: row.request === null ? null : (JSON.parse(row.request) as BacktestRequest),
        notes: row.notes,
        contentHash: row.content_hash,
        dataHash: row.data_hash,
      };
    },

    async trades(runId, instrumentId) {
      await rowOf(runId, 'id');
      const rows = await db.all<{ trade: string }>(
        instrumentId === undefined
          ? 'SELECT trade FROM backtest_trade WHERE run_id = ? ORDER BY sequence'
          : 'SELECT trade FROM backtest_trade WHERE run_id = ? AND instrument_id = ? ORDER BY sequence',
        instrumentId === undefined ? [runId] : [runId, instrumentId],
      );
      return rows.map((row) => fromText<Trade>(row.trade));
    },

    async waterfall(runId) {
      const row = await db.get<{ waterfall: string | null }>(
        'SELECT waterfall FROM backtest_run WHERE id = ?',
        [runId],
      );
      return row?.waterfall ? fromText<Waterfall>(row.waterfall) : null;
    },

    async saveWaterfall(runId, waterfall) {
      await db.run('UPDATE backtest_run SET waterfall = ? WHERE id = ?', [toText(waterfall), runId]);
    },

    async rename(runId, name, notes) {
      const outcome = await db.run(
        'UPDATE backtest_run SET name = ?, notes = coalesce(?, notes) WHERE id = ?',
        [name, notes ?? null, runId],
      );
      if (outcome.changes === 0)
        throw new AppError('NOT_FOUND', `There is no run ${runId}. Nothing was renamed.`);
    },

    async remove(runId) {
      const outcome = await db.run('DELETE FROM backtest_run WHERE id = ?', [runId]);
      if (outcome.changes === 0)
        throw new AppError('NOT_FOUND', `There is no run ${runId}. Nothing was deleted.`);
    },
  };
}

/**
 * Runs left `running` by a process that is gone become `interrupted`. Called once when the database is opened by a shell;
 * `alive` says whether a job still runs.
 */
export async function markInterruptedRuns(db: Db): Promise<number> {
  const outcome = await db.run(
    `UPDATE backtest_run SET state = 'interrupted'
     WHERE state = 'running'
       AND (job_id IS NULL OR NOT EXISTS (
         SELECT 1 FROM job WHERE job.id = backtest_run.job_id AND job.state IN ('queued', 'running')))`,
  );
  return outcome.changes;
}

const EMPTY_DETAIL: RunDetail = {
  assumptions: null,
  assumptionNotes: [],
  parameters: [],
  metrics: null,
  initialCapital: Number.NaN,
  equity: [],
  denials: [],
  signals: 0,
  barsProcessed: 0,
  runFlags: [],
  instruments: [],
};

function summaryOf(row: RunRow): RunSummary {
  const request = row.request === null ? null : (JSON.parse(row.request) as BacktestRequest);
  const stored = row.instruments ? (JSON.parse(row.instruments) as string[]) : null;
  return {
    id: row.id,
    name: row.name,
    origin: row.origin,
    state: row.state,
    jobId: row.job_id,
    strategyId: row.strategy_id,
    strategyVersion: row.strategy_version,
    fillPolicy: row.fill_policy,
    interval: row.interval,
    from: row.from_date,
    to: row.to_date,
    instruments: stored ?? (request && request.instruments !== 'all' ? request.instruments : []),
    synthetic: row.synthetic === 1,
    createdAt: row.happened_at,
    elapsedMs: row.elapsed_ms,
    headline: row.headline === null ? null : fromText(row.headline),
    flags: row.flag_count,
    error: row.error === null ? null : (JSON.parse(row.error) as ErrorData).message,
  };
}
