// Forgets the candidates of a removed run: their rows, their runs on the Backtests screen and their report files. What the ledger and the
// hold-out know of them stays: a look that was taken cannot be taken back. Called by the service.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../contracts/errors.ts';
import { createRunStore } from '../../backtests/index.ts';
import type { Db } from '../../db/port.ts';
import { runReportFolder } from '../reports/report-place.ts';
import { createCandidateStore } from './candidate-store.ts';
import { holdOutRunId, tradedRunId } from './money.ts';

export async function removeCandidates(
  { db, dataFolder }: { readonly db: Db; readonly dataFolder: string },
  runId: string,
): Promise<void> {
  const candidates = createCandidateStore(db);
  const backtests = createRunStore(db);
  for (const { id } of await candidates.list(runId))
    for (const traded of [tradedRunId(id), holdOutRunId(id)])
      await backtests.remove(traded).catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'NOT_FOUND')) throw error;
      });
  await candidates.removeRun(runId);
  await rm(join(dataFolder, runReportFolder(runId)), { recursive: true, force: true });
}
