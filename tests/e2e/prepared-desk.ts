// Data folders filled by the command line before a desk opens on them: much faster than by clicking, and the same file.

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dataFolder } from '../data-folder.ts';
import { type Desk, newDataFolder, startDesk } from './desk.ts';

const projectRoot = resolve(import.meta.dirname, '..', '..');
const node = join(
  projectRoot,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Runs a command on a data folder and returns its JSON document. */
export function runCli(folder: string, ...command: readonly string[]): unknown {
  const text = execFileSync(
    node,
    [join(projectRoot, 'src', 'cli', 'main.ts'), '--data-dir', folder, '--json', ...command],
    { cwd: projectRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 64 * 2 ** 20 },
  );
  return JSON.parse(text);
}

export function sampleFolder(symbols: number, sessions: number): string {
  const folder = newDataFolder();
  runCli(folder, 'sample', '--symbols', String(symbols), '--sessions', String(sessions));
  return folder;
}

/** A desk over one invented symbol with more than 100,000 one-minute bars (300 sessions), and the symbol's id. */
export async function deskOfLongHistory(): Promise<{ readonly desk: Desk; readonly symbol: string }> {
  const folder = sampleFolder(1, 300);
  const { instruments } = runCli(folder, 'data') as {
    readonly instruments: readonly { readonly id: string }[];
  };
  return { desk: await startDesk({ dataFolder: folder }), symbol: instruments[0]?.id ?? '' };
}

/** The real five-minute files of 21 NSE symbols, or none where the data is not there. */
export function realFiles(): readonly string[] {
  const data = dataFolder();
  if (!data) return [];
  const market = join(data, 'market');
  return readdirSync(market)
    .filter((name) => /^NSE_.*_5minute\.csv\.gz$/.test(name))
    .map((name) => join(market, name));
}
