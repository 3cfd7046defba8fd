// Stored candidates: reports of what training found, one per run and family. Called by the evaluation (save), the service (read) and the
// bundle step (attach). A report is written whole; doing a run's evaluation again replaces its candidates and keeps their ids.

import { createHash } from 'node:crypto';
import { codec } from '../../../contracts/codec.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { BundleView, CandidateReport, CandidateSummary } from '../../../contracts/training-results.ts';
import type { Db } from '../../db/port.ts';
import { openingOf } from '../ledger/hold-out-openings.ts';

export interface StoredCandidate {
  readonly report: CandidateReport;
  /** Object with the model of the newest window; null where that fit failed. */
  readonly finalModel: string | null;
}

export interface CandidateStore {
  save(candidates: readonly StoredCandidate[], at: number): Promise<void>;
  /** Newest first; of one run in order of rank. */
  list(runId?: string): Promise<readonly CandidateSummary[]>;
  /** Throws NOT_FOUND. */
  get(candidateId: string): Promise<CandidateReport>;
  finalModel(candidateId: string): Promise<string | null>;
  attachBundle(candidateId: string, bundle: BundleView): Promise<void>;
  /** With its files and backtest runs named in the reports, which their owners remove. */
  removeRun(runId: string): Promise<void>;
}

interface CandidateRow {
  readonly id: string;
  readonly summary: string;
  readonly report: string;
  readonly final_model: string | null;
  readonly bundle: string | null;
}

/** The same run and family give the same id: links stay good when a run is evaluated again. */
export function candidateIdOf(runId: string, family: string): string {
  return createHash('sha256').update(`${runId}\n${family}`).digest('hex').slice(0, 32);
}

const toText = (value: unknown): string => JSON.stringify(codec.serialize(value));
const fromText = <T>(text: string): T => codec.deserialize(JSON.parse(text)) as T;

/** The fault of a candidate that stayed out of every test row. */
export const NOTHING_ACTED_ON = 'no row was acted on';

/** Written before it was told apart: its faults and its money say the same. */
function isIdle({ idle, faults, money }: Stored<CandidateSummary>): boolean {
  return idle ?? (faults.includes(NOTHING_ACTED_ON) || money?.trades === 0);
}

type Stored<T> = Omit<T, 'idle' | 'perSegment'> & Partial<Pick<CandidateSummary, 'idle' | 'perSegment'>>;

/** Summaries written before they had segments have none. */
function summaryFrom(text: string): CandidateSummary {
  const stored = fromText<Stored<CandidateSummary>>(text);
  return { ...stored, perSegment: stored.perSegment ?? [], idle: isIdle(stored) };
}

function reportFrom(text: string): CandidateReport {
  const stored = fromText<CandidateReport>(text);
  return { ...stored, idle: isIdle(stored) };
}

export function createCandidateStore(db: Db): CandidateStore {
  async function rowOf(candidateId: string, columns: string): Promise<CandidateRow> {
    const row = await db.get<CandidateRow>(`SELECT ${columns} FROM candidate WHERE id = ?`, [candidateId]);
    if (row === undefined)
      throw new AppError(
        'NOT_FOUND',
        `There is no candidate ${candidateId.slice(0, 12)}. Its run may have been removed; open Training for the list.`,
        { candidateId },
      );
    return row;
  }

  /** Bundle and hold-out come later than the evaluation and are kept beside it. */
  async function withLater<T extends CandidateSummary>(own: T, bundle: string | null): Promise<T> {
    return {
      ...own,
      bundle: bundle === null ? null : fromText<BundleView>(bundle),
      holdOut: await openingOf(db, own.id),
    };
  }

  return {
    save: (candidates, at) =>
      db.transaction(async (tx) => {
        const runs = new Set(candidates.map(({ report }) => report.runId));
        const kept = new Set(candidates.map(({ report }) => report.id));
        for (const runId of runs)
          for (const { id } of await tx.all<{ id: string }>('SELECT id FROM candidate WHERE run_id = ?', [
            runId,
          ]))
            if (!kept.has(id)) await tx.run('DELETE FROM candidate WHERE id = ?', [id]);
        for (const { report, finalModel } of candidates)
          await tx.run(
            `INSERT INTO candidate (id, run_id, family, dataset_id, rank, summary, report, final_model, backtest_run_id,
               happened_at, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET rank = excluded.rank, summary = excluded.summary, report = excluded.report,
               final_model = excluded.final_model, backtest_run_id = excluded.backtest_run_id,
               recorded_at = excluded.recorded_at,
               bundle = CASE WHEN final_model IS excluded.final_model THEN bundle END`,
            [
              report.id,
              report.runId,
              report.family,
              report.datasetId,
              report.rank,
              toText(summaryOf(report)),
              toText(report),
              finalModel,
              report.money?.runId ?? null,
              Math.round(report.createdAt),
              Math.round(at),
            ],
          );
      }),

    async list(runId) {
      const rows = await db.all<CandidateRow>(
        runId === undefined
          ? 'SELECT id, summary, bundle FROM candidate ORDER BY happened_at DESC, rank, id'
          : 'SELECT id, summary, bundle FROM candidate WHERE run_id = ? ORDER BY rank, id',
        runId === undefined ? [] : [runId],
      );
      const found: CandidateSummary[] = [];
      for (const row of rows) found.push(await withLater(summaryFrom(row.summary), row.bundle));
      return found;
    },

    async get(candidateId) {
      const row = await rowOf(candidateId, 'report, bundle');
      return withLater(reportFrom(row.report), row.bundle);
    },

    async finalModel(candidateId) {
      return (await rowOf(candidateId, 'final_model')).final_model;
    },

    async attachBundle(candidateId, bundle) {
      const outcome = await db.run('UPDATE candidate SET bundle = ? WHERE id = ?', [
        toText(bundle),
        candidateId,
      ]);
      if (outcome.changes === 0) await rowOf(candidateId, 'id');
    },

    async removeRun(runId) {
      await db.run('DELETE FROM candidate WHERE run_id = ?', [runId]);
    },
  };
}

export function summaryOf(report: CandidateReport): CandidateSummary {
  const { id, runId, family, title, synthetic, rank, segments, meanAuc, deviationAuc, worstAuc, bestAuc } =
    report;
  const {
    pooled,
    withinAuc,
    permutation,
    money,
    deflated,
    idle,
    passed,
    faults,
    holdOut,
    bundle,
    createdAt,
  } = report;
  const perSegment = report.perSegment.map(({ segment, scores, threshold, acted, hitRate, net }) => {
    const { rows, auc, logLoss, ece, macroF1 } = scores;
    return { segment, scores: { rows, auc, logLoss, ece, macroF1 }, threshold, acted, hitRate, net };
  });
  return {
    ...{ id, runId, family, title, synthetic, rank, segments, meanAuc, deviationAuc, worstAuc, bestAuc },
    perSegment,
    ...{ pooled, permutation, money, deflated, idle, passed, faults, holdOut, bundle, createdAt },
    ...(withinAuc !== undefined && { withinAuc }),
  };
}
