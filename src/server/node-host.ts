// Host on plain Node: what the browser shell and the command line give the application. Never imports electron.

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { resolveDataFolder } from '../services/data-folder.ts';
import { ensurePrivateFolder } from '../services/db/index.ts';
import type { Host } from '../services/host.ts';
import { holdAwake } from './hold-awake.ts';
import { startNodeWorker } from './node-worker.ts';

export interface NodeHostOptions {
  readonly shell: 'browser' | 'cli';
  /** As named by the user; left out: ANCHORDESK_HOME or the system's usual place. */
  readonly dataFolder?: string | undefined;
  readonly readOnly?: boolean;
  readonly now?: () => number;
  /** Where notices go; there is no desktop to show them on. */
  readonly onNotice?: (title: string, body: string) => void;
}

export function createNodeHost(options: NodeHostOptions): Host {
  const dataFolder = resolveDataFolder(options.dataFolder);
  ensurePrivateFolder(dataFolder);
  return {
    shell: options.shell,
    version: applicationVersion(),
    dataFolder,
    readOnly: options.readOnly ?? false,
    now: options.now ?? Date.now,
    startWorker: startNodeWorker,
    notify: options.onNotice ?? (() => {}),
    holdAwake: (reason) => holdAwake(reason),
  };
}

function applicationVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
