// The Electron shell's wiring against a typed double: what it asks Electron for, in which order, and what it refuses.
import { existsSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../src/contracts/errors.ts';
import type { Services } from '../../src/contracts/services.ts';
import { type DeskOptions, runDesk } from '../../src/main/desk.ts';
import type { WindowBounds } from '../../src/main/electron-port.ts';
import type { Host } from '../../src/services/host.ts';
import { lockFileIn, readLock, redeemWindowCode, takeLock } from '../../src/services/instance/index.ts';
import { FakeElectron, FakePort } from '../fakes/electron.ts';
import { fakeServices } from '../fakes/services.ts';

let folder: string;
let electron: FakeElectron;
let saved: WindowBounds[];
let logged: string[];
let time: number;
let host: Host | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-'));
  mkdirSync(join(folder, 'page'));
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html>');
  electron = new FakeElectron();
  saved = [];
  logged = [];
  time = 1_700_000_000_000;
  host = undefined;
});

function options(services: Services = fakeServices(), given: Partial<DeskOptions> = {}): DeskOptions {
  return {
    dataFolder: join(folder, 'data'),
    readOnly: false,
    pageFolder: join(folder, 'page'),
    preload: '/preload.cjs',
    workerEntry: '/worker.js',
    windowState: () => ({ load: () => saved.at(-1), save: (bounds) => saved.push(bounds) }),
    compose: async (composed) => {
      host = composed;
      return services;
    },
    now: () => time,
    pid: process.pid,
    log: (line) => logged.push(line),
    onReady: () => logged.push('ready'),
    ...given,
  };
}

const exited = () => new Promise<void>((resolve) => electron.once('exited', resolve));

describe('order', () => {
  test('the sandbox and the scheme come before ready, every guard before the window', async () => {
    await runDesk(electron, options());
    expect(electron.calls).toEqual([
      'crash dumps',
      'sandbox',
      'single instance',
      'ready',
      'scheme',
      'permissions',
      'requests',
      'ipc anchordesk:port',
      'window',
    ]);
    expect(electron.scheme).toEqual({
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true },
    });
    expect([...electron.schemes.keys()]).toEqual(['app']);
  });

  test('the window is sandboxed, isolated and without Node', async () => {
    await runDesk(electron, options());
    expect(electron.windows[0]?.options.webPreferences).toEqual({
      preload: '/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      spellcheck: false,
    });
    expect(electron.windows[0]?.calls).toEqual(['load app://bundle/']);
  });
});

describe('the page', () => {
  const ask = (url: string, method = 'GET') => electron.schemes.get('app')?.({ url, method });

  test('is answered with its policy; a screen of it is the same page', async () => {
    await runDesk(electron, options());
    for (const url of ['app://bundle/', 'app://bundle/charts/NSE:TCS']) {
      const response = await ask(url);
      expect([response?.status, await response?.text()]).toEqual([200, '<!doctype html>']);
      expect(response?.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self'; /,
      );
      expect(response?.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test.each([
    ['app://other/', 'GET', 404],
    ['app://bundle:80/', 'GET', 404],
    ['app://user@bundle/', 'GET', 404],
    ['app://bundle/%2e%2e%2fdata/desk.lock', 'GET', 404],
    ['app://bundle/..%5cdata', 'GET', 404],
    ['app://bundle/absent.js', 'GET', 404],
    ['app://bundle/', 'POST', 405],
  ])('%s %s gets %i', async (url, method, status) => {
    await runDesk(electron, options());
    expect((await ask(url, method))?.status).toBe(status);
  });

  test('may notify and copy, and nothing else; other origins may nothing', async () => {
    await runDesk(electron, options());
    const origin = 'app://bundle/';
    expect(electron.permission('notifications', origin)).toBe(true);
    expect(electron.permission('clipboard-sanitized-write', origin)).toBe(true);
    for (const permission of [
      'clipboard-read',
      'media',
      'geolocation',
      'midi',
      'hid',
      'serial',
      'usb',
      'openExternal',
      'fullscreen',
      'display-capture',
      'pointerLock',
      'fileSystem',
      'unknown',
      'constructor',
      '__proto__',
    ])
      expect([permission, electron.permission(permission, origin)]).toEqual([permission, false]);
    for (const foreign of ['https://attacker.example', 'app://bundle.attacker.example/', '', 'file:///'])
      expect(electron.permission('notifications', foreign)).toBe(false);
  });

  test('may load itself and its own memory, no network', async () => {
    await runDesk(electron, options());
    const verdicts = [
      'app://bundle/assets/a.js',
      'blob:app://bundle/5f',
      'data:image/png;base64,',
      'https://attacker.example/',
      'ws://127.0.0.1:1/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'app://other/',
      'blob:https://attacker.example/5f',
      'not a url',
    ].map((url) => electron.allowsRequest(url));
    expect(verdicts).toEqual([true, true, true, false, false, false, false, false, false, false]);
  });

  test('cannot leave: navigation, frames, webviews and new windows are refused', async () => {
    await runDesk(electron, options());
    const contents = electron.windows[0]?.contents;
    expect(contents?.navigate('app://bundle/charts')).toBe(true);
    for (const url of [
      'https://attacker.example/',
      'app://bundle.attacker.example/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/html,x',
      'not a url',
    ])
      expect([url, contents?.navigate(url)]).toEqual([url, false]);
    expect(contents?.navigate('app://bundle/charts', false)).toBe(false);
    expect(contents?.attachWebview()).toBe(false);
    expect(contents?.openWindow('https://attacker.example/')).toBe(false);
    expect(electron.opened).toEqual([]);
  });

  test('a known https page opens in the system browser, and only there', async () => {
    await runDesk(electron, options());
    const contents = electron.windows[0]?.contents;
    contents?.openWindow('https://kite.trade/docs/');
    expect(contents?.navigate('https://kite.zerodha.com/connect/login')).toBe(false);
    for (const url of [
      'http://kite.trade/',
      'https://kite.trade:8443/',
      'https://x@kite.trade/',
      'https://kite.trade.attacker.example/',
    ])
      contents?.openWindow(url);
    expect(electron.opened).toEqual(['https://kite.trade/docs/', 'https://kite.zerodha.com/connect/login']);
  });
});

describe('the port', () => {
  const next = (port: FakePort) =>
    new Promise<unknown>((resolve) =>
      port.once('message', ({ data }: { data: string }) => resolve(JSON.parse(data))),
    );
  const query = (path: string, input?: unknown) =>
    JSON.stringify({ id: 7, method: 'query', params: { path, input } });

  test('carries the typed API', async () => {
    await runDesk(electron, options(fakeServices({ system: { logTail: async () => ['line'] } })));
    const port = electron.askForPort();
    port.postMessage(query('system.logTail', {}));
    expect(await next(port)).toEqual({ id: 7, result: { type: 'data', data: ['line'] } });
    port.postMessage('PING');
    expect(await new Promise((resolve) => port.once('message', ({ data }) => resolve(data)))).toBe('PONG');
  });

  test.each([
    ['another window', { contentsId: 99 }],
    ['a frame inside the page', { isMainFrame: false }],
    ['a page that is not ours', { frameUrl: 'https://attacker.example/' }],
    ['a page that looks like ours', { frameUrl: 'app://bundle.attacker.example/' }],
    ['a frame that is gone', { frameUrl: '' }],
  ])('%s gets none', async (_name, request) => {
    await runDesk(electron, options());
    expect(electron.askForPort(request).closed).toBe(true);
  });

  test('a request with two ports, or none, is refused', async () => {
    await runDesk(electron, options());
    const [a, b] = FakePort.pair();
    electron.askForPort({ ports: [a, b] });
    expect([a.closed, b.closed]).toEqual([true, true]);
    electron.askForPort({ ports: [] });
  });

  test('a closed window may not ask again', async () => {
    await runDesk(electron, options());
    electron.windows[0]?.emit('close');
    expect(electron.askForPort().closed).toBe(true);
  });

  test.each([
    ['a value that is no text', { id: 1 }],
    ['an oversized text', 'x'.repeat(4 * 2 ** 20 + 1)],
  ])('%s closes it', async (_name, message) => {
    await runDesk(electron, options());
    const port = electron.askForPort();
    const closed = new Promise((resolve) => port.once('close', resolve));
    port.postMessage(message);
    await closed;
  });

  test('a page that goes away ends its subscriptions', async () => {
    let stopped: () => void = () => {};
    const hasStopped = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    await runDesk(electron, options(fakeServices({ jobs: { watch: () => stopped } })));
    const port = electron.askForPort();
    port.postMessage(JSON.stringify({ id: 7, method: 'subscription', params: { path: 'jobs.watch' } }));
    expect(await next(port)).toMatchObject({ result: { type: 'started' } });
    port.close();
    await hasStopped;
  });

  test('a read-only desk refuses commands here too, and has no link to give', async () => {
    await runDesk(electron, options(fakeServices(), { readOnly: true }));
    const port = electron.askForPort();
    for (const [path, input] of [
      ['jobs.cancel', { jobId: 'x' }],
      ['system.newWindowUrl', undefined],
    ] as const) {
      port.postMessage(JSON.stringify({ id: 7, method: 'mutation', params: { path, input } }));
      expect(await next(port)).toMatchObject({ error: { data: { app: { code: 'REFUSED' } } } });
    }
  });
});

describe('life', () => {
  test('a second start of the program ends, and brings the first window to the front', async () => {
    await runDesk(electron, options());
    electron.emit('second-instance');
    expect(electron.windows[0]?.calls.slice(-2)).toEqual(['show', 'focus']);

    const second = new FakeElectron();
    second.first = false;
    await runDesk(second, options());
    expect([second.exits, second.windows]).toEqual([[0], []]);
  });

  test('a folder that does not exist yet is made, for its owner only', async () => {
    const dataFolder = join(folder, 'new', 'data');
    await runDesk(electron, options(fakeServices(), { dataFolder }));
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
    expect(readLock(dataFolder)?.shell).toBe('electron');
  });

  test('a folder that cannot be made is explained', async () => {
    writeFileSync(join(folder, 'file'), '');
    await runDesk(electron, options(fakeServices(), { dataFolder: join(folder, 'file', 'data') }));
    expect(electron.errors[0]).toMatch(/^AnchorDesk could not open its data: /);
    expect([electron.exits.length, electron.windows]).toEqual([1, []]);
  });

  test('a folder open in a browser shell gets a window of that one instead', async () => {
    const holder = takeLock(join(folder, 'data'), { pid: process.ppid, shell: 'browser', startedAt: 1 });
    if (holder.taken) holder.lock.update(4321);
    await runDesk(electron, options());
    expect([electron.exits, electron.windows]).toEqual([[4], []]);
    const url = new URL(electron.opened[0] ?? '');
    expect(url.host).toBe('127.0.0.1:4321');
    expect(redeemWindowCode(join(folder, 'data'), url.hash.slice('#code='.length), Date.now())).toBe(true);
  });

  test('a folder open in another desk is named, and left alone', async () => {
    takeLock(join(folder, 'data'), { pid: process.ppid, shell: 'electron', startedAt: 1 });
    await runDesk(electron, options());
    expect(electron.errors[0]).toContain(`Process ${process.ppid} holds`);
    expect([electron.exits, readLock(join(folder, 'data'))?.pid]).toEqual([[4], process.ppid]);
  });

  test('data that cannot be opened is explained, and the folder is free again', async () => {
    await runDesk(
      electron,
      options(undefined, {
        compose: async () => {
          throw new AppError('DATABASE_TOO_NEW', 'A newer AnchorDesk wrote this file.');
        },
      }),
    );
    expect(electron.errors).toEqual([
      'AnchorDesk could not open its data: A newer AnchorDesk wrote this file.',
    ]);
    expect([electron.exits, existsSync(lockFileIn(join(folder, 'data')))]).toEqual([[4], false]);
  });

  test('closing the window remembers its place, closes the services and frees the folder', async () => {
    let closed = 0;
    await runDesk(electron, options(fakeServices({}, () => closed++)));
    electron.windows[0]?.emit('close');
    const ended = exited();
    electron.emit('window-all-closed');
    electron.emit('before-quit');
    await ended;
    expect([closed, electron.exits, existsSync(lockFileIn(join(folder, 'data')))]).toEqual([1, [0], false]);
    expect(saved).toEqual([{ x: 1, y: 2, width: 1300, height: 800, maximized: false }]);
  });

  test('the next window opens where the last one stood', async () => {
    saved = [{ x: 10, y: 20, width: 1111, height: 777, maximized: true }];
    await runDesk(electron, options());
    expect(electron.windows[0]?.options).toMatchObject({ x: 10, y: 20, width: 1111, height: 777 });
    expect(electron.windows[0]?.options).not.toHaveProperty('maximized');
  });

  test('on a Mac the application outlives its window and opens another', async () => {
    electron = new FakeElectron('darwin');
    await runDesk(electron, options());
    electron.windows[0]?.emit('close');
    electron.emit('window-all-closed');
    expect(electron.exits).toEqual([]);
    electron.emit('activate');
    expect(electron.windows).toHaveLength(2);
    const ended = exited();
    electron.emit('before-quit');
    await ended;
    expect(electron.exits).toEqual([0]);
  });

  test('a page that dies is loaded again once; then a person is told', async () => {
    await runDesk(electron, options());
    const window = electron.windows[0];
    window?.emit('gone', 'oom');
    expect(window?.calls.at(-1)).toBe('reload');
    expect(electron.errors).toEqual([]);
    time += 59_999;
    window?.emit('gone', 'crashed');
    expect(electron.errors[0]).toContain('Reason: crashed');
    expect(window?.calls.filter((call) => call === 'reload')).toHaveLength(1);
    time += 60_000;
    window?.emit('gone', 'oom');
    expect(window?.calls.filter((call) => call === 'reload')).toHaveLength(2);
    expect(logged.filter((line) => line.includes('ended'))).toHaveLength(3);
  });

  test('the window shows, and says so, once it has something to show', async () => {
    await runDesk(electron, options());
    expect(electron.windows[0]?.calls).not.toContain('show');
    electron.windows[0]?.emit('ready');
    expect([electron.windows[0]?.calls.at(-1), logged]).toEqual(['show', ['ready']]);
  });
});

describe('host', () => {
  test('workers are utility processes with their memory cap', async () => {
    await runDesk(electron, options());
    const worker = host?.startWorker({ name: 'backtest 1', memoryMb: 512 });
    const started = electron.utilities[0];
    expect(started?.options).toEqual({
      entry: '/worker.js',
      serviceName: 'backtest 1',
      execArgv: ['--max-old-space-size=512'],
      environment: expect.objectContaining({ PATH: process.env.PATH }),
    });
    expect(started?.options.environment).not.toHaveProperty('NODE_OPTIONS');
    expect(started?.options.environment).not.toHaveProperty('VITEST');
    const heard: unknown[] = [];
    worker?.onMessage((message) => heard.push(message));
    worker?.onOutput((line) => heard.push(line));
    worker?.onExit((code, signal) => heard.push([code, signal]));
    worker?.post({ hello: 1 });
    started?.child.emit('message', 'progress');
    started?.child.emit('line', 'a line');
    started?.child.emit('exit', 137);
    worker?.kill();
    expect([worker?.pid, started?.child.posted, heard, started?.child.killed]).toEqual([
      4242,
      [{ hello: 1 }],
      ['progress', 'a line', [137, null]],
      true,
    ]);
  });

  test('the machine is kept awake exactly while somebody asks for it', async () => {
    await runDesk(electron, options());
    const release = host?.holdAwake('training');
    expect(electron.awake).toBe(1);
    release?.();
    expect(electron.awake).toBe(0);
  });

  test('a utility process that dies is logged', async () => {
    await runDesk(electron, options());
    electron.emit('process-gone', 'Utility process backtest 1 ended: oom');
    expect(logged).toEqual(['Utility process backtest 1 ended: oom']);
  });
});
