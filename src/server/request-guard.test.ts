// Every rule of the request guard, one change away from a request that passes.
import { describe, expect, test } from 'vitest';
import { RPC_PATH } from '../contracts/transport.ts';
import { allowed, type GuardedRequest } from './request-guard.ts';

const PORT = 4173;
const page = (change: Partial<GuardedRequest> = {}): GuardedRequest => ({
  method: 'GET',
  target: '/',
  upgrade: false,
  ...change,
  headers: { host: [`127.0.0.1:${PORT}`], 'sec-fetch-site': ['none'], ...change.headers },
});
const socket = (change: Partial<GuardedRequest> = {}): GuardedRequest => ({
  method: 'GET',
  target: RPC_PATH,
  upgrade: true,
  ...change,
  headers: {
    host: [`127.0.0.1:${PORT}`],
    origin: [`http://127.0.0.1:${PORT}`],
    upgrade: ['websocket'],
    'sec-fetch-site': ['same-origin'],
    ...change.headers,
  },
});
const statusOf = (request: GuardedRequest) => {
  const verdict = allowed(request, PORT);
  return verdict.allowed ? 200 : verdict.status;
};

describe('requests that pass', () => {
  test.each<[string, GuardedRequest]>([
    ['the page by number', page()],
    ['the page by name', page({ headers: { host: [`localhost:${PORT}`] } })],
    ['HEAD', page({ method: 'HEAD' })],
    ['a script of the page', page({ headers: { 'sec-fetch-site': ['same-origin'] } })],
    ['a fetch with our own origin', page({ headers: { origin: [`http://127.0.0.1:${PORT}`] } })],
    ['an old browser without fetch metadata', page({ headers: { 'sec-fetch-site': undefined } })],
    ['the socket by number', socket()],
    [
      'the socket by name',
      socket({ headers: { host: [`localhost:${PORT}`], origin: [`http://localhost:${PORT}`] } }),
    ],
    ['the socket with an upper-case upgrade', socket({ headers: { upgrade: ['WebSocket'] } })],
  ])('%s', (_name, request) => expect(statusOf(request)).toBe(200));
});

describe('hosts that are refused', () => {
  test.each([
    ['a rebinding name', [`attacker.example:${PORT}`]],
    ['our name as a prefix', [`127.0.0.1:${PORT}.attacker.example`]],
    ['another port', ['127.0.0.1:80']],
    ['no port', ['127.0.0.1']],
    ['another loopback spelling', [`127.1:${PORT}`]],
    ['an address of the network', [`192.168.1.5:${PORT}`]],
    ['two hosts', [`127.0.0.1:${PORT}`, `127.0.0.1:${PORT}`]],
    ['none', undefined],
  ])('%s', (_name, host) => {
    expect(statusOf(page({ headers: { host } }))).toBe(403);
    expect(statusOf(socket({ headers: { host } }))).toBe(403);
  });
});

describe('origins that are refused', () => {
  test.each([
    ['a foreign page', ['https://attacker.example']],
    ['a sandboxed page', ['null']],
    ['another local application', ['http://127.0.0.1:3000']],
    ['our address with another scheme', [`https://127.0.0.1:${PORT}`]],
    ['our address under its other name', [`http://localhost:${PORT}`]],
    ['our address as a prefix', [`http://127.0.0.1:${PORT}.attacker.example`]],
    ['two origins', [`http://127.0.0.1:${PORT}`, 'https://attacker.example']],
  ])('%s', (_name, origin) => {
    expect(statusOf(page({ headers: { origin } }))).toBe(403);
    expect(statusOf(socket({ headers: { origin } }))).toBe(403);
  });

  test('a socket without one', () => {
    expect(statusOf(socket({ headers: { origin: undefined } }))).toBe(403);
  });
});

describe('other rules', () => {
  test.each(['cross-site', 'same-site', 'whatever'])('fetch metadata says %s', (site) => {
    expect(statusOf(page({ headers: { 'sec-fetch-site': [site] } }))).toBe(403);
    expect(statusOf(socket({ headers: { 'sec-fetch-site': [site] } }))).toBe(403);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'get'])('%s is not a method here', (method) => {
    expect(statusOf(page({ method }))).toBe(405);
    expect(statusOf(socket({ method }))).toBe(405);
  });

  test('HEAD does not open a socket', () => expect(statusOf(socket({ method: 'HEAD' }))).toBe(405));

  test('an absolute target is not ours to serve', () => {
    expect(statusOf(page({ target: 'http://attacker.example/' }))).toBe(400);
    expect(statusOf(page({ target: '*' }))).toBe(400);
  });

  test('the socket has one path, and it is not a page', () => {
    expect(statusOf(socket({ target: '/' }))).toBe(404);
    expect(statusOf(socket({ target: `${RPC_PATH}/x` }))).toBe(404);
    expect(statusOf(socket({ target: `${RPC_PATH}?connectionParams=1` }))).toBe(404);
    expect(statusOf(page({ target: RPC_PATH }))).toBe(404);
    expect(statusOf(page({ target: `${RPC_PATH}?x` }))).toBe(404);
  });

  test('another upgrade is refused', () => {
    expect(statusOf(socket({ headers: { upgrade: ['h2c'] } }))).toBe(400);
    expect(statusOf(socket({ headers: { upgrade: undefined } }))).toBe(400);
  });
});
