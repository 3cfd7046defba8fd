// The browser shell over a real port: what it serves, whom it refuses, and who may open a window.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../src/contracts/errors.ts';
import { CLOSE } from '../../src/contracts/transport.ts';
import { lockFileIn, readLock } from '../../src/services/instance/index.ts';
import { fakeServices } from '../fakes/services.ts';
import { ask, askUpgrade, type Harness, openSocket, openWindow, startHarness } from './server-harness.ts';

let shell: Harness;
const started: Harness[] = [];
async function start(options: Parameters<typeof startHarness>[0] = {}): Promise<Harness> {
  const harness = await startHarness(options);
  started.push(harness);
  return harness;
}
beforeEach(async () => {
  shell = await start();
});
afterEach(async () => {
  for (const harness of started.splice(0)) await harness.close();
});

describe('http', () => {
  test('serves the page, its screens and its assets', async () => {
    for (const path of ['/', '/backtests/run-1', '/index.html']) {
      const response = await ask(shell, path);
      expect([path, response.status, response.body]).toEqual([
        path,
        200,
        '<!doctype html><title>AnchorDesk</title>',
      ]);
    }
    expect((await ask(shell, '/assets/main.js')).body).toBe('export {}');
  });

  test('HEAD has the headers without the body', async () => {
    const head = await ask(shell, '/', { method: 'HEAD' });
    expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', '40']);
  });

  test('a rebinding name, a foreign origin and a cross-site request get 403', async () => {
    const refused: Record<string, string>[] = [
      { host: 'attacker.example' },
      { host: `attacker.example:${shell.port}` },
      { origin: 'https://attacker.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of refused) {
      const response = await ask(shell, '/', { headers });
      expect([headers, response.status, response.body]).toEqual([headers, 403, 'Refused']);
    }
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s gets 405', async (method) => {
    expect((await ask(shell, '/', { method })).status).toBe(405);
  });

  test.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/%2e%2e%2fsecret.json',
    '/..\\secret.json',
    '/%5c..%5csecret.json',
    '//etc/passwd.json',
    '/%2Fetc%2Fpasswd.json',
    '/rpc',
  ])('%s gets 404', async (path) => {
    const response = await ask(shell, path);
    expect(response.status).toBe(404);
    expect(response.body).not.toContain('secret');
  });

  test('every answer carries the policy, none a cookie or a CORS header', async () => {
    const answers = [
      await ask(shell, '/'),
      await ask(shell, '/assets/main.js'),
      await ask(shell, '/absent.js'),
      await ask(shell, '/', { headers: { host: 'attacker.example' } }),
      await ask(shell, '/', { method: 'POST' }),
    ];
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; /);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(Object.keys(headers).filter((name) => /^(access-control-|set-cookie)/.test(name))).toEqual([]);
    }
    expect(answers[0]?.headers['cache-control']).toBe('no-store');
  });

  const address = Object.values(networkInterfaces())
    .flat()
    .find((entry) => entry && entry.family === 'IPv4' && !entry.internal)?.address;
  test.skipIf(address === undefined)('is not reachable from the network', async () => {
    const outcome = await new Promise((resolve) => {
      const socket = connect(shell.port, address ?? '', () => resolve('connected'));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect(outcome).toBe('ECONNREFUSED');
  });
});

describe('opening a socket', () => {
  const host = () => `Host: 127.0.0.1:${shell.port}`;

  test('our own origin is upgraded', async () => {
    expect(await askUpgrade(shell, [host(), `Origin: ${shell.origin}`])).toContain(' 101 ');
  });

  test('a missing, foreign or doubled origin gets 403', async () => {
    expect(await askUpgrade(shell, [host()])).toContain(' 403 ');
    expect(await askUpgrade(shell, [host(), 'Origin: https://attacker.example'])).toContain(' 403 ');
    expect(
      await askUpgrade(shell, [host(), `Origin: ${shell.origin}`, 'Origin: https://attacker.example']),
    ).toContain(' 403 ');
  });

  test('a rebinding name gets 403, another path 404', async () => {
    expect(await askUpgrade(shell, ['Host: attacker.example', 'Origin: http://attacker.example'])).toContain(
      ' 403 ',
    );
    expect(await askUpgrade(shell, [host(), `Origin: ${shell.origin}`], '/')).toContain(' 404 ');
  });
});

describe('credentials', () => {
  test('a code opens one window and gives it a token that opens it again', async () => {
    const code = shell.code();
    const first = await openSocket(shell);
    first.send({ kind: 'code', value: code });
    const welcome = (await first.next()) as { kind: string; token: string };
    expect(welcome).toEqual({ kind: 'welcome', token: expect.stringMatching(/^[\w-]{43}$/) });

    const again = await openSocket(shell);
    again.send({ kind: 'code', value: code });
    expect((await again.closed).code).toBe(CLOSE.refused);
    expect(again.messages).toEqual([]);

    const reconnected = await openSocket(shell);
    reconnected.send({ kind: 'token', value: welcome.token });
    expect(await reconnected.next()).toEqual({ kind: 'welcome' });
  });

  test.each([
    ['a wrong token', { kind: 'token', value: 'A'.repeat(43) }],
    ['a wrong code', { kind: 'code', value: 'A'.repeat(43) }],
    ['an endless token', { kind: 'token', value: 'A'.repeat(1_000_000) }],
    ['a token that is no text', { kind: 'token', value: { length: 43 } }],
    ['an unknown kind', { kind: 'password', value: 'x' }],
    ['a call', { id: 1, method: 'query', params: { path: 'system.info' } }],
    ['no JSON', 'PING'],
    ['nothing', ''],
  ])('%s closes the socket without an answer', async (_name, message) => {
    const socket = await openSocket(shell);
    socket.send(message);
    expect((await socket.closed).code).toBe(CLOSE.refused);
    expect(socket.messages).toEqual([]);
  });

  test('a binary credential is none', async () => {
    const socket = await openSocket(shell);
    socket.socket.send(Buffer.from(JSON.stringify({ kind: 'code', value: shell.code() })));
    expect((await socket.closed).code).toBe(CLOSE.refused);
  });

  test('a socket that stays silent is closed', async () => {
    const strict = await start({ limits: { credentialWithinMs: 50 } });
    expect((await (await openSocket(strict)).closed).code).toBe(CLOSE.late);
  });

  test('a call sent together with a wrong credential is not answered', async () => {
    let asked = false;
    const watched = await start({
      services: fakeServices({
        system: {
          clock: () => {
            asked = true;
            throw new Error('asked');
          },
        },
      }),
    });
    const socket = await openSocket(watched);
    socket.send({ kind: 'token', value: 'A'.repeat(43) });
    socket.send({ id: 1, method: 'query', params: { path: 'system.clock' } });
    await socket.closed;
    expect([asked, socket.messages]).toEqual([false, []]);
  });

  test('one window too many is turned away, and the others stay', async () => {
    const small = await start({ limits: { maxSockets: 2 } });
    const kept = [await openWindow(small), await openWindow(small)];
    expect((await (await openSocket(small)).closed).code).toBe(CLOSE.crowded);
    for (const window of kept) {
      window.send('PING');
      expect(await window.next()).toBe('PONG');
    }
  });

  test('a window that no longer answers pings is dropped', async () => {
    const quick = await start({ limits: { pingEveryMs: 40 } });
    const socket = await openWindow(quick);
    socket.socket.pong = () => {};
    expect((await socket.closed).code).toBe(1006);
  });

  test('an oversized frame closes the socket and nothing else', async () => {
    const window = await openWindow(shell);
    window.socket.send('x'.repeat(4 * 2 ** 20 + 1));
    expect((await window.closed).code).toBe(1009);
    expect((await ask(shell, '/')).status).toBe(200);
  });
});

describe('one desk per folder', () => {
  test('the lock names the process and the port, and no secret', async () => {
    const window = await openWindow(shell);
    expect(readLock(shell.dataFolder)).toMatchObject({
      pid: process.pid,
      shell: 'browser',
      port: shell.port,
    });
    expect(readFileSync(lockFileIn(shell.dataFolder), 'utf8')).not.toContain(window.token);
  });

  test('a start after the end finds no lock, and a failed start leaves none', async () => {
    await shell.close();
    started.splice(0);
    expect(existsSync(lockFileIn(shell.dataFolder))).toBe(false);
    const failing = startHarness({
      dataFolder: shell.dataFolder,
      compose: () => Promise.reject(new AppError('DISK_FULL', 'no room')),
    });
    await expect(failing).rejects.toThrow('no room');
    expect(readdirSync(shell.dataFolder).filter((name) => name.includes('lock'))).toEqual([]);
    await start({ dataFolder: shell.dataFolder });
  });

  test('services are closed with the shell', async () => {
    let closed = 0;
    const counted = await startHarness({ services: fakeServices({}, () => closed++) });
    await counted.close();
    expect(closed).toBe(1);
    expect(existsSync(join(counted.dataFolder, 'desk.lock'))).toBe(false);
  });
});
