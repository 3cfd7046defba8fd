// The HTTP side of the browser shell: every request passes the guard, then is the page or the RPC socket. Loopback only.
// There is no option for another address: from another machine, use an SSH tunnel.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError } from '../contracts/errors.ts';
import { readPage, securityHeaders } from '../services/page/index.ts';
import { allowed, type Verdict } from './request-guard.ts';
import type { RpcSockets } from './rpc-socket.ts';

export const LOOPBACK = '127.0.0.1';

export interface BoundServer {
  readonly port: number;
  close(): Promise<void>;
}

function verdictOn(request: IncomingMessage, port: number, upgrade: boolean): Verdict {
  return allowed(
    {
      method: request.method ?? '',
      target: request.url ?? '',
      headers: request.headersDistinct,
      upgrade,
    },
    port,
  );
}

/** A refusal says that it is one, not why: the reason is for tests and the log, not for a prober. */
function refuseRequest(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    ...securityHeaders('none'),
    'Cache-Control': 'no-store',
    'Content-Type': 'text/plain; charset=utf-8',
    ...(status === 405 ? { Allow: 'GET, HEAD' } : {}),
  });
  response.end('Refused');
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function servePage(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const page = await readPage(root, request.url ?? '/');
  response.writeHead(page.status, { ...page.headers, 'Content-Length': page.body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : page.body);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new AppError(
              'CONFLICT',
              `Port ${port} is taken by another program. Nothing was started. Choose another --port, or leave it out.`,
            )
          : error,
      ),
    );
    server.listen(port, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Binds 127.0.0.1 (port 0: any free one). `root` is the folder of the built page. */
export async function bindServer(root: string, port: number, sockets: RpcSockets): Promise<BoundServer> {
  let bound = 0;
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    const verdict = verdictOn(request, bound, false);
    if (!verdict.allowed) {
      refuseRequest(response, verdict.status);
      return;
    }
    servePage(root, request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    const verdict = verdictOn(request, bound, true);
    if (verdict.allowed) sockets.accept(request, socket, head);
    else refuseUpgrade(socket, verdict.status);
  });
  server.maxConnections = 128;
  try {
    bound = await listen(server, port);
  } catch (error) {
    sockets.close();
    throw error;
  }
  return {
    port: bound,
    close() {
      sockets.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
