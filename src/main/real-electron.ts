// The real Electron behind `ElectronPort`. The only file that calls Electron's API; it translates and decides nothing.

import {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  type Event,
  ipcMain,
  Notification,
  powerSaveBlocker,
  protocol,
  session,
  shell,
  type UtilityProcess,
  utilityProcess,
} from 'electron';
import type { ContentsPort, ElectronPort, UtilityPort, WindowPort } from './electron-port.ts';

function contentsPort(contents: Electron.WebContents): ContentsPort {
  return {
    id: contents.id,
    onNavigation(listener) {
      const attempt = (event: Event, url: string, isMainFrame: boolean) =>
        listener({ url, isMainFrame, refuse: () => event.preventDefault() });
      contents.on('will-navigate', (event) => attempt(event, event.url, event.isMainFrame));
      contents.on('will-frame-navigate', (event) => attempt(event, event.url, event.isMainFrame));
      contents.on('will-redirect', (event) => attempt(event, event.url, event.isMainFrame));
    },
    onWebview: (listener) =>
      void contents.on('will-attach-webview', (event) => listener(() => event.preventDefault())),
    denyNewWindows: (listener) =>
      contents.setWindowOpenHandler(({ url }) => {
        listener(url);
        return { action: 'deny' };
      }),
  };
}

function windowPort(window: BrowserWindow, maximized: boolean): WindowPort {
  if (maximized) window.maximize();
  return {
    contentsId: window.webContents.id,
    load: (url) => window.loadURL(url),
    reload: () => window.webContents.reload(),
    show: () => window.show(),
    focus: () => {
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    bounds: () => ({ ...window.getNormalBounds(), maximized: window.isMaximized() }),
    onReady: (listener) => void window.once('ready-to-show', listener),
    onClose: (listener) => void window.on('close', listener),
    onPageGone: (listener) =>
      void window.webContents.on('render-process-gone', (_event, details) => {
        if (details.reason !== 'clean-exit') listener(details.reason);
      }),
  };
}

/** Splits what a child prints into lines; the last piece without an end is delivered at its end. */
function forwardLines(stream: NodeJS.ReadableStream | null, listener: (line: string) => void): void {
  let rest = '';
  stream?.on('data', (part: Buffer) => {
    const lines = (rest + part.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) listener(line);
  });
  stream?.on('end', () => {
    if (rest !== '') listener(rest);
  });
}

function utilityPort(child: UtilityProcess): UtilityPort {
  return {
    get pid() {
      return child.pid;
    },
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    onOutput(listener) {
      forwardLines(child.stdout, listener);
      forwardLines(child.stderr, listener);
    },
    kill: () => void child.kill(),
  };
}

export function realElectron(): ElectronPort {
  return {
    version: app.getVersion(),
    argv: process.argv.slice(app.isPackaged ? 1 : 2),
    platform: process.platform,
    keepCrashDumpsLocally: () => crashReporter.start({ uploadToServer: false }),
    enableSandbox: () => app.enableSandbox(),
    requestSingleInstance: () => app.requestSingleInstanceLock(),
    registerScheme: (scheme) => protocol.registerSchemesAsPrivileged([scheme]),
    whenReady: () => app.whenReady(),
    onSecondInstance: (listener) => void app.on('second-instance', listener),
    onActivate: (listener) => void app.on('activate', listener),
    onAllWindowsClosed: (listener) => void app.on('window-all-closed', listener),
    onQuitRequest: (listener) =>
      void app.on('before-quit', (event) => {
        event.preventDefault();
        listener();
      }),
    onContentsCreated: (listener) =>
      void app.on('web-contents-created', (_event, contents) => listener(contentsPort(contents))),
    onProcessGone: (listener) =>
      void app.on('child-process-gone', (_event, details) =>
        listener(`${details.type} process ${details.serviceName ?? ''} ended: ${details.reason}`),
      ),
    handleScheme: (scheme, answer) => protocol.handle(scheme, answer),
    decidePermissions(decide) {
      const { defaultSession } = session;
      defaultSession.setPermissionRequestHandler((_contents, permission, callback, details) =>
        callback(decide(permission, details.requestingUrl)),
      );
      defaultSession.setPermissionCheckHandler((_contents, permission, origin) => decide(permission, origin));
      defaultSession.setDevicePermissionHandler(() => false);
    },
    filterRequests: (allow) =>
      session.defaultSession.webRequest.onBeforeRequest((details, callback) =>
        callback({ cancel: !allow(details.url) }),
      ),
    onPortRequest: (channel, listener) =>
      void ipcMain.on(channel, (event) => {
        const frame = event.senderFrame;
        listener({
          contentsId: event.sender.id,
          isMainFrame: frame !== null && frame === event.sender.mainFrame,
          frameUrl: frame?.url ?? '',
          ports: event.ports,
        });
      }),
    createWindow: (options, maximized) => windowPort(new BrowserWindow(options), maximized),
    openInBrowser: (url) => void shell.openExternal(url),
    forkUtility: ({ entry, serviceName, execArgv, environment }) =>
      utilityPort(
        utilityProcess.fork(entry, [], {
          serviceName,
          execArgv: [...execArgv],
          env: { ...environment },
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
      ),
    holdAwake() {
      const id = powerSaveBlocker.start('prevent-app-suspension');
      return () => powerSaveBlocker.stop(id);
    },
    notify(title, body) {
      if (Notification.isSupported()) new Notification({ title, body }).show();
    },
    showError: (title, text) => dialog.showErrorBox(title, text),
    exit: (code) => app.exit(code),
  };
}
