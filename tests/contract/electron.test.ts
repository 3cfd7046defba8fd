// The Electron shell's guards against a typed double: what it asks Electron for, in which order, and what it refuses.
import { beforeEach, describe, expect, test } from 'vitest';
import { runDesk } from '../../src/main/desk.ts';
import { FakePort } from '../fakes/electron.ts';
import { fakeServices } from '../fakes/services.ts';
import { type ElectronHarness, electronHarness } from './electron-harness.ts';

let desk: ElectronHarness;
beforeEach(() => {
  desk = electronHarness();
});

describe('order', () => {
  test('the sandbox and the scheme come before ready, every guard before the window', async () => {
    await runDesk(desk.electron, desk.options());
    expect(desk.electron.calls).toEqual([
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
    expect(desk.electron.scheme).toEqual({
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true },
    });
    expect([...desk.electron.schemes.keys()]).toEqual(['app']);
  });

  test('the window is sandboxed, isolated and without Node', async () => {
    await runDesk(desk.electron, desk.options());
    expect(desk.electron.windows[0]?.options.webPreferences).toEqual({
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
    expect(desk.electron.windows[0]?.calls).toEqual(['load app://bundle/']);
  });
});

describe('the page', () => {
  const ask = (url: string, method = 'GET') => desk.electron.schemes.get('app')?.({ url, method });

  test('is answered with its policy; a screen of it is the same page', async () => {
    await runDesk(desk.electron, desk.options());
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
    await runDesk(desk.electron, desk.options());
    expect((await ask(url, method))?.status).toBe(status);
  });

  test('may notify and copy, and nothing else; other origins may nothing', async () => {
    await runDesk(desk.electron, desk.options());
    const origin = 'app://bundle/';
    expect(desk.electron.permission('notifications', origin)).toBe(true);
    expect(desk.electron.permission('clipboard-sanitized-write', origin)).toBe(true);
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
      expect([permission, desk.electron.permission(permission, origin)]).toEqual([permission, false]);
    for (const foreign of ['https://attacker.example', 'app://bundle.attacker.example/', '', 'file:///'])
      expect(desk.electron.permission('notifications', foreign)).toBe(false);
  });

  test('may load itself and its own memory, no network', async () => {
    await runDesk(desk.electron, desk.options());
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
    ].map((url) => desk.electron.allowsRequest(url));
    expect(verdicts).toEqual([true, true, true, false, false, false, false, false, false, false]);
  });

  test('cannot leave: navigation, frames, webviews and new windows are refused', async () => {
    await runDesk(desk.electron, desk.options());
    const contents = desk.electron.windows[0]?.contents;
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
    expect(desk.electron.opened).toEqual([]);
  });

  test('a known https page opens in the system browser, and only there', async () => {
    await runDesk(desk.electron, desk.options());
    const contents = desk.electron.windows[0]?.contents;
    contents?.openWindow('https://kite.trade/docs/');
    expect(contents?.navigate('https://kite.zerodha.com/connect/login')).toBe(false);
    for (const url of [
      'http://kite.trade/',
      'https://kite.trade:8443/',
      'https://x@kite.trade/',
      'https://kite.trade.attacker.example/',
    ])
      contents?.openWindow(url);
    expect(desk.electron.opened).toEqual([
      'https://kite.trade/docs/',
      'https://kite.zerodha.com/connect/login',
    ]);
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
    await runDesk(desk.electron, desk.options(fakeServices({ system: { logTail: async () => ['line'] } })));
    const port = desk.electron.askForPort();
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
    await runDesk(desk.electron, desk.options());
    expect(desk.electron.askForPort(request).closed).toBe(true);
  });

  test('a request with two ports, or none, is refused', async () => {
    await runDesk(desk.electron, desk.options());
    const [a, b] = FakePort.pair();
    desk.electron.askForPort({ ports: [a, b] });
    expect([a.closed, b.closed]).toEqual([true, true]);
    desk.electron.askForPort({ ports: [] });
  });

  test('a closed window may not ask again', async () => {
    await runDesk(desk.electron, desk.options());
    desk.electron.windows[0]?.emit('close');
    expect(desk.electron.askForPort().closed).toBe(true);
  });

  test.each([
    ['a value that is no text', { id: 1 }],
    ['an oversized text', 'x'.repeat(4 * 2 ** 20 + 1)],
  ])('%s closes it', async (_name, message) => {
    await runDesk(desk.electron, desk.options());
    const port = desk.electron.askForPort();
    const closed = new Promise((resolve) => port.once('close', resolve));
    port.postMessage(message);
    await closed;
  });

  test('a page that goes away ends its subscriptions', async () => {
    let stopped: () => void = () => {};
    const hasStopped = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    await runDesk(desk.electron, desk.options(fakeServices({ jobs: { watch: () => stopped } })));
    const port = desk.electron.askForPort();
    port.postMessage(JSON.stringify({ id: 7, method: 'subscription', params: { path: 'jobs.watch' } }));
    expect(await next(port)).toMatchObject({ result: { type: 'started' } });
    port.close();
    await hasStopped;
  });

  test('a read-only desk refuses commands here too, and has no link to give', async () => {
    await runDesk(desk.electron, desk.options(fakeServices(), { readOnly: true }));
    const port = desk.electron.askForPort();
    for (const [path, input] of [
      ['jobs.cancel', { jobId: 'x' }],
      ['system.newWindowUrl', undefined],
    ] as const) {
      port.postMessage(JSON.stringify({ id: 7, method: 'mutation', params: { path, input } }));
      expect(await next(port)).toMatchObject({ error: { data: { app: { code: 'REFUSED' } } } });
    }
  });
});
