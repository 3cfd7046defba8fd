// The WebSocket side of the browser shell: guard, credential within five seconds, caps, pings, and then tRPC.
// Knows nothing of what the procedures do; a socket that has not shown its credential never reaches tRPC.

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { getWSConnectionHandler } from '@trpc/server/adapters/ws';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { appRouter } from '../api/router.ts';
import type { ApiContext } from '../api/trpc.ts';
import { CLOSE, credentialSchema, type Welcome } from '../contracts/transport.ts';
import type { Credentials } from './credentials.ts';

export interface RpcLimits {
  readonly credentialWithinMs: number;
  readonly pingEveryMs: number;
  readonly maxPayloadBytes: number;
  readonly maxSockets: number;
}
export const RPC_LIMITS: RpcLimits = {
  credentialWithinMs: 5_000,
  pingEveryMs: 30_000,
  maxPayloadBytes: 4 * 2 ** 20,
  maxSockets: 16,
};

export interface RpcSockets {
  /** Takes over an upgrade that the request guard let through. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every socket and its subscriptions. */
  close(): void;
}

/** Reads the first frame. Null where it is not a credential; what it said instead is nobody's business. */
function credentialOf(data: RawData, isBinary: boolean) {
  if (isBinary) return null;
  try {
    return credentialSchema.parse(JSON.parse(data.toString()));
  } catch {
    return null;
  }
}

function welcomeFor(credentials: Credentials, data: RawData, isBinary: boolean): Welcome | null {
  const credential = credentialOf(data, isBinary);
  if (credential === null) return null;
  if (credential.kind === 'token')
    return credentials.acceptsToken(credential.value) ? { kind: 'welcome' } : null;
  const token = credentials.redeemCode(credential.value);
  return token === null ? null : { kind: 'welcome', token };
}

export function createRpcSockets(
  context: ApiContext,
  credentials: Credentials,
  limits: RpcLimits = RPC_LIMITS,
): RpcSockets {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.maxPayloadBytes,
    clientTracking: true,
  });
  const serve = getWSConnectionHandler({
    wss: server,
    router: appRouter,
    createContext: () => context,
  });
  const silent = new WeakSet<WebSocket>();

  const pings = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate();
      else {
        silent.add(socket);
        socket.ping();
      }
    }
  }, limits.pingEveryMs);
  pings.unref();

  function awaitCredential(socket: WebSocket, request: IncomingMessage): void {
    // An oversized or malformed frame ends the socket by itself; unheard, its error would end the process.
    socket.on('error', () => socket.terminate());
    socket.on('pong', () => silent.delete(socket));
    if (server.clients.size > limits.maxSockets) {
      socket.close(CLOSE.crowded, 'too many windows');
      return;
    }
    const late = setTimeout(() => socket.close(CLOSE.late, 'no credential'), limits.credentialWithinMs);
    socket.once('close', () => clearTimeout(late));
    socket.once('message', (data, isBinary) => {
      clearTimeout(late);
      const welcome = welcomeFor(credentials, data, isBinary);
      if (welcome === null) {
        socket.close(CLOSE.refused, 'credential refused');
        return;
      }
      serve(socket, request);
      socket.send(JSON.stringify(welcome));
    });
  }

  return {
    accept: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (opened) => awaitCredential(opened, request)),
    close() {
      clearInterval(pings);
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
