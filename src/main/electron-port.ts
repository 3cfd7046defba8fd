// Everything this shell asks of Electron, as one interface. `real-electron.ts` implements it; tests give a typed double.
// Small on purpose: a call that is not here is not made.

import type { BrowserWindowConstructorOptions, CustomScheme, MessagePortMain } from 'electron';

/** The part of a MessagePortMain the shell uses. */
export type PortLike = Pick<MessagePortMain, 'postMessage' | 'start' | 'close'> & {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
};

/** Somebody asked for a port over IPC: who, from which frame, and the port they sent along. */
export interface PortRequest {
  readonly contentsId: number;
  readonly isMainFrame: boolean;
  readonly frameUrl: string;
  readonly ports: readonly PortLike[];
}

export interface NavigationAttempt {
  readonly url: string;
  readonly isMainFrame: boolean;
  refuse(): void;
}

/** The part of a WebContents that decides where a page may go. */
export interface ContentsPort {
  readonly id: number;
  /** will-navigate, will-frame-navigate and will-redirect alike. */
  onNavigation(listener: (attempt: NavigationAttempt) => void): void;
  onWebview(listener: (refuse: () => void) => void): void;
  /** Every window.open is denied; the listener hears what was asked for. */
  denyNewWindows(listener: (url: string) => void): void;
}

export interface WindowPort {
  readonly contentsId: number;
  load(url: string): Promise<void>;
  reload(): void;
  show(): void;
  focus(): void;
  bounds(): WindowBounds;
  onReady(listener: () => void): void;
  onClose(listener: () => void): void;
  onPageGone(listener: (reason: string) => void): void;
}

export interface WindowBounds {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export interface UtilityPort {
  readonly pid: number | undefined;
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number) => void): void;
  onOutput(listener: (line: string) => void): void;
  kill(): void;
}

export interface UtilityOptions {
  readonly entry: string;
  readonly serviceName: string;
  readonly execArgv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export interface PageRequest {
  readonly method: string;
  readonly url: string;
}

export interface ElectronPort {
  readonly version: string;
  readonly argv: readonly string[];
  readonly platform: NodeJS.Platform;
  keepCrashDumpsLocally(): void;
  enableSandbox(): void;
  requestSingleInstance(): boolean;
  registerScheme(scheme: CustomScheme): void;
  whenReady(): Promise<void>;
  onSecondInstance(listener: () => void): void;
  onActivate(listener: () => void): void;
  onAllWindowsClosed(listener: () => void): void;
  /** Somebody asked the application to quit. It does not, unless the listener ends it. */
  onQuitRequest(listener: () => void): void;
  onContentsCreated(listener: (contents: ContentsPort) => void): void;
  onProcessGone(listener: (description: string) => void): void;
  handleScheme(scheme: string, answer: (request: PageRequest) => Promise<Response>): void;
  /** Both Electron handlers (request and check); devices are always denied. */
  decidePermissions(decide: (permission: string, origin: string) => boolean): void;
  /** Cancels every request of the page's session that `allow` does not let through. */
  filterRequests(allow: (url: string) => boolean): void;
  onPortRequest(channel: string, listener: (request: PortRequest) => void): void;
  createWindow(options: BrowserWindowConstructorOptions, maximized: boolean): WindowPort;
  openInBrowser(url: string): void;
  forkUtility(options: UtilityOptions): UtilityPort;
  /** Keeps the machine from suspending; returns the release function. */
  holdAwake(): () => void;
  notify(title: string, body: string): void;
  showError(title: string, text: string): void;
  exit(code: number): void;
}
