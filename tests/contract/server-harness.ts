// A real browser shell on a free port over fake services, and a raw client that can say what a browser never would.

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { Services } from '../../src/contracts/services.ts';
import { RPC_PATH } from '../../src/contracts/transport.ts';
import { RPC_LIMITS, type RpcLimits } from '../../src/server/rpc-socket.ts';
import { type BrowserShell, startBrowserShell } from '../../src/server/shell.ts';
import type { Host } from '../../src/services/host.ts';
import { fakeHost } from '../fakes/host.ts';
import { fakeServices } from '../fakes/services.ts';

export interface Harness extends BrowserShell {
  readonly dataFolder: string;
  readonly origin: string;
  code(): string;
}

export interface HarnessOptions {
  readonly services?: Services;
  readonly compose?: () => Promise<Services>;
  readonly limits?: Partial<RpcLimits>;
  readonly host?: Partial<Host>;
  readonly dataFolder?: string;
}

export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const base = mkdtempSync(join(tmpdir(), 'shell-'));
  const pageFolder = join(base, 'page');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>AnchorDesk</title>');
  writeFileSync(join(pageFolder, 'assets', 'main.js'), 'export {}');
  writeFileSync(join(base, 'secret.json'), '{"secret":true}');
  const dataFolder = options.dataFolder ?? join(base, 'data');
  mkdirSync(dataFolder, { recursive: true });
  const shell = await startBrowserShell(
    fakeHost(dataFolder, options.host),
    options.compose ?? (async () => options.services ?? fakeServices()),
    { port: 0, pageFolder, limits: { ...RPC_LIMITS, ...options.limits } },
  );
  return {
    ...shell,
    dataFolder,
    origin: `http://127.0.0.1:${shell.port}`,
    code: () => new URL(shell.newWindowUrl()).hash.slice('#code='.length),
  };
}

export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends the path exactly as written: no client may tidy up `..` on the way. */
export function ask(
  shell: Harness,
  path: string,
  options: { readonly method?: string; readonly headers?: Record<string, string> } = {},
): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: shell.port,
        path,
        agent: false,
        setHost: false,
        method: options.method ?? 'GET',
        headers: { host: `127.0.0.1:${shell.port}`, ...options.headers },
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          body += part;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

/** Status line of an upgrade request with exactly these header lines. */
export function askUpgrade(shell: Harness, lines: readonly string[], path = RPC_PATH): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(shell.port, '127.0.0.1', () =>
      socket.write(
        [
          `GET ${path} HTTP/1.1`,
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
          ...lines,
          '',
          '',
        ].join('\r\n'),
      ),
    );
    let answer = '';
    socket.on('data', (part) => {
      answer += part.toString();
      if (!answer.includes('\r\n')) return;
      resolve(answer.slice(0, answer.indexOf('\r\n')));
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

export interface RawSocket {
  readonly socket: WebSocket;
  readonly messages: unknown[];
  /** Resolves with the next message, already received ones first. */
  next(): Promise<unknown>;
  send(value: unknown): void;
  readonly closed: Promise<{ readonly code: number }>;
}

/** A WebSocket with our own origin, as the page opens it. */
export function openSocket(shell: Harness): Promise<RawSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${shell.port}${RPC_PATH}`, { origin: shell.origin });
  const messages: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  socket.on('message', (data) => {
    const text = data.toString();
    const message: unknown = text === 'PONG' ? text : JSON.parse(text);
    const waiter = waiting.shift();
    if (waiter) waiter(message);
    else messages.push(message);
  });
  const closed = new Promise<{ code: number }>((resolve) => socket.on('close', (code) => resolve({ code })));
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () =>
      resolve({
        socket,
        messages,
        next: () =>
          messages.length > 0
            ? Promise.resolve(messages.shift())
            : new Promise((settle) => waiting.push(settle)),
        send: (value) => socket.send(typeof value === 'string' ? value : JSON.stringify(value)),
        closed,
      }),
    );
  });
}

/** A socket that has shown a code and was welcomed. */
export async function openWindow(shell: Harness): Promise<RawSocket & { readonly token: string }> {
  const opened = await openSocket(shell);
  opened.send({ kind: 'code', value: shell.code() });
  const welcome = (await opened.next()) as { kind: string; token: string };
  if (welcome.kind !== 'welcome') throw new Error('not welcomed');
  return Object.assign(opened, { token: welcome.token });
}
