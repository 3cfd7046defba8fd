// Stored weekend reports, and what each dataset's best candidate was at that time. Called by the schedule. A report is never changed.

import { codec } from '../../../contracts/codec.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { WeekendReport } from '../../../contracts/training-schedule.ts';
import type { Db } from '../../db/port.ts';

/** The best of a dataset, by the dataset's name: each week has another dataset of that name, with a few days more. */
export interface Standing {
  readonly candidateId: string;
  readonly title: string;
  readonly runName: string;
  readonly auc: number;
}
export type Standings = Readonly<Record<string, Standing>>;

export interface ReportStore {
  add(report: WeekendReport, standings: Standings): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly WeekendReport[]>;
  /** Throws NOT_FOUND. */
  get(id: string): Promise<WeekendReport>;
  newest(): Promise<(WeekendReport & { readonly standings: Standings }) | null>;
}

interface Row {
  readonly report: string;
  readonly standings: string;
}

const fromText = <T>(text: string): T => codec.deserialize(JSON.parse(text)) as T;

export function createReportStore(db: Db): ReportStore {
  return {
    async add(report, standings) {
      await db.run(
        'INSERT INTO weekend_report (id, from_time, to_time, report, standings, happened_at) VALUES (?, ?, ?, ?, ?, ?)',
        [
          report.id,
          Math.round(report.from),
          Math.round(report.to),
          JSON.stringify(codec.serialize(report)),
          JSON.stringify(codec.serialize(standings)),
          Math.round(report.createdAt),
        ],
      );
    },
    async list() {
      const rows = await db.all<Row>(
        'SELECT report, standings FROM weekend_report ORDER BY happened_at DESC, id',
      );
      return rows.map(({ report }) => fromText<WeekendReport>(report));
    },
    async get(id) {
      const row = await db.get<Row>('SELECT report, standings FROM weekend_report WHERE id = ?', [id]);
      if (!row)
        throw new AppError(
          'NOT_FOUND',
          `There is no weekend report ${id}. Open Training, Weekend for the list.`,
          { id },
        );
      return fromText(row.report);
    },
    async newest() {
      const row = await db.get<Row>(
        'SELECT report, standings FROM weekend_report ORDER BY happened_at DESC, id LIMIT 1',
      );
      return row
        ? { ...fromText<WeekendReport>(row.report), standings: fromText<Standings>(row.standings) }
        : null;
    },
  };
}
