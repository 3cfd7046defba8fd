// Steps of a run as screens and the command line read them: a page of them, and how far each family is in each segment. A weekend's run has
// more than a hundred thousand; nobody reads them all at once. Called by the service; writes nothing.

import type { StepPage, StepPlace, StepsAsked } from '../../../contracts/training-steps.ts';
import type { Db, SqlValue } from '../../db/port.ts';
import { recordOf, type StepRow } from './step-store.ts';

export interface StepPages {
  page(runId: string, asked: StepsAsked): Promise<StepPage>;
  places(runId: string): Promise<readonly StepPlace[]>;
}

interface PlaceRow {
  readonly segment: number;
  readonly family: string;
  readonly total: number;
  readonly over: number;
  readonly running: number;
  readonly failed: string | null;
  readonly skipped: string | null;
  readonly words: string | null;
}

export function createStepPages(db: Db): StepPages {
  return {
    async page(runId, { state, segment, family, offset, limit }) {
      const conditions: [string, SqlValue][] = [['run_id = ?', runId]];
      if (state !== undefined) conditions.push(['state = ?', state]);
      if (segment !== undefined) conditions.push(['segment = ?', segment]);
      if (family !== undefined) conditions.push(['family = ?', family]);
      const where = conditions.map(([condition]) => condition).join(' AND ');
      const values = conditions.map(([, value]) => value);
      const counted = await db.get<{ total: number }>(
        `SELECT count(*) AS total FROM training_step WHERE ${where}`,
        values,
      );
      const rows = await db.all<StepRow>(
        `SELECT * FROM training_step WHERE ${where} ORDER BY sequence LIMIT ? OFFSET ?`,
        [...values, limit, offset],
      );
      const steps = rows.map((row) => {
        const { needs: _, forgotten: __, ...step } = recordOf(row);
        return step;
      });
      return { steps, total: counted?.total ?? 0, offset };
    },

    async places(runId) {
      // One trial that failed or was pruned says nothing of its family: words are those of fits and blends.
      const rows = await db.all<PlaceRow>(
        `SELECT segment, family, count(*) AS total, sum(state IN ('done', 'failed')) AS over,
           max(state = 'running') AS running,
           max(CASE WHEN state = 'failed' AND kind <> 'trial' THEN coalesce(error, '') END) AS failed,
           max(CASE WHEN state = 'skipped' AND kind <> 'trial' THEN words END) AS skipped,
           max(CASE WHEN kind <> 'trial' AND words <> '' THEN words END) AS words
         FROM training_step WHERE run_id = ? AND family <> '' GROUP BY segment, family ORDER BY segment, family`,
        [runId],
      );
      return rows.map((row) => ({ ...row, running: row.running === 1 }));
    },
  };
}
