// The trades behind a finished dataset, for computing it again. Called by verification and traces; builds ask the run itself, which must
// still be there when they begin.

import type { Trade } from '../../../engines/backtest/contract.ts';
import { AppError } from '../../contracts/errors.ts';
import { createRunStore } from '../backtests/index.ts';
import type { Db } from '../db/port.ts';
import type { DatasetRecipe } from './recipe.ts';

/** None for labels on bars. Throws REFUSED where the run was deleted since. */
export async function tradesAgain(
  db: Db,
  { run }: Pick<DatasetRecipe, 'run'>,
  instrumentId?: string,
): Promise<readonly Trade[]> {
  if (run === null) return [];
  try {
    return await createRunStore(db).trades(run.id, instrumentId);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'NOT_FOUND')) throw error;
    throw new AppError(
      'REFUSED',
      'The run whose trades are the rows was deleted, so they cannot be computed again. The dataset is as it was finished.',
      { runId: run.id },
      error,
    );
  }
}
