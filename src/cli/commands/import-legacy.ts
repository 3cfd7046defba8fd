// `import-legacy <file>`: an eqidv2 trade file becomes a run "as published". `import` does the same for such a file.

import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import type { RunFlag } from '../../contracts/backtests.ts';
import { legacyRunOf } from '../../services/backtests/index.ts';
import type { Context } from '../context.ts';
import { type Desk, withDesk } from '../desk.ts';
import { rupees, shortId } from '../text/format.ts';
import { flagLines } from '../text/run-text.ts';

interface LegacyOptions {
  readonly name?: string;
  readonly dryRun?: boolean;
}

export interface LegacyImport {
  readonly path: string;
  /** Null in a dry run. */
  readonly runId: string | null;
  readonly trades: number;
  readonly netPnl: number;
  readonly flags: readonly RunFlag[];
}

export function define(command: Command, context: Context): void {
  command
    .argument('<file>', 'trade file (.csv or .csv.gz)')
    .option('--name <name>', 'name of the run')
    .option('--dry-run', 'read and check, store nothing')
    .action((file: string, options: LegacyOptions) => {
      const dryRun = options.dryRun ?? false;
      return withDesk(context, dryRun ? 'rehearse' : 'write', async (desk) => {
        const stored = await storeLegacy(desk, resolve(file), options.name, dryRun);
        context.output.result({ ...stored, dryRun }, () => [
          `${basename(file)}: ${stored.trades} trades, net ${rupees(stored.netPnl, true)} as published`,
          ...flagLines(stored.flags),
          stored.runId === null ? 'Dry run: nothing was stored.' : `Run ${shortId(stored.runId)} stored.`,
        ]);
      });
    });
}

/** Throws BAD_DATA where the file is no whole trade file. */
export async function storeLegacy(
  desk: Desk,
  path: string,
  name: string | undefined,
  dryRun: boolean,
): Promise<LegacyImport> {
  if (dryRun) {
    const { headline, detail } = await legacyRunOf(path);
    return { path, runId: null, trades: headline.trades, netPnl: headline.netPnl, flags: detail.runFlags };
  }
  const { runId, flags } = await desk.backtests.importLegacy(path, name);
  const { headline } = await desk.backtests.get(runId);
  return { path, runId, trades: headline?.trades ?? 0, netPnl: headline?.netPnl ?? 0, flags };
}
