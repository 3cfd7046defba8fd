// `export run <runId>`: writes a run as CSV (its trades) or JSON (everything). The file appears whole or not at all.

import { existsSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { AppError } from '../../contracts/errors.ts';
import { findRun } from '../arguments/run-id.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { count } from '../text/format.ts';

interface ExportOptions {
  readonly format: 'csv' | 'json';
  readonly out?: string;
  readonly dryRun?: boolean;
}

export function define(command: Command, context: Context): void {
  command
    .command('run')
    .summary('write one run')
    .argument('<runId>')
    .addOption(
      new Option('--format <format>', 'csv: its trades; json: everything')
        .choices(['csv', 'json'])
        .default('csv'),
    )
    .option('--out <file>', 'where to (default: a file named after the run, here)')
    .option('--dry-run', 'say what would be written')
    .action((id: string, options: ExportOptions) => run(id, options, context));
}

function run(id: string, options: ExportOptions, context: Context): Promise<void> {
  if (options.out?.trim() === '') throw badUsage('--out needs the name of a file. Nothing was written.');
  return withDesk(context, 'read', async ({ backtests }) => {
    const { id: runId } = findRun(await backtests.list(), id);
    const { fileName, content } = await backtests.exportRun(runId, options.format);
    const file = resolve(options.out ?? fileName);
    const dryRun = options.dryRun ?? false;
    // A file that was named is meant; one that we named must not replace anything.
    if (options.out === undefined && existsSync(file))
      throw new AppError(
        'CONFLICT',
        `${file} exists already. Nothing was written; name the file with --out.`,
        { file },
      );
    const kind = kindOf(file);
    if (kind === 'folder')
      throw badUsage(`${file} is a folder. Nothing was written; name a file in it with --out.`);
    if (!dryRun) await (kind === 'device' ? writeInto(file, content) : writeWhole(file, content));
    const bytes = Buffer.byteLength(content);
    context.output.result({ runId, format: options.format, file, bytes, dryRun }, () => [
      `${dryRun ? 'Would write' : 'Wrote'} ${count(bytes)} bytes to ${file}.`,
    ]);
  });
}

/** A device or a pipe (`/dev/stdout`) is written to; renaming a file over it would destroy it. */
function kindOf(path: string): 'file' | 'folder' | 'device' {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return 'file';
  return found.isDirectory() ? 'folder' : 'device';
}

async function writeInto(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw notWritten(file, error);
  }
}

async function writeWhole(file: string, content: string): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    await writeFile(part, content, { mode: 0o600 });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw notWritten(file, error);
  }
}

function notWritten(file: string, error: unknown): AppError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new AppError(
    code === 'ENOSPC' ? 'DISK_FULL' : 'REFUSED',
    `${file} could not be written (${message}). The run is kept; name another file with --out.`,
    { file },
    error,
  );
}
