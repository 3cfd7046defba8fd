// Puts the Electron shell together in the order that security needs: everything global before `ready`, guards before the
// window, lock before the database. Called by index.ts with the real Electron, by tests with a double.

import { PORT_CHANNEL } from '../contracts/desktop.ts';
import { AppError, exitCodeOf, toErrorData } from '../contracts/errors.ts';
import type { Services } from '../contracts/services.ts';
import { ensurePrivateFolder } from '../services/db/index.ts';
import type { Host } from '../services/host.ts';
import { type InstanceLock, leaveWindowCode, lockFileIn, takeLock } from '../services/instance/index.ts';
import { createElectronHost } from './electron-host.ts';
import type { ElectronPort, WindowPort } from './electron-port.ts';
import { confine } from './navigation.ts';
import { isPageResource, SCHEME, SCHEME_PRIVILEGES } from './origin.ts';
import { answerPage } from './page-scheme.ts';
import { mayUse } from './permissions.ts';
import { createRpcPorts } from './rpc-ports.ts';
import { openWindow, type WindowState } from './window.ts';

export interface DeskOptions {
  readonly dataFolder: string;
  readonly readOnly: boolean;
  readonly pageFolder: string;
  readonly preload: string;
  readonly workerEntry: string;
  readonly windowState: () => WindowState;
  readonly compose: (host: Host) => Promise<Services>;
  readonly now: () => number;
  readonly pid: number;
  readonly log: (line: string) => void;
  /** The window is on screen. */
  readonly onReady: () => void;
}

/** Another start of this program: nothing to do but let it come to the front. */
function isFirst(electron: ElectronPort): boolean {
  if (electron.requestSingleInstance()) return true;
  electron.exit(0);
  return false;
}

/** The folder may be open in a browser shell: then the user gets a window of that one. */
function takeFolder(electron: ElectronPort, options: DeskOptions): InstanceLock | null {
  const outcome = takeLock(options.dataFolder, {
    pid: options.pid,
    shell: 'electron',
    startedAt: options.now(),
  });
  if (outcome.taken) return outcome.lock;
  const { holder } = outcome;
  if (holder.shell === 'browser' && holder.port > 0)
    electron.openInBrowser(leaveWindowCode(options.dataFolder, holder));
  else
    electron.showError(
      'AnchorDesk is already open on this folder',
      `Process ${holder.pid} holds ${options.dataFolder}. Nothing was changed. ` +
        `If that process is not AnchorDesk, delete ${lockFileIn(options.dataFolder)}.`,
    );
  return null;
}

/** Takes the folder and composes the services; null where that failed, which the user was told, and the desk ends. */
async function openData(
  electron: ElectronPort,
  options: DeskOptions,
): Promise<{ readonly lock: InstanceLock; readonly services: Services } | null> {
  let lock: InstanceLock | null = null;
  try {
    ensurePrivateFolder(options.dataFolder);
    lock = takeFolder(electron, options);
    if (lock !== null)
      return { lock, services: await options.compose(createElectronHost(electron, options)) };
    electron.exit(4);
  } catch (error) {
    lock?.release();
    electron.showError('AnchorDesk could not open its data', toErrorData(error).message);
    electron.exit(error instanceof AppError ? exitCodeOf(error.code) : 1);
  }
  return null;
}

function guard(electron: ElectronPort, options: DeskOptions): void {
  electron.handleScheme(SCHEME, (request) => answerPage(options.pageFolder, request));
  electron.decidePermissions(mayUse);
  electron.filterRequests(isPageResource);
}

/** Runs the desk until its window closes. Resolves once it is open, or has refused to start. */
export async function runDesk(electron: ElectronPort, options: DeskOptions): Promise<void> {
  electron.keepCrashDumpsLocally();
  electron.enableSandbox();
  if (!isFirst(electron)) return;
  electron.registerScheme(SCHEME_PRIVILEGES);
  electron.onContentsCreated((contents) => confine(contents, (url) => electron.openInBrowser(url)));
  electron.onProcessGone((description) => options.log(description));

  let window: WindowPort | undefined;
  // Registered before `ready`: a second start may come while this one is still opening its file.
  electron.onSecondInstance(() => {
    window?.show();
    window?.focus();
  });
  await electron.whenReady();

  const opened = await openData(electron, options);
  if (opened === null) return;
  const { lock, services } = opened;

  guard(electron, options);
  const windows = new Set<number>();
  const ports = createRpcPorts({ services, readOnly: options.readOnly }, windows);
  electron.onPortRequest(PORT_CHANNEL, ports.accept);

  const open = () => {
    const fresh = openWindow(electron, {
      preload: options.preload,
      state: options.windowState(),
      now: options.now,
      onReady: options.onReady,
      onClosed: () => {
        windows.delete(fresh.contentsId);
        window = undefined;
      },
      log: options.log,
    });
    windows.add(fresh.contentsId);
    window = fresh;
  };
  open();
  electron.onActivate(() => {
    if (window === undefined) open();
  });

  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    ports.close();
    services
      .close()
      .catch((error: unknown) => options.log(toErrorData(error).message))
      .finally(() => {
        lock.release();
        electron.exit(0);
      });
  };
  electron.onQuitRequest(end);
  electron.onAllWindowsClosed(() => {
    // On a Mac an application lives without windows; elsewhere the window is the application.
    if (electron.platform !== 'darwin') end();
  });
}
