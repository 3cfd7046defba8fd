// Rows of datasets, their parts and their exports. Called by the dataset service and by the job bodies. A dataset becomes `done` in one
// transaction with all its parts, so a killed build leaves a row that says so and nothing half-told.

import type {
  Dataset,
  DatasetExport,
  DatasetRequest,
  DatasetState,
  DatasetSummary,
  ProofVerdict,
} from '../../contracts/datasets.ts';
import { AppError, type ErrorData } from '../../contracts/errors.ts';
import type { Db } from '../db/port.ts';
import {
  type DatasetDetail,
  type DatasetRow,
  datasetOf,
  detailOf,
  fromText,
  SUMMARY_COLUMNS,
  summaryOf,
  toText,
} from './dataset-row.ts';
import { sha256 } from './part-codec.ts';
import type { PartFacts } from './part-facts.ts';
import type { DatasetRecipe, PreparedDataset } from './recipe.ts';

export interface StoredPart {
  /** From 1. */
  readonly sequence: number;
  readonly instrumentId: string;
  readonly rows: number;
  readonly contentHash: string;
  readonly candleHash: string;
  /** Name inside the dataset's folder. */
  readonly file: string;
  readonly bytes: number;
  /** Null for parts of an imported file. */
  readonly facts: PartFacts | null;
}

export interface FinishedDataset {
  readonly parts: readonly StoredPart[];
  readonly detail: DatasetDetail;
  readonly classes: readonly string[];
  readonly balance: readonly number[];
  readonly droppedRows: number;
  readonly gaps: number;
  readonly synthetic: boolean;
  readonly proof: ProofVerdict;
  readonly contentHash: string;
  readonly bytes: number;
  readonly elapsedMs: number;
}

/** A dataset made of a foreign file: there is no recipe, so it cannot be recomputed. */
export interface ImportedDataset extends FinishedDataset {
  readonly id: string;
  readonly name: string;
  readonly justification: string;
  readonly from: string;
  readonly to: string;
  readonly labelWords: string;
  readonly at: number;
}

export interface NewDataset {
  readonly prepared: PreparedDataset;
  readonly request: DatasetRequest;
  readonly name: string;
  readonly labelWords: string;
  readonly labelHash: string;
  readonly at: number;
}

export interface DatasetStore {
  /** The row of a build that starts; one that failed or was stopped begins again under its id. */
  begin(dataset: NewDataset): Promise<void>;
  attachJob(datasetId: string, jobId: string): Promise<void>;
  /** A stopped build that goes on. */
  reopen(datasetId: string, jobId: string): Promise<void>;
  /** Throws CONFLICT where the dataset was removed meanwhile. */
  finish(datasetId: string, finished: FinishedDataset): Promise<void>;
  addImported(dataset: ImportedDataset): Promise<void>;
  /** With a job id only while the dataset is that job's: the end of an older one says nothing of it. */
  fail(datasetId: string, state: 'failed' | 'cancelled', error: ErrorData, jobId?: string): Promise<void>;
  /** Another job than this one builds it at the moment. */
  heldByOther(datasetId: string, jobId: string): Promise<boolean>;
  state(datasetId: string): Promise<{ readonly state: DatasetState; readonly jobId: string | null } | null>;
  list(): Promise<readonly DatasetSummary[]>;
  /** Throws NOT_FOUND. */
  get(datasetId: string): Promise<Dataset>;
  /** Null for imported datasets. */
  recipe(datasetId: string): Promise<DatasetRecipe | null>;
  parts(datasetId: string): Promise<readonly StoredPart[]>;
  /** SHA-256 of the files beside the parts, by name; empty while it is not finished. */
  fileHashes(datasetId: string): Promise<Readonly<Record<string, string>>>;
  addExport(datasetId: string, made: DatasetExport): Promise<void>;
  saveVerification(datasetId: string, verification: Dataset['lastVerification']): Promise<void>;
  rename(datasetId: string, name: string, justification: string | undefined): Promise<void>;
  remove(datasetId: string): Promise<void>;
  /** Bytes of features made per millisecond by the newest builds; null where there is none. */
  throughput(): Promise<number | null>;
}

export function createDatasetStore(db: Db): DatasetStore {
  async function rowOf(datasetId: string, columns = '*'): Promise<DatasetRow> {
    const row = await db.get<DatasetRow>(`SELECT ${columns} FROM dataset WHERE id = ?`, [datasetId]);
    if (!row)
      throw new AppError(
        'NOT_FOUND',
        `There is no dataset ${datasetId.slice(0, 12)}. It may have been removed; open Research → Datasets for the list.`,
        { datasetId },
      );
    return row;
  }

  return {
    async begin({ prepared: { id, recipe, synthetic, set }, request, name, labelWords, labelHash, at }) {
      await db.run(
        `INSERT INTO dataset (id, name, origin, state, justification, interval, from_date, to_date, instrument_count, synthetic,
           feature_set_id, feature_set_version, feature_set_hash, feature_count, label_words, label_hash, request, recipe,
           happened_at, recorded_at)
         VALUES (?, ?, 'built', 'building', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET state = 'building', error = NULL, job_id = NULL, name = excluded.name,
           justification = excluded.justification, request = excluded.request, recipe = excluded.recipe`,
        [
          id,
          name,
          request.justification,
          recipe.interval,
          recipe.from,
          recipe.to,
          recipe.instruments.length,
          synthetic ? 1 : 0,
          recipe.featureSet.id,
          recipe.featureSet.version,
          recipe.featureSetHash,
          set.names.length,
          labelWords,
          labelHash,
          JSON.stringify(request),
          JSON.stringify(recipe),
          at,
          at,
        ],
      );
    },

    async attachJob(datasetId, jobId) {
      await db.run('UPDATE dataset SET job_id = ? WHERE id = ?', [jobId, datasetId]);
    },

    async reopen(datasetId, jobId) {
      await db.run(`UPDATE dataset SET state = 'building', error = NULL, job_id = ? WHERE id = ?`, [
        jobId,
        datasetId,
      ]);
    },

    finish: (datasetId, finished) =>
      db.transaction(async (tx) => {
        const outcome = await tx.run(
          `UPDATE dataset SET state = 'done', error = NULL WHERE id = ? AND origin = 'built'`,
          [datasetId],
        );
        if (outcome.changes === 0)
          throw new AppError(
            'CONFLICT',
            'The dataset was removed while it was built; its rows were dropped.',
            {
              datasetId,
            },
          );
        await writeFinished(tx, datasetId, finished);
      }),

    addImported: (dataset) =>
      db.transaction(async (tx) => {
        await tx.run(
          `INSERT INTO dataset (id, name, origin, state, justification, from_date, to_date, label_words, happened_at,
             recorded_at) VALUES (?, ?, 'imported', 'done', ?, ?, ?, ?, ?, ?)`,
          [
            dataset.id,
            dataset.name,
            dataset.justification,
            dataset.from,
            dataset.to,
            dataset.labelWords,
            dataset.at,
            dataset.at,
          ],
        );
        await writeFinished(tx, dataset.id, dataset);
      }),

    async fail(datasetId, state, error, jobId) {
      await db.run(
        `UPDATE dataset SET state = ?1, error = ?2 WHERE id = ?3 AND state = 'building'
           AND (?4 IS NULL OR job_id IS NULL OR job_id = ?4)`,
        [state, JSON.stringify(error), datasetId, jobId ?? null],
      );
    },

    async heldByOther(datasetId, jobId) {
      const held = await db.get(
        `SELECT 1 AS held FROM dataset JOIN job ON job.id = dataset.job_id
         WHERE dataset.id = ? AND dataset.state = 'building' AND job.state = 'running' AND job.id <> ?`,
        [datasetId, jobId],
      );
      return held !== undefined;
    },

    async state(datasetId) {
      const row = await db.get<Pick<DatasetRow, 'state' | 'job_id'>>(
        'SELECT state, job_id FROM dataset WHERE id = ?',
        [datasetId],
      );
      return row ? { state: row.state, jobId: row.job_id } : null;
    },

    async list() {
      const rows = await db.all<DatasetRow>(
        `SELECT ${SUMMARY_COLUMNS} FROM dataset ORDER BY happened_at DESC, id`,
      );
      return rows.map(summaryOf);
    },

    async get(datasetId) {
      const row = await rowOf(datasetId);
      const exports = await db.all<DatasetExport>(
        `SELECT format, path, row_count AS rows, bytes, sha256, happened_at AS at FROM dataset_export
         WHERE dataset_id = ? ORDER BY happened_at DESC, path`,
        [datasetId],
      );
      return datasetOf(row, exports);
    },

    async recipe(datasetId) {
      const { recipe } = await rowOf(datasetId, 'recipe');
      return recipe === null ? null : (JSON.parse(recipe) as DatasetRecipe);
    },

    async parts(datasetId) {
      const rows = await db.all<Omit<StoredPart, 'facts'> & { readonly facts: string }>(
        `SELECT sequence, instrument_id AS instrumentId, row_count AS rows, content_hash AS contentHash,
           candle_hash AS candleHash, file, bytes, facts FROM dataset_part WHERE dataset_id = ? ORDER BY sequence`,
        [datasetId],
      );
      return rows.map((row) => ({ ...row, facts: fromText<PartFacts | null>(row.facts) }));
    },

    async fileHashes(datasetId) {
      const row = await rowOf(datasetId, 'state, detail');
      return row.state === 'done' ? detailOf(row).fileHashes : {};
    },

    async addExport(datasetId, made) {
      await db.run(
        `INSERT INTO dataset_export (dataset_id, format, path, row_count, bytes, sha256, happened_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET row_count = excluded.row_count, bytes = excluded.bytes, sha256 = excluded.sha256,
           happened_at = excluded.happened_at`,
        [datasetId, made.format, made.path, made.rows, made.bytes, made.sha256, made.at],
      );
    },

    async saveVerification(datasetId, verification) {
      await db.run('UPDATE dataset SET verification = ? WHERE id = ?', [toText(verification), datasetId]);
    },

    async rename(datasetId, name, justification) {
      const outcome = await db.run(
        'UPDATE dataset SET name = ?, justification = coalesce(?, justification) WHERE id = ?',
        [name, justification ?? null, datasetId],
      );
      if (outcome.changes === 0) await rowOf(datasetId, 'id');
    },

    async remove(datasetId) {
      const outcome = await db.run('DELETE FROM dataset WHERE id = ?', [datasetId]);
      if (outcome.changes === 0) await rowOf(datasetId, 'id');
    },

    async throughput() {
      const row = await db.get<{ bytes: number | null; ms: number | null }>(
        `SELECT sum(row_count * feature_count * 4.0) AS bytes, sum(elapsed_ms) AS ms FROM (
           SELECT row_count, feature_count, elapsed_ms FROM dataset
           WHERE state = 'done' AND origin = 'built' AND elapsed_ms > 0 ORDER BY happened_at DESC LIMIT 5)`,
      );
      return row?.bytes && row.ms ? row.bytes / row.ms : null;
    },
  };
}

/** Content hash of a dataset: over those of its parts in order. */
export function contentHashOf(parts: readonly Pick<StoredPart, 'instrumentId' | 'contentHash'>[]): string {
  return sha256(parts.map((part) => `${part.instrumentId} ${part.contentHash}`).join('\n'));
}

/** Builds left behind by a process that is gone become `interrupted`; their finished parts stay and are used again. */
export async function markInterruptedDatasets(db: Db): Promise<number> {
  const outcome = await db.run(
    `UPDATE dataset SET state = 'interrupted'
     WHERE state = 'building'
       AND (job_id IS NULL OR NOT EXISTS (
         SELECT 1 FROM job WHERE job.id = dataset.job_id AND job.state IN ('queued', 'running')))`,
  );
  return outcome.changes;
}

async function writeFinished(tx: Db, datasetId: string, finished: FinishedDataset): Promise<void> {
  const { parts, detail } = finished;
  await tx.run(
    `UPDATE dataset SET instrument_count = ?, synthetic = ?, feature_count = ?, row_count = ?, dropped_rows = ?, gaps = ?,
       classes = ?, balance = ?, proof = ?, bytes = ?, flag_count = ?, detail = ?, content_hash = ?, verification = NULL,
       elapsed_ms = ? WHERE id = ?`,
    [
      detail.perInstrument.length,
      finished.synthetic ? 1 : 0,
      detail.featureNames.length,
      parts.reduce((sum, part) => sum + part.rows, 0),
      finished.droppedRows,
      finished.gaps,
      JSON.stringify(finished.classes),
      JSON.stringify(finished.balance),
      finished.proof,
      finished.bytes,
      detail.datasetFlags.length,
      toText(detail),
      finished.contentHash,
      finished.elapsedMs,
      datasetId,
    ],
  );
  await tx.run('DELETE FROM dataset_part WHERE dataset_id = ?', [datasetId]);
  for (const part of parts)
    await tx.run(
      `INSERT INTO dataset_part (dataset_id, sequence, instrument_id, row_count, content_hash, candle_hash, file, bytes, facts)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        datasetId,
        part.sequence,
        part.instrumentId,
        part.rows,
        part.contentHash,
        part.candleHash,
        part.file,
        part.bytes,
        toText(part.facts),
      ],
    );
}
