// `import <files or folders…>`: stores candle files; trade files of the old system become runs "as published". A file that
// cannot be read is refused with its line and reason while the others go on; the exit code is then 3.

import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXCHANGES } from '../../../engines/market/instrument.ts';
import { INTERVALS } from '../../../engines/market/interval.ts';
import { AppError, exitCodeOf } from '../../contracts/errors.ts';
import type { ImportRequest, ImportResult, PlanOverrides } from '../../contracts/imports.ts';
import { wantedFiles } from '../../services/imports/index.ts';
import { type OverrideOptions, readOverrides } from '../arguments/overrides.ts';
import type { Context } from '../context.ts';
import { type Desk, withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { importLines } from '../text/import-text.ts';
import { rehearseWork, runWork } from '../work/run-work.ts';
import { type LegacyImport, storeLegacy } from './import-legacy.ts';
import { previewFiles } from './import-preview.ts';

interface ImportOptions extends OverrideOptions {
  readonly dryRun?: boolean;
  readonly replace?: boolean;
  readonly preview?: boolean;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<paths...>', 'candle files or folders (.csv, .txt, .tsv, .parquet, each also as .gz)')
    .option('--preview', 'show how each file would be read, and why; store nothing')
    .option('--dry-run', 'read and check everything, store nothing')
    .option('--replace', 'let the new bars replace stored days that differ (default: keep and report)')
    .addOption(new Option('--interval <interval>', 'length of a bar').choices(INTERVALS))
    .option('--zone <zone>', 'zone of stamps without an offset, for instance Asia/Kolkata')
    .addOption(
      new Option('--stamp <which>', 'whether a stamp names the start or the end of its bar').choices([
        'start',
        'end',
      ]),
    )
    .addOption(new Option('--exchange <exchange>', 'where it trades').choices(EXCHANGES))
    .option('--symbol <symbol>', 'symbol, for a single file')
    .option('--time-format <format>', 'iso, epoch-s, epoch-ms, or a layout like "dd-MM-yyyy HH:mm:ss"')
    .addOption(
      new Option('--outside <what>', 'bars outside the trading session (default: keep, and flag)').choices([
        'drop',
        'keep',
      ]),
    )
    .option('--delimiter <character>', 'comma, semicolon, tab or bar')
    .option('--header-rows <number>', 'rows before the first data row')
    .option(
      '--columns <name=position...>',
      'columns by position from 0: timestamp=0 open=1 high=2 low=3 close=4 …',
    )
    .action((paths: string[], options: ImportOptions) => run(paths, options, context));
}

async function run(paths: readonly string[], options: ImportOptions, context: Context): Promise<void> {
  const overrides = readOverrides(options);
  const asked = paths.map((path) => ({ path: resolve(path), overrides }));
  if (options.preview) return previewFiles(asked, context);
  const dryRun = options.dryRun ?? false;
  return withDesk(context, dryRun ? 'rehearse' : 'write', async (desk) => {
    const startedAt = desk.now();
    const { candles, legacyTrades, missing } = await wantedFiles(asked);
    refuseOneNameForMany(overrides, candles.length);
    const runs: LegacyImport[] = [];
    for (const { path } of legacyTrades) runs.push(await storeLegacy(desk, path, undefined, dryRun));
    const files = [
      ...candles.map((file) => ({ path: file.path, overrides })),
      ...missing.map((path) => ({ path })),
    ];
    const imported =
      files.length === 0
        ? null
        : await candlesOf(desk, { files, options, dryRun, context, partial: runs.length > 0 });
    const result = { ...(imported ?? NOTHING), elapsedMs: desk.now() - startedAt };
    if (result.refused.length > 0) context.exitCode = exitCodeOf('BAD_DATA');
    context.output.result({ ...result, runs, dryRun }, () => importLines(result, runs, dryRun));
  });
}

const NOTHING: Omit<ImportResult, 'elapsedMs'> = { batchId: '', files: [], refused: [], bars: 0 };

interface CandleImport {
  readonly files: ImportRequest['files'];
  readonly options: ImportOptions;
  readonly dryRun: boolean;
  readonly context: Context;
  /** Something else was stored already, so that refused candle files are part of a result instead of the whole answer. */
  readonly partial: boolean;
}

async function candlesOf(
  desk: Desk,
  { files, options, dryRun, context, partial }: CandleImport,
): Promise<Omit<ImportResult, 'elapsedMs'>> {
  const payload: ImportRequest = { files, onChanged: options.replace ? 'replace' : 'keep', dryRun };
  const title = files.length === 1 ? `Import ${files[0]!.path}` : `Import ${files.length} files`;
  try {
    return (await (dryRun
      ? rehearseWork(desk, { kind: 'import', payload }, context)
      : runWork(desk, { kind: 'import', title, payload }, context))) as ImportResult;
  } catch (error) {
    const refused =
      error instanceof AppError ? (error.details as Partial<ImportResult> | undefined)?.refused : undefined;
    if (!partial || !refused) throw error;
    return { ...NOTHING, refused };
  }
}

function refuseOneNameForMany({ symbol }: PlanOverrides, files: number): void {
  if (symbol !== undefined && files > 1)
    throw badUsage(
      `--symbol ${symbol} would give all ${files} files the same name. Nothing was imported; import that file by itself.`,
    );
}
