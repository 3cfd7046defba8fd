// Gives the page its links to the application, whichever shell it runs in, and the state of the connection.
// Called once, before the router starts (the one-time code leaves the URL here). Knows no screen.

import { createTRPCClient, createWSClient, TRPCClientError, type TRPCLink, wsLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '../../../api/router.ts';
import { codec } from '../../../contracts/codec.ts';
import type { DesktopBridge } from '../../../contracts/desktop.ts';
import { RPC_PATH } from '../../../contracts/transport.ts';
import { browserSocket, createCredentialStore } from './browser-socket.ts';
import { portSocket } from './port-socket.ts';

declare global {
  interface Window {
    readonly anchordesk?: DesktopBridge;
  }
}

/**
 * connecting: first try · open · reconnecting: it was open, requests wait · refused: this window needs a new link
 * (`npm start` once more, or Enter in the terminal that runs the desk).
 */
export type ConnectionStatus = 'connecting' | 'open' | 'reconnecting' | 'refused';

/** Shaped for React's `useSyncExternalStore(status.subscribe, status.get)`. */
export interface StatusStore {
  get(): ConnectionStatus;
  subscribe(listener: () => void): () => void;
}

export interface Transport {
  readonly shell: 'electron' | 'browser';
  readonly client: ReturnType<typeof createTRPCClient<AppRouter>>;
  readonly links: TRPCLink<AppRouter>[];
  readonly status: StatusStore;
  close(): Promise<void>;
}

const KEEP_ALIVE = { enabled: true, intervalMs: 20_000, pongTimeoutMs: 15_000 };
const retryDelayMs = (attempt: number) => Math.min(250 * 2 ** attempt, 5_000);

function createStatusStore() {
  let status: ConnectionStatus = 'connecting';
  const listeners = new Set<() => void>();
  return {
    get: () => status,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set(next: ConnectionStatus) {
      // A refused window stays refused: only a new link helps it.
      if (next === status || status === 'refused') return;
      status = next;
      for (const listener of listeners) listener();
    },
  };
}

/** Fails every request at once when the window was refused, instead of letting it wait for a connection that cannot come. */
function refusalLink(status: StatusStore): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        if (status.get() === 'refused') {
          observer.error(new TRPCClientError('This window needs a new link. Nothing was sent.'));
          return;
        }
        return next(op).subscribe(observer);
      });
}

export function createTransport(page: Window & typeof globalThis = window): Transport {
  const status = createStatusStore();
  const bridge = page.anchordesk;
  const Socket = bridge
    ? portSocket(bridge, page)
    : browserSocket(createCredentialStore(page), () => {
        status.set('refused');
        void client.close();
      });
  const client = createWSClient({
    url: bridge ? 'ws://bundle/' : `ws://${page.location.host}${RPC_PATH}`,
    WebSocket: Socket,
    retryDelayMs,
    keepAlive: KEEP_ALIVE,
    onOpen: () => status.set('open'),
    onClose: () => status.set(status.get() === 'connecting' ? 'connecting' : 'reconnecting'),
  });
  const links = [refusalLink(status), wsLink<AppRouter>({ client, transformer: codec })];
  return {
    shell: bridge ? 'electron' : 'browser',
    client: createTRPCClient<AppRouter>({ links }),
    links,
    status,
    close: () => client.close(),
  };
}
