// A typed double of the Electron calls the shell makes. Records what was asked in order, and lets a test play the page, the
// system and the user. Whatever `ElectronPort` gains, this file must gain too, or it does not compile.

import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, CustomScheme } from 'electron';
import type {
  ContentsPort,
  ElectronPort,
  NavigationAttempt,
  PageRequest,
  PortLike,
  PortRequest,
  UtilityOptions,
  UtilityPort,
  WindowBounds,
  WindowPort,
} from '../../src/main/electron-port.ts';

/** Two connected ports; like MessagePortMain they deliver once started, and tell when the other end closes. */
export class FakePort extends EventEmitter implements PortLike {
  other: FakePort | undefined;
  closed = false;
  #started = false;
  readonly #waiting: unknown[] = [];

  static pair(): readonly [FakePort, FakePort] {
    const [first, second] = [new FakePort(), new FakePort()];
    first.other = second;
    second.other = first;
    return [first, second];
  }

  postMessage(data: unknown): void {
    if (!this.closed) this.other?.deliver(structuredClone(data));
  }

  deliver(data: unknown): void {
    if (this.#started) queueMicrotask(() => this.emit('message', { data }));
    else this.#waiting.push(data);
  }

  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.deliver(data);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.emit('close');
    this.other?.close();
  }
}

export class FakeContents implements ContentsPort {
  readonly id: number;
  readonly #navigation: ((attempt: NavigationAttempt) => void)[] = [];
  readonly #webview: ((refuse: () => void) => void)[] = [];
  #newWindow: ((url: string) => void) | undefined;

  constructor(id: number) {
    this.id = id;
  }
  onNavigation(listener: (attempt: NavigationAttempt) => void): void {
    this.#navigation.push(listener);
  }
  onWebview(listener: (refuse: () => void) => void): void {
    this.#webview.push(listener);
  }
  denyNewWindows(listener: (url: string) => void): void {
    this.#newWindow = listener;
  }

  /** True where the page got there. */
  navigate(url: string, isMainFrame = true): boolean {
    let refused = false;
    for (const listener of this.#navigation)
      listener({
        url,
        isMainFrame,
        refuse: () => {
          refused = true;
        },
      });
    return !refused;
  }
  attachWebview(): boolean {
    let refused = false;
    for (const listener of this.#webview)
      listener(() => {
        refused = true;
      });
    return !refused;
  }
  /** False: denied, which is all there is. Throws where nobody set the handler. */
  openWindow(url: string): false {
    if (!this.#newWindow) throw new Error('window.open is not denied');
    this.#newWindow(url);
    return false;
  }
}

export class FakeWindow extends EventEmitter implements WindowPort {
  readonly contents: FakeContents;
  readonly options: BrowserWindowConstructorOptions;
  readonly calls: string[] = [];
  place: WindowBounds = { x: 1, y: 2, width: 1300, height: 800, maximized: false };

  constructor(contents: FakeContents, options: BrowserWindowConstructorOptions) {
    super();
    this.contents = contents;
    this.options = options;
  }
  get contentsId(): number {
    return this.contents.id;
  }
  async load(url: string): Promise<void> {
    this.calls.push(`load ${url}`);
  }
  reload(): void {
    this.calls.push('reload');
  }
  show(): void {
    this.calls.push('show');
  }
  focus(): void {
    this.calls.push('focus');
  }
  bounds(): WindowBounds {
    return this.place;
  }
  onReady(listener: () => void): void {
    this.on('ready', listener);
  }
  onClose(listener: () => void): void {
    this.on('close', listener);
  }
  onPageGone(listener: (reason: string) => void): void {
    this.on('gone', listener);
  }
}

export class FakeUtility extends EventEmitter implements UtilityPort {
  readonly pid = 4242;
  readonly posted: unknown[] = [];
  killed = false;
  post(message: unknown): void {
    this.posted.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.on('message', listener);
  }
  onExit(listener: (code: number) => void): void {
    this.on('exit', listener);
  }
  onOutput(listener: (line: string) => void): void {
    this.on('line', listener);
  }
  kill(): void {
    this.killed = true;
  }
}

export class FakeElectron extends EventEmitter implements ElectronPort {
  readonly version = '0.0.0-test';
  readonly argv: readonly string[] = [];
  readonly platform: NodeJS.Platform;
  readonly calls: string[] = [];
  readonly windows: FakeWindow[] = [];
  readonly utilities: { readonly options: UtilityOptions; readonly child: FakeUtility }[] = [];
  readonly opened: string[] = [];
  readonly errors: string[] = [];
  readonly exits: number[] = [];
  readonly schemes = new Map<string, (request: PageRequest) => Promise<Response>>();
  scheme: CustomScheme | undefined;
  first = true;
  awake = 0;
  permission: (permission: string, origin: string) => boolean = () => true;
  allowsRequest: (url: string) => boolean = () => true;
  #portRequest: ((request: PortRequest) => void) | undefined;
  #ready = false;

  constructor(platform: NodeJS.Platform = 'linux') {
    super();
    this.platform = platform;
  }

  keepCrashDumpsLocally(): void {
    this.calls.push('crash dumps');
  }
  enableSandbox(): void {
    if (this.#ready) throw new Error('enableSandbox after ready has no effect');
    this.calls.push('sandbox');
  }
  requestSingleInstance(): boolean {
    this.calls.push('single instance');
    return this.first;
  }
  registerScheme(scheme: CustomScheme): void {
    if (this.#ready || this.scheme) throw new Error('registerSchemesAsPrivileged works once, before ready');
    this.scheme = scheme;
  }
  async whenReady(): Promise<void> {
    this.#ready = true;
    this.calls.push('ready');
  }
  onSecondInstance(listener: () => void): void {
    this.on('second-instance', listener);
  }
  onActivate(listener: () => void): void {
    this.on('activate', listener);
  }
  onAllWindowsClosed(listener: () => void): void {
    this.on('window-all-closed', listener);
  }
  onQuitRequest(listener: () => void): void {
    this.on('before-quit', listener);
  }
  onContentsCreated(listener: (contents: ContentsPort) => void): void {
    this.on('contents', listener);
  }
  onProcessGone(listener: (description: string) => void): void {
    this.on('process-gone', listener);
  }
  handleScheme(scheme: string, answer: (request: PageRequest) => Promise<Response>): void {
    if (!this.#ready) throw new Error('protocol.handle before ready');
    this.schemes.set(scheme, answer);
    this.calls.push('scheme');
  }
  decidePermissions(decide: (permission: string, origin: string) => boolean): void {
    this.permission = decide;
    this.calls.push('permissions');
  }
  filterRequests(allow: (url: string) => boolean): void {
    this.allowsRequest = allow;
    this.calls.push('requests');
  }
  onPortRequest(channel: string, listener: (request: PortRequest) => void): void {
    this.#portRequest = listener;
    this.calls.push(`ipc ${channel}`);
  }
  createWindow(options: BrowserWindowConstructorOptions): WindowPort {
    const contents = new FakeContents(this.windows.length + 1);
    this.emit('contents', contents);
    const window = new FakeWindow(contents, options);
    this.windows.push(window);
    this.calls.push('window');
    return window;
  }
  openInBrowser(url: string): void {
    this.opened.push(url);
  }
  forkUtility(options: UtilityOptions): UtilityPort {
    const child = new FakeUtility();
    this.utilities.push({ options, child });
    return child;
  }
  holdAwake(): () => void {
    this.awake++;
    return () => {
      this.awake--;
    };
  }
  notify(title: string): void {
    this.calls.push(`notify ${title}`);
  }
  showError(title: string, text: string): void {
    this.errors.push(`${title}: ${text}`);
  }
  exit(code: number): void {
    this.exits.push(code);
    this.emit('exited');
  }

  /** A page asks for a port; answers the page's end of it. */
  askForPort(request: Partial<PortRequest> = {}): FakePort {
    if (!this.#portRequest) throw new Error('Nobody listens for ports');
    const [page, main] = FakePort.pair();
    this.#portRequest({
      contentsId: this.windows[0]?.contentsId ?? -1,
      isMainFrame: true,
      frameUrl: 'app://bundle/charts',
      ports: [main],
      ...request,
    });
    page.start();
    return page;
  }
}
