// Predictions over a range of dates from the command line: finds the model, runs the desk's own job, gives the file. Called by `predict` and by
// the three-step form of `train`.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BUNDLE_FILES } from '../../contracts/bundles.ts';
import { AppError } from '../../contracts/errors.ts';
import { type PredictRequest, predictRequestSchema } from '../../contracts/training.ts';
import { loadBundles } from '../../services/training/index.ts';
import { findCandidate } from '../arguments/training-id.ts';
import type { Context } from '../context.ts';
import type { Desk } from '../desk.ts';
import { count, counted } from '../text/format.ts';
import { runWork } from './run-work.ts';

export interface PredictionMade {
  /** Absolute. */
  readonly path: string;
  readonly rows: number;
  readonly acted: number;
  readonly instruments: number;
  readonly columns: readonly string[];
  readonly notes: readonly string[];
}

export interface NamedModel {
  /** As the prediction takes it: id of a candidate, or the folder of a bundle. */
  readonly model: string;
  readonly title: string;
  readonly kind: 'candidate' | 'bundle' | 'starter';
}

/** A folder with a bundle, a starter by name, a bundle by its id, or a candidate by its id. Throws NOT_FOUND. */
export async function namedModel(desk: Desk, text: string): Promise<NamedModel> {
  const { starterFolder, listBundles } = await loadBundles();
  const starters = starterFolder();
  const folders = [
    { folder: resolve(text), kind: 'bundle' as const },
    { folder: join(desk.dataFolder, text), kind: 'bundle' as const },
    ...(starters === null ? [] : [{ folder: join(starters, text), kind: 'starter' as const }]),
  ];
  const found = folders.find(({ folder }) => existsSync(join(folder, BUNDLE_FILES.manifest)));
  if (found) {
    const title = found.folder.split(/[\\/]/).at(-1)!;
    return { model: found.folder, title, kind: found.kind };
  }
  const candidates = await desk.training.candidates();
  const byBundle = candidates.find(({ bundle }) => text.length >= 8 && bundle?.id.startsWith(text));
  if (byBundle) return { model: byBundle.id, title: byBundle.title, kind: 'candidate' };
  const starter = starters === null ? [] : (await listBundles(starters, true)).bundles;
  const own = starter.find(({ manifest }) => text.length >= 8 && manifest.id.startsWith(text));
  if (own) return { model: own.path, title: own.manifest.title, kind: 'starter' };
  try {
    const { id, title } = findCandidate(candidates, text);
    return { model: id, title, kind: 'candidate' };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error;
    throw new AppError(
      'NOT_FOUND',
      `There is no candidate, bundle or starter model "${text}". Nothing was done. \`models list\` lists them.`,
      { model: text },
    );
  }
}

export async function predict(desk: Desk, given: PredictRequest, context: Context): Promise<PredictionMade> {
  const request = predictRequestSchema.parse(given);
  const title = `Prediction ${request.from} to ${request.to}`;
  const made = (await runWork(desk, { kind: 'predict', title, payload: request }, context)) as PredictionMade;
  return { ...made, path: join(desk.dataFolder, made.path) };
}

export function predictionLines({ path, rows, acted, instruments, notes }: PredictionMade): string[] {
  return [
    `Wrote ${counted(rows, 'row')} of ${counted(instruments, 'instrument')}, ${count(acted)} of them acted on, to ${path}`,
    ...notes.map((note) => `! ${note}`),
  ];
}
