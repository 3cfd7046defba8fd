// Finds the dataset a person means by the beginning of its id. Scripts give whole ids, which always fit one dataset only.

import type { DatasetSummary } from '../../contracts/datasets.ts';
import { AppError } from '../../contracts/errors.ts';

const SHORTEST = 4;

export function findDataset(datasets: readonly DatasetSummary[], text: string): DatasetSummary {
  const found = text.length < SHORTEST ? [] : datasets.filter(({ id }) => id.startsWith(text));
  if (found.length === 1) return found[0]!;
  if (text.length < SHORTEST)
    throw new AppError(
      'BAD_REQUEST',
      `"${text}" is too short for a dataset: give at least ${SHORTEST} characters of its id. \`dataset list\` lists what is stored.`,
      { datasetId: text },
    );
  throw new AppError(
    'NOT_FOUND',
    found.length === 0
      ? `There is no dataset ${text}. \`dataset list\` lists what is stored.`
      : `${found.length} datasets begin with ${text}; give more of the id. \`dataset list\` lists them.`,
    { datasetId: text },
  );
}

/** As above, and by its whole name: the newest finished dataset that bears it. */
export function findNamedDataset(datasets: readonly DatasetSummary[], text: string): DatasetSummary {
  const named = datasets.filter(({ name }) => name.toLowerCase() === text.trim().toLowerCase());
  return named.find(({ state }) => state === 'done') ?? named[0] ?? findDataset(datasets, text);
}
