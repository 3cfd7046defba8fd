// The files an import request means, each with what it holds: the command line sends trade files of the old system to the
// backtests and everything else to the importer. Reads the first lines of each; a file that cannot be read counts as candles,
// so that the import itself says what is wrong with it.

import type { ImportPreview, ImportRequest } from '../../contracts/imports.ts';
import { expandPaths, type WantedFile } from './expand-paths.ts';
import { sampleFile } from './read-candles.ts';

export interface WantedFiles {
  readonly candles: readonly WantedFile[];
  readonly legacyTrades: readonly WantedFile[];
  /** Names that lead to nothing, as they were given. */
  readonly missing: readonly string[];
}

export async function wantedFiles(asked: ImportRequest['files']): Promise<WantedFiles> {
  const { files, missing } = await expandPaths(asked);
  const candles: WantedFile[] = [];
  const legacyTrades: WantedFile[] = [];
  for (const file of files) ((await kindOf(file)) === 'legacy-trades' ? legacyTrades : candles).push(file);
  return { candles, legacyTrades, missing: missing.map(({ path }) => path) };
}

async function kindOf(file: WantedFile): Promise<ImportPreview['kind']> {
  try {
    return (await sampleFile(file.path, file.overrides)).detected.kind;
  } catch {
    return 'candles';
  }
}
