// The real last steps of a run. Loaded by the job's body once training is over.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../contracts/errors.ts';
import { createCandidateStore } from '../evaluate/candidate-store.ts';
import { evaluateRun } from '../evaluate/evaluate-run.ts';
import type { TailLibrary } from './tail-library.ts';
import { bundleOf } from './write-candidate-bundle.ts';

export const ownTail: TailLibrary = {
  evaluate: evaluateRun,
  bundle: bundleOf,
  /** The evaluation writes reports with its candidates; here it is made sure that they are all there. */
  async report(runId, _parts, { db, dataFolder }) {
    const candidates = createCandidateStore(db);
    const files = new Set<string>();
    for (const { id } of await candidates.list(runId))
      for (const { path } of (await candidates.get(id)).files) files.add(path);
    const missing = [...files].filter((path) => !existsSync(join(dataFolder, path)));
    if (missing.length > 0)
      throw new AppError(
        'BAD_DATA',
        `${missing.length} report files are missing: ${missing.slice(0, 3).join(', ')}. The candidates are kept; forget the step "evaluate" and resume the run to write them again.`,
      );
    return `${files.size} files`;
  },
};
