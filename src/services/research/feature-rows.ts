// Features of every decision of a range of dates, whether or not it has an outcome yet: what predictions are made of. Called by training; the
// loader, the warm-up and the matrix are those of dataset builds, so the bytes are the same.

import type { FeatureMatrix } from '../../../engines/features/matrix.ts';
import { buildMatrix } from '../../../engines/features/matrix.ts';
import { isCandidateLabel } from '../../../engines/labels/spec.ts';
import type { Session } from '../../../engines/market/session.ts';
import type { Db } from '../db/port.ts';
import { createSeriesLoader, decisionWindow } from './build-part.ts';
import { labelInputOf } from './label-engine.ts';
import type { PreparedDataset } from './recipe.ts';
import { tradesAgain } from './run-trades.ts';
import type { ResearchSource } from './sources.ts';
import { tradeRows } from './trade-rows.ts';

export interface FeatureRows {
  readonly instrumentId: string;
  readonly matrix: FeatureMatrix;
  /** Of the instrument, ascending. */
  readonly sessions: readonly Session[];
  /** Side each row proposes; empty where rows are bars. */
  readonly side: Int8Array;
}

/** One instrument after the other. Throws REFUSED where the run whose trades are the rows is gone. */
export async function* featureRows(
  db: Db,
  source: ResearchSource,
  { recipe, set }: PreparedDataset,
): AsyncGenerator<FeatureRows> {
  const load = createSeriesLoader(source, recipe);
  const trades = await tradesAgain(db, recipe);
  for (const instrument of recipe.instruments) {
    const { instrumentId, profile } = instrument;
    const { data } = await load(instrument);
    const sessions = data.series.self!.sessions;
    const open = sessions.find((session) => session.date >= recipe.from)?.open ?? Number.POSITIVE_INFINITY;
    const close = sessions.at(-1)?.close ?? Number.NEGATIVE_INFINITY;
    if (isCandidateLabel(recipe.label)) {
      const own = trades.filter(
        (trade) =>
          trade.instrumentId === instrumentId && trade.decisionTime > open && trade.decisionTime <= close,
      );
      const { time, candidates } = tradeRows(own, data);
      const matrix = buildMatrix(set, data, { time, candidates });
      yield { instrumentId, matrix, sessions, side: Int8Array.from(candidates, ({ side }) => side) };
      continue;
    }
    const input = labelInputOf(data);
    const inWindow = decisionWindow(recipe, input.sessions, (session, clock) =>
      source.calendar.timeOf(profile, session.date, clock),
    );
    const time = input.closeTime.filter((moment) => moment > open && inWindow(moment));
    yield { instrumentId, matrix: buildMatrix(set, data, { time }), sessions, side: new Int8Array(0) };
  }
}
