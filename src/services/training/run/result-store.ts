// What steps computed, by the hash of everything they read: equal inputs are computed once, in whatever run. Called by the conductor,
// by plans (what is there already) and by whoever reads a run's outputs.

import type { Db } from '../../db/port.ts';
import type { ThreadOutput } from '../steps/contract.ts';
import { fromText, toText } from './json-text.ts';

export interface StepResult {
  readonly inputHash: string;
  readonly output: ThreadOutput;
  readonly outputHash: string;
  readonly elapsedMs: number;
}

export interface NewResult extends StepResult {
  readonly family: string;
  /** Objects the output names. */
  readonly objects: readonly string[];
  /** Rows × features × rounds; null where it says nothing of speed. */
  readonly work: number | null;
  readonly rounds: number | null;
  readonly at: number;
}

export interface ResultStore {
  get(inputHash: string): Promise<StepResult | null>;
  many(inputHashes: readonly string[]): Promise<ReadonlyMap<string, StepResult>>;
  /** Written over where it is there: a forgotten step was computed again. */
  save(result: NewResult): Promise<void>;
  /**
   * Removes results that no step of any run reads any more; gives the objects the others name. Null while a run is queued or goes on, and
   * nothing is removed: what it found a moment ago and is about to read has no owner yet.
   */
  prune(): Promise<ReadonlySet<string> | null>;
  /** Of the newest results of each family. */
  throughput(): Promise<ReadonlyMap<string, Throughput>>;
}

export interface Throughput {
  /** Milliseconds per row × feature × round. */
  readonly rate: number;
  /** Rounds a fit took on average; null where the family knows none. */
  readonly rounds: number | null;
}

interface ResultRow {
  readonly input_hash: string;
  readonly output: string;
  readonly output_hash: string;
  readonly elapsed_ms: number;
}

const MEASURED_RESULTS = 200;

export function createResultStore(db: Db): ResultStore {
  const columns = 'input_hash, output, output_hash, elapsed_ms';
  return {
    async get(inputHash) {
      const row = await db.get<ResultRow>(`SELECT ${columns} FROM training_result WHERE input_hash = ?`, [
        inputHash,
      ]);
      return row ? resultOf(row) : null;
    },

    async many(inputHashes) {
      const rows = await db.all<ResultRow>(
        `SELECT ${columns} FROM training_result WHERE input_hash IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(inputHashes)],
      );
      return new Map(rows.map((row) => [row.input_hash, resultOf(row)]));
    },

    async save(result) {
      await db.run(
        `INSERT INTO training_result (input_hash, kind, family, output, output_hash, objects, work, rounds,
           elapsed_ms, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET output = excluded.output, output_hash = excluded.output_hash, objects = excluded.objects,
           work = excluded.work, rounds = excluded.rounds, elapsed_ms = excluded.elapsed_ms, recorded_at = excluded.recorded_at`,
        [
          result.inputHash,
          result.output.kind,
          result.family,
          toText(result.output),
          result.outputHash,
          JSON.stringify(result.objects),
          result.work,
          result.rounds,
          result.elapsedMs,
          result.at,
        ],
      );
    },

    prune: () =>
      db.transaction(async (tx) => {
        // Asked inside, so that no run of another process begins in between.
        const active = await tx.get(
          `SELECT 1 AS active FROM training_run WHERE state IN ('queued', 'running') LIMIT 1`,
        );
        if (active !== undefined) return null;
        await tx.run(
          `DELETE FROM training_result WHERE input_hash NOT IN (
             SELECT input_hash FROM training_step WHERE input_hash IS NOT NULL)`,
        );
        const rows = await tx.all<{ object: string }>(
          'SELECT DISTINCT value AS object FROM training_result, json_each(training_result.objects)',
        );
        return new Set(rows.map((row) => row.object));
      }),

    async throughput() {
      const rows = await db.all<Throughput & { family: string }>(
        `SELECT family, sum(elapsed_ms) / sum(work) AS rate, avg(rounds) AS rounds FROM (
           SELECT family, elapsed_ms, work, rounds, row_number() OVER (PARTITION BY family ORDER BY recorded_at DESC) AS place
           FROM training_result WHERE work > 0) WHERE place <= ? GROUP BY family`,
        [MEASURED_RESULTS],
      );
      return new Map(rows.map(({ family, rate, rounds }) => [family, { rate, rounds }]));
    },
  };
}

function resultOf(row: ResultRow): StepResult {
  return {
    inputHash: row.input_hash,
    output: fromText<ThreadOutput>(row.output),
    outputHash: row.output_hash,
    elapsedMs: row.elapsed_ms,
  };
}
