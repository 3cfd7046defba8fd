// Serves the typed API over the ports that pages send. The one IPC listener of this shell, and its sender check.

import type { IncomingMessage } from 'node:http';
import { getWSConnectionHandler } from '@trpc/server/adapters/ws';
import type { WebSocket, WebSocketServer } from 'ws';
import { appRouter } from '../api/router.ts';
import type { ApiContext } from '../api/trpc.ts';
import type { PortRequest } from './electron-port.ts';
import { isPageUrl } from './origin.ts';
import { PortSocket } from './port-socket.ts';

/** tRPC reads the URL's query and nothing else of the request that opened a connection; ours has none. */
const NO_REQUEST = { url: '/', headers: { host: 'bundle' } } as IncomingMessage;

/** Only the top frame of a window we opened, showing our page, with exactly one port, is answered. */
export function mayHavePort(request: PortRequest, windows: ReadonlySet<number>): boolean {
  return (
    windows.has(request.contentsId) &&
    request.isMainFrame &&
    isPageUrl(request.frameUrl) &&
    request.ports.length === 1
  );
}

export interface RpcPorts {
  accept(request: PortRequest): void;
  close(): void;
}

export function createRpcPorts(context: ApiContext, windows: ReadonlySet<number>): RpcPorts {
  const open = new Set<PortSocket>();
  const serve = getWSConnectionHandler({
    // The handler itself never touches the server; only applyWSSHandler does.
    wss: undefined as unknown as WebSocketServer,
    router: appRouter,
    createContext: () => context,
  });
  return {
    accept(request) {
      const [port] = request.ports;
      if (!mayHavePort(request, windows) || !port) {
        for (const refused of request.ports) refused.close();
        return;
      }
      const socket = new PortSocket(port);
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      serve(socket as unknown as WebSocket, NO_REQUEST);
      socket.start();
    },
    close() {
      for (const socket of open) socket.close();
    },
  };
}
