// Turns the files and folders a user named into the list of candle files, folders recursively. Called once per import.
// Follows no links to folders, so a loop of links cannot trap it; hidden files are left alone.
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ImportProblem, ImportRequest, PlanOverrides } from '../../contracts/imports.ts';
import { problem } from './problems.ts';

const CANDLE_FILE = /\.(csv|txt|tsv|parquet|pq)(\.gz)?$/i;

export interface WantedFile {
  readonly path: string;
  readonly bytes: number;
  readonly overrides: PlanOverrides;
}

export interface ExpandedPaths {
  readonly files: readonly WantedFile[];
  /** Names that lead to nothing, with the reason. */
  readonly missing: readonly { readonly path: string; readonly problems: readonly ImportProblem[] }[];
}

export async function expandPaths(wanted: ImportRequest['files']): Promise<ExpandedPaths> {
  const files = new Map<string, WantedFile>();
  const missing: { path: string; problems: ImportProblem[] }[] = [];
  for (const { path, overrides = {} } of wanted) {
    const full = resolve(path);
    const facts = await stat(full).catch(() => null);
    if (!facts) {
      missing.push({
        path,
        problems: [problem(0, 'there is no such file or folder: check the name', 'error')],
      });
      continue;
    }
    if (!facts.isDirectory()) {
      files.set(full, { path: full, bytes: facts.size, overrides });
      continue;
    }
    const found = await filesUnder(full);
    if (found.length === 0)
      missing.push({
        path,
        problems: [
          problem(
            0,
            'the folder holds no candle files (.csv, .txt, .tsv, .parquet, each also as .gz), nor do its subfolders',
            'error',
          ),
        ],
      });
    if (found.length > 1 && (overrides.symbol !== undefined || overrides.instrumentId !== undefined)) {
      missing.push({
        path,
        problems: [
          problem(
            0,
            `one symbol was given for a folder of ${found.length} files, which would mix them into one instrument: give it file by file`,
            'error',
          ),
        ],
      });
      continue;
    }
    // A file named by itself keeps its own corrections when its folder is named too.
    for (const file of found) if (!files.has(file.path)) files.set(file.path, { ...file, overrides });
  }
  return { files: [...files.values()], missing };
}

async function filesUnder(folder: string): Promise<{ path: string; bytes: number }[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: { path: string; bytes: number }[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesUnder(path)));
    else if (CANDLE_FILE.test(entry.name)) {
      const facts = await stat(path).catch(() => null);
      if (facts?.isFile()) found.push({ path, bytes: facts.size });
    }
  }
  return found;
}
