// The browser shell as one value: lock, services, sockets, server. Called by `npm start` and by `anchordesk serve`.
// Prints nothing and ends no process; its callers do.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import type { Services } from '../contracts/services.ts';
import type { Host } from '../services/host.ts';
import {
  forgetWindowCodes,
  type LockHolder,
  leaveWindowCode,
  lockFileIn,
  redeemWindowCode,
  takeLock,
  windowUrl,
} from '../services/instance/index.ts';
import { createCredentials } from './credentials.ts';
import { bindServer } from './http-server.ts';
import { createRpcSockets, RPC_LIMITS, type RpcLimits } from './rpc-socket.ts';

export interface BrowserShellOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** Folder of the built page, absolute. */
  readonly pageFolder: string;
  readonly limits?: RpcLimits;
}

export interface BrowserShell {
  readonly port: number;
  readonly services: Services;
  /** A one-time link to a window, valid for a minute. */
  newWindowUrl(): string;
  close(): Promise<void>;
}

/** Says who holds the folder. `details.url` opens a window of it where it is a browser shell that answers already. */
export function alreadyRunning(dataFolder: string, holder: LockHolder): AppError {
  const url = holder.shell === 'browser' && holder.port > 0 ? leaveWindowCode(dataFolder, holder) : undefined;
  const where =
    holder.shell === 'electron'
      ? 'in its own window; bring that to the front.'
      : url === undefined
        ? 'and is just starting; try again in a few seconds.'
        : `on port ${holder.port}. Another window of it (link works once, for a minute): ${url}`;
  return new AppError(
    'ALREADY_RUNNING',
    `AnchorDesk is already open on ${dataFolder} (process ${holder.pid}) ${where} ` +
      `Nothing was changed. If process ${holder.pid} is not AnchorDesk, delete ${lockFileIn(dataFolder)}.`,
    { ...holder, url },
  );
}

/**
 * Opens the desk on `host.dataFolder`. `compose` builds the services, and is called only once the folder is ours.
 * Throws ALREADY_RUNNING, CONFLICT (port taken) or what opening the database throws; then nothing is left behind.
 */
export async function startBrowserShell(
  host: Host,
  compose: (host: Host) => Promise<Services>,
  options: BrowserShellOptions,
): Promise<BrowserShell> {
  if (!existsSync(join(options.pageFolder, 'index.html')))
    throw new AppError(
      'INTERNAL',
      'The page has not been built. Nothing was started. Run `npm run build`, then start again.',
    );
  const outcome = takeLock(host.dataFolder, { pid: process.pid, shell: 'browser', startedAt: host.now() });
  if (!outcome.taken) throw alreadyRunning(host.dataFolder, outcome.holder);

  const { lock } = outcome;
  let services: Services | undefined;
  try {
    forgetWindowCodes(host.dataFolder);
    services = await compose(host);
    const credentials = createCredentials(host.now, (code) =>
      redeemWindowCode(host.dataFolder, code, host.now()),
    );
    let port = 0;
    const newWindowUrl = () => windowUrl(port, credentials.mintCode());
    const sockets = createRpcSockets(
      { services, readOnly: host.readOnly, newWindowUrl },
      credentials,
      options.limits ?? RPC_LIMITS,
    );
    const server = await bindServer(options.pageFolder, options.port, sockets);
    port = server.port;
    lock.update(port);
    const opened = services;
    return {
      port,
      services: opened,
      newWindowUrl,
      async close() {
        await server.close();
        await opened.close();
        lock.release();
      },
    };
  } catch (error) {
    await services?.close();
    lock.release();
    throw error;
  }
}
