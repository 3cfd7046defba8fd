// Entry of the browser shell (`npm start` without Electron): arguments in, one-time link out, orderly end on a signal.
// Prints exactly what a person or a script needs: the link, the milliseconds, and how to get another link.

import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { exitCodeOf, toErrorData } from '../contracts/errors.ts';
import { createServices } from '../services/compose.ts';
import { createNodeHost } from './node-host.ts';
import { endWithNpm } from './npm-parent.ts';
import { openBrowser } from './open-browser.ts';
import { parseShellOptions, USAGE } from './options.ts';
import { type BrowserShell, startBrowserShell } from './shell.ts';

const startedAt = Number(process.env.ANCHORDESK_STARTED_AT ?? performance.timeOrigin);
const print = (text: string) => process.stdout.write(`${text}\n`);

/** Ends in order once, at once the second time. */
function endOnSignals(shell: BrowserShell): void {
  let ending = false;
  const end = () => {
    if (ending) process.exit(1);
    ending = true;
    shell.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(toErrorData(error).message);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

/** In a terminal, Enter prints a fresh link: the first one is dead after a minute or one use. */
function offerMoreLinks(shell: BrowserShell): void {
  if (!process.stdin.isTTY) return;
  print('Enter: another link · Ctrl-C: end');
  createInterface({ input: process.stdin }).on('line', () => print(shell.newWindowUrl()));
}

async function main(): Promise<void> {
  const options = parseShellOptions(process.argv.slice(2));
  if (options.help) {
    print(USAGE);
    return;
  }
  const host = createNodeHost({
    shell: 'browser',
    dataFolder: options.dataFolder,
    readOnly: options.readOnly,
  });
  const shell = await startBrowserShell(host, (opened) => createServices(opened), {
    port: options.port,
    pageFolder: resolve(import.meta.dirname, '..', '..', 'out', 'renderer'),
  });
  endOnSignals(shell);
  endWithNpm();
  const url = shell.newWindowUrl();
  print(`AnchorDesk: ${url}`);
  print(`ready in ${Math.round(Date.now() - startedAt)} ms · data in ${host.dataFolder}`);
  if (options.open && !openBrowser(url)) print('No browser to open here; the link works once, for a minute.');
  offerMoreLinks(shell);
}

main().catch((error: unknown) => {
  const data = toErrorData(error);
  console.error(data.message);
  const url = (data.details as { readonly url?: unknown } | undefined)?.url;
  if (data.code === 'ALREADY_RUNNING' && typeof url === 'string' && !process.argv.includes('--no-open'))
    openBrowser(url);
  process.exit(exitCodeOf(data.code));
});
