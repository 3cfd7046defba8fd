// The one window: how it is created, where it stood last time, and what happens when its page dies.

import type { BrowserWindowConstructorOptions } from 'electron';
import type { ElectronPort, WindowBounds, WindowPort } from './electron-port.ts';
import { PAGE_URL } from './origin.ts';

export interface WindowState {
  load(): WindowBounds | undefined;
  save(bounds: WindowBounds): void;
}

const DEFAULT_BOUNDS: WindowBounds = { width: 1440, height: 900, maximized: false };
/** A page that dies twice within this time would die again; then a person decides. */
const CRASH_WINDOW_MS = 60_000;

export function windowOptions(preload: string, bounds: WindowBounds): BrowserWindowConstructorOptions {
  const { maximized: _, ...place } = bounds;
  return {
    ...place,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'AnchorDesk',
    backgroundColor: '#0d1117',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      spellcheck: false,
    },
  };
}

export interface OpenWindowOptions {
  readonly preload: string;
  readonly state: WindowState;
  readonly now: () => number;
  readonly onReady: () => void;
  readonly onClosed: () => void;
  readonly log: (line: string) => void;
}

export function openWindow(electron: ElectronPort, options: OpenWindowOptions): WindowPort {
  const bounds = options.state.load() ?? DEFAULT_BOUNDS;
  const window = electron.createWindow(windowOptions(options.preload, bounds), bounds.maximized);
  let lastCrash = Number.NEGATIVE_INFINITY;
  window.onReady(() => {
    window.show();
    options.onReady();
  });
  window.onClose(() => {
    options.state.save(window.bounds());
    options.onClosed();
  });
  window.onPageGone((reason) => {
    options.log(`The window's page ended: ${reason}`);
    const again = options.now() - lastCrash < CRASH_WINDOW_MS;
    lastCrash = options.now();
    if (!again) window.reload();
    else
      electron.showError(
        'The window stopped twice within a minute',
        `Reason: ${reason}. Running jobs and everything stored are safe. Close the window and start AnchorDesk again.`,
      );
  });
  window
    .load(PAGE_URL)
    .catch((error: unknown) => electron.showError('The page could not be loaded', String(error)));
  return window;
}
