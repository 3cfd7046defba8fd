// Copies the published files of a finished run to where the published options name them: `--out-report`, `--out-oof`, `--out-model`,
// `--out-features`, `--output`. Called by the training commands after a run. Overwrites what it is told to write; a copy is whole or not there.

import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { BUNDLE_FILES } from '../../contracts/bundles.ts';
import { AppError } from '../../contracts/errors.ts';
import type { TrainingRun } from '../../contracts/training.ts';
import type { CandidateReport } from '../../contracts/training-results.ts';
import type { Desk } from '../desk.ts';

export interface CopyOptions {
  readonly outModel?: string;
  readonly outFeatures?: string;
  readonly outReport?: string;
  readonly outOof?: string;
  readonly output?: string;
}

/** Of the best candidate, by option; empty where nothing was asked for. Throws NO_DATA where the run has no such file. */
export async function copyReports(
  desk: Desk,
  run: TrainingRun,
  options: CopyOptions,
  /** What `--output` is the name of. */
  main: 'training_report.json' | 'auto_ml_summary.json' = 'training_report.json',
): Promise<Readonly<Record<string, string>>> {
  const asked = Object.entries({
    outReport: 'meta_train_report.json',
    outOof: 'oof_predictions.csv',
    outFeatures: 'meta_features.json',
    output: main,
  } as const).filter(([option]) => options[option as keyof CopyOptions] !== undefined);
  if (asked.length === 0 && options.outModel === undefined) return {};
  if (run.best === null) throw nothingToCopy('No candidate came out of the run');
  const candidate = await desk.training.candidate(run.best.candidateId);
  const copied: Record<string, string> = {};
  for (const [option, name] of asked) {
    const source = candidate.files.find((file) => file.name === name);
    if (source === undefined) throw nothingToCopy(`The run wrote no ${name}`);
    const path = placeOf(options[option as keyof CopyOptions]!, name);
    copyWhole(join(desk.dataFolder, source.path), path);
    copied[option] = path;
  }
  if (options.outModel !== undefined) copied.outModel = copyModel(desk, candidate, options.outModel);
  return copied;
}

/** A path without an extension is a folder the file goes into. */
function placeOf(text: string, name: string): string {
  return extname(text) === '' ? resolve(text, name) : resolve(text);
}

/** `.onnx`: the graph; `.json`: the trained state; anything else: a folder that gets the whole bundle. */
function copyModel({ dataFolder }: Desk, { bundle }: CandidateReport, text: string): string {
  if (bundle === null) throw nothingToCopy('The best candidate has no bundle');
  const folder = join(dataFolder, bundle.path);
  const to = resolve(text);
  const kind = extname(text).toLowerCase();
  if (kind === '.onnx') copyWhole(join(folder, BUNDLE_FILES.graph), to);
  else if (kind === '.json') copyWhole(join(folder, BUNDLE_FILES.state), to);
  else if (kind === '') copyFolder(folder, to);
  else
    throw new AppError(
      'BAD_PARAMETER',
      `A model is written as .onnx, as .json or as a folder, not as ${kind}. The run is kept; export it with \`models export\`.`,
    );
  return to;
}

export function copyWhole(from: string, to: string): void {
  const temporary = `${to}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, temporary);
    renameSync(temporary, to);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new AppError(
      'REFUSED',
      `${to} could not be written (${(error as Error).message}). The run and its own files are kept below the data folder.`,
      { path: to },
      error,
    );
  }
}

/** A folder that is there already is refused: it may hold another model. Gives the names of its files. */
export function copyFolder(from: string, to: string): readonly string[] {
  if (existsSync(to))
    throw new AppError('REFUSED', `${to} exists already. Nothing was overwritten; name a new folder.`, {
      path: to,
    });
  const temporary = `${to}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, temporary, { recursive: true });
    renameSync(temporary, to);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw new AppError(
      'REFUSED',
      `${to} could not be written (${(error as Error).message}). The model itself is untouched.`,
      { path: to },
      error,
    );
  }
  return readdirSync(to).sort();
}

function nothingToCopy(what: string): AppError {
  return new AppError('NO_DATA', `${what}, so nothing was copied. The run is kept; its steps say more.`);
}
