// Starts a real desk (browser shell, real services, a data folder of its own) and opens windows of it.
// Used by the fixtures; needs the built page, which the global set-up makes.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { leaveWindowCode, readLock } from '../../src/services/instance/index.ts';

const projectRoot = resolve(import.meta.dirname, '..', '..');

export interface Desk {
  readonly dataFolder: string;
  readonly port: number;
  /** Milliseconds from the start of the process to its answer, as it said itself. */
  readonly readyMs: number;
  /** Everything it printed so far. */
  output(): string;
  /** A link that works once, to a screen: `/charts`. */
  url(screen?: string): string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface DeskOptions {
  readonly dataFolder?: string;
  readonly arguments?: readonly string[];
}

export function newDataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'anchordesk-e2e-'));
}

/** The Node that runs TypeScript; Playwright itself may run on an older one. */
const node = join(
  projectRoot,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

export function spawnDesk(dataFolder: string, more: readonly string[] = []): ChildProcess {
  return spawn(
    node,
    [join(projectRoot, 'src', 'server', 'main.ts'), '--no-open', '--data-dir', dataFolder, ...more],
    { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] },
  );
}

export async function startDesk(options: DeskOptions = {}): Promise<Desk> {
  const dataFolder = options.dataFolder ?? newDataFolder();
  const child = spawnDesk(dataFolder, options.arguments);
  let output = '';
  const ended = new Promise<number | null>((settle) => child.once('close', settle));
  const readyMs = await new Promise<number>((settle, fail) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => {
        output += part.toString();
        const ready = /ready in (\d+) ms/.exec(output);
        if (ready) settle(Number(ready[1]));
      });
    child.once('close', (code) => fail(new Error(`The desk ended with code ${code}:\n${output}`)));
    child.once('error', fail);
  });
  const holder = readLock(dataFolder);
  if (holder === null) throw new Error(`The desk is up but its lock is not:\n${output}`);
  return {
    dataFolder,
    port: holder.port,
    readyMs,
    output: () => output,
    url: (screen = '') => leaveWindowCode(dataFolder, holder) + screen,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

export function removeDataFolder(desk: Desk): void {
  rmSync(desk.dataFolder, { recursive: true, force: true });
}
