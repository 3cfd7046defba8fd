// Entry of the Electron shell: where things are, and what happens when something breaks that nobody caught.
// Starts the desk with the real Electron; the order of everything else is desk.ts.

import { join, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { createServices } from '../services/compose.ts';
import { resolveDataFolder } from '../services/data-folder.ts';
import { runDesk } from './desk.ts';
import { realElectron } from './real-electron.ts';
import { storedWindowState } from './window-state.ts';

const startedAt = Number(process.env.ANCHORDESK_STARTED_AT ?? performance.timeOrigin);
const electron = realElectron();

/** Stored work is safe at any moment (transactions, checkpoints); going on in an unknown state is not. */
function endOnUncaught(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      // Message and stack only: an error object may carry the headers of a request.
      console.error(error instanceof Error ? error.stack : String(error));
      electron.exit(1);
    });
}

// Electron and Chromium add flags of their own, so unknown ones are not an error here.
const { values } = parseArgs({
  args: [...electron.argv],
  strict: false,
  options: { 'data-dir': { type: 'string' }, 'read-only': { type: 'boolean' } },
});
const dataDir = values['data-dir'];

endOnUncaught();
await runDesk(electron, {
  dataFolder: resolveDataFolder(typeof dataDir === 'string' ? dataDir : undefined),
  readOnly: values['read-only'] === true,
  pageFolder: resolve(import.meta.dirname, '..', '..', 'renderer'),
  preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
  // Beside main, not in it: a packaged desk keeps the worker outside the archive (electron-builder.config.mjs).
  workerEntry: join(import.meta.dirname, '..', 'worker', 'main.mjs').replace(
    `app.asar${sep}`,
    `app.asar.unpacked${sep}`,
  ),
  windowState: storedWindowState,
  compose: (host) => createServices(host),
  now: Date.now,
  pid: process.pid,
  log: (line) => console.error(line),
  onReady: () => console.log(`ready in ${Math.round(Date.now() - startedAt)} ms`),
});
