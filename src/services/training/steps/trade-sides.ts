// Sides of a dataset's rows that are trades of a run, where no feature tells them: from the run itself. Called by the table loader.

import type { Trade } from '../../../../engines/backtest/contract.ts';
import { AppError } from '../../../contracts/errors.ts';
import { createRunStore } from '../../backtests/index.ts';
import type { Db } from '../../db/port.ts';
import type { TrainingTable } from './contract.ts';

type Rows = Pick<TrainingTable, 'time' | 'instrument' | 'instruments'> & { readonly side: Int8Array };

/** Fills `side`; a row whose trade is gone, or that two trades of either side share, keeps 0. Gives how many do. */
export async function fillTradeSides(db: Db, runId: string, rows: Rows): Promise<number> {
  const sides = new Map<string, number>();
  for (const { instrumentId, decisionTime, side } of await tradesOf(db, runId)) {
    const key = `${instrumentId} ${decisionTime}`;
    const known = sides.get(key);
    sides.set(key, known === undefined || known === side ? side : 0);
  }
  let unknown = 0;
  rows.time.forEach((time, row) => {
    const side = sides.get(`${rows.instruments[rows.instrument[row]!]} ${time}`) ?? 0;
    rows.side[row] = side;
    if (side === 0) unknown++;
  });
  return unknown;
}

/** None where the run was removed. */
async function tradesOf(db: Db, runId: string): Promise<readonly Trade[]> {
  try {
    return await createRunStore(db).trades(runId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return [];
    throw error;
  }
}
