// Finds the run a person means by the beginning of its id. Scripts give whole ids, which always fit one run only.

import type { RunSummary } from '../../contracts/backtests.ts';
import { AppError } from '../../contracts/errors.ts';

const SHORTEST = 4;

export function findRun(runs: readonly RunSummary[], text: string): RunSummary {
  const exact = runs.find(({ id }) => id === text);
  if (exact) return exact;
  const found = text.length < SHORTEST ? [] : runs.filter(({ id }) => id.startsWith(text));
  if (found.length === 1) return found[0]!;
  if (text.length < SHORTEST)
    throw new AppError(
      'BAD_REQUEST',
      `"${text}" is too short for a run: give at least ${SHORTEST} characters of its id. \`runs\` lists what is stored.`,
      { runId: text },
    );
  throw new AppError(
    'NOT_FOUND',
    found.length === 0
      ? `There is no run ${text}. \`runs\` lists what is stored.`
      : `${found.length} runs begin with ${text}; give more of the id. \`runs\` lists them.`,
    { runId: text },
  );
}
