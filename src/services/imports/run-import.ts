// Imports files and folders one after the other. Called by the job body (in a worker) and by the command line in its own
// process. A file that cannot be read is refused with its reason and the others go on; a full disk or a fault of ours ends
// the batch, keeping the files stored before it.
import { basename } from 'node:path';
import { AppError, toErrorData } from '../../contracts/errors.ts';
import type {
  ImportFileResult,
  ImportProblem,
  ImportRequest,
  ImportResult,
} from '../../contracts/imports.ts';
import type { JobProgress } from '../../contracts/jobs.ts';
import type { Db } from '../db/port.ts';
import { type Calendar, isClosingAuctionStock, loadCalendar } from '../market/index.ts';
import { beginBatch, endBatch, recordRefused } from './batches.ts';
import { expandPaths, type WantedFile } from './expand-paths.ts';
import { FileRefused, problem } from './problems.ts';
import { readCandles } from './read-candles.ts';
import { compareFile, storeFile } from './store-file.ts';
import { removeUpload } from './uploads.ts';

/** Batch of an import that writes nothing. */
export const DRY_RUN_BATCH = 'dry-run';

export interface ImportDependencies {
  readonly db: Db;
  readonly dataFolder: string;
  readonly now: () => number;
  readonly calendar?: Calendar;
  /** Which stocks take part in the closing auction; the project's list by default. */
  readonly closingAuction?: (instrumentId: string) => boolean;
  readonly progress?: (progress: JobProgress) => void;
  readonly log?: (line: string) => void;
  readonly signal?: AbortSignal;
}

type Refused = ImportResult['refused'][number];

/** Errors about a file or its plan; anything else concerns the whole import. */
const FILE_ERRORS: ReadonlySet<string> = new Set([
  'BAD_DATA',
  'NO_DATA',
  'BAD_REQUEST',
  'BAD_PARAMETER',
  'NOT_FOUND',
]);

/**
 * Throws NO_DATA where there was nothing to import, BAD_DATA where every file was refused (details: the ImportResult), and
 * the signal's reason when aborted between files or chunks.
 */
export async function runImport(
  request: ImportRequest,
  dependencies: ImportDependencies,
): Promise<ImportResult> {
  const { db, now } = dependencies;
  const startedAt = now();
  const { files, missing } = await expandPaths(request.files);
  if (files.length === 0) throw nothingToImport(missing);
  const batchId = request.dryRun
    ? DRY_RUN_BATCH
    : await beginBatch(db, files.length + missing.length, startedAt);
  const done: ImportFileResult[] = [];
  const refused: Refused[] = [];
  try {
    for (const entry of missing) {
      refused.push(entry);
      if (!request.dryRun) await recordRefused(db, batchId, { ...entry, bytes: 0 }, now());
    }
    await importFiles(files, { request, dependencies, batchId, done, refused });
  } catch (error) {
    if (!request.dryRun) {
      const state = dependencies.signal?.aborted ? 'cancelled' : 'failed';
      // The reason itself matters more than a note about it that a full disk may refuse too.
      await endBatch(db, batchId, state, now(), toErrorData(error).message).catch(() => {});
    }
    throw error;
  }
  const result: ImportResult = {
    batchId,
    files: done,
    refused,
    bars: done.reduce((sum, file) => sum + file.bars, 0),
    elapsedMs: now() - startedAt,
  };
  if (!request.dryRun)
    await endBatch(
      db,
      batchId,
      done.length > 0 ? 'done' : 'failed',
      now(),
      done.length > 0 ? null : firstReason(refused),
    );
  if (done.length === 0)
    throw new AppError(
      'BAD_DATA',
      refused.length === 1
        ? `${basename(refused[0]!.path)} was refused: ${firstReason(refused)}`
        : `None of the ${refused.length} files could be imported. The first, ${basename(refused[0]!.path)}: ${firstReason(refused)}`,
      result,
    );
  return result;
}

interface Run {
  readonly request: ImportRequest;
  readonly dependencies: ImportDependencies;
  readonly batchId: string;
  readonly done: ImportFileResult[];
  readonly refused: Refused[];
}

async function importFiles(files: readonly WantedFile[], run: Run): Promise<void> {
  const { signal, progress, log } = run.dependencies;
  const totalBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  let bytesBefore = 0;
  for (const file of files) {
    signal?.throwIfAborted();
    const name = basename(file.path);
    const report = (stage: string, bytes: number) => {
      const read = Math.min(bytesBefore + bytes, totalBytes);
      progress?.({
        stage,
        fraction: totalBytes === 0 ? 0 : read / totalBytes,
        done: read,
        total: totalBytes,
        unit: 'bytes',
      });
    };
    report(`Reading ${name}`, 0);
    await importFile(file, name, run, report);
    bytesBefore += file.bytes;
    report(`Finished ${name}`, 0);
    const last = run.done.at(-1);
    if (last?.path === file.path)
      log?.(`${name}: ${last.bars} bars of ${last.instrument} ${last.interval} in ${last.sessions} sessions`);
  }
}

async function importFile(
  file: WantedFile,
  name: string,
  run: Run,
  report: (stage: string, bytes: number) => void,
): Promise<void> {
  const { db, dataFolder, now, signal, log } = run.dependencies;
  const calendar = run.dependencies.calendar ?? loadCalendar();
  try {
    const candles = await readCandles(file.path, file.overrides, {
      calendar,
      closingAuction: run.dependencies.closingAuction ?? isClosingAuctionStock,
      onRead: (bytes) => report(`Reading ${name}`, bytes),
      ...(signal ? { signal } : {}),
    });
    signal?.throwIfAborted();
    if (run.request.dryRun) {
      run.done.push(await compareFile(file.path, name, candles, { db, calendar, now }));
      return;
    }
    report(`Storing ${name}`, file.bytes);
    const { onChanged } = run.request;
    run.done.push(
      await storeFile(file.path, name, candles, { db, calendar, batchId: run.batchId, onChanged, now }),
    );
    await removeUpload(dataFolder, file.path);
  } catch (error) {
    if (signal?.aborted || !(error instanceof AppError) || !FILE_ERRORS.has(error.code)) throw error;
    const problems = error instanceof FileRefused ? error.problems : [problem(0, error.message, 'error')];
    run.refused.push({ path: file.path, problems });
    log?.(`${name} refused: ${error.message}`);
    if (!run.request.dryRun)
      await recordRefused(db, run.batchId, { path: file.path, bytes: file.bytes, problems }, now());
  }
}

function firstReason(refused: readonly Refused[]): string {
  const problems = refused[0]?.problems ?? [];
  const worst: ImportProblem | undefined =
    problems.find(({ severity }) => severity === 'error') ?? problems[0];
  if (!worst) return 'no reason was given';
  return worst.line > 0 ? `line ${worst.line}: ${worst.message}` : worst.message;
}

function nothingToImport(missing: readonly Refused[]): AppError {
  const first = missing[0]!;
  return new AppError('NO_DATA', `Nothing to import. ${first.path}: ${first.problems[0]!.message}.`, {
    refused: missing,
  });
}
