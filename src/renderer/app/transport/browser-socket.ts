// Reaches the browser shell: opens the WebSocket, shows the credential first, and only then is "open" for tRPC.
// Keeps the session token in sessionStorage (per tab, gone with it); the one-time code is read once and erased from the URL.

import { CLOSE, CODE_FRAGMENT, type Credential, welcomeSchema } from '../../../contracts/transport.ts';
import { asWebSocket, type SocketConstructor, WrappedSocket } from './wrapped-socket.ts';

const TOKEN_KEY = 'anchordesk.token';

export interface CredentialStore {
  /** What to show next, or null when the window has nothing left to show. */
  current(): Credential | null;
  accepted(token: string | undefined): void;
  refused(): void;
}

interface PageGlobals {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState' | 'state'>;
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/**
 * Takes the code out of the URL at once, so that neither history nor a copied address holds it. A link may name a screen after
 * its code (`#code=…/charts`); the code itself has no slash.
 */
export function createCredentialStore({ location, history, sessionStorage }: PageGlobals): CredentialStore {
  let code: string | null = null;
  if (location.hash.startsWith(CODE_FRAGMENT)) {
    const link = location.hash.slice(CODE_FRAGMENT.length);
    const slash = link.indexOf('/');
    code = slash < 0 ? link : link.slice(0, slash);
    const screen = slash < 0 ? '' : `#${link.slice(slash)}`;
    history.replaceState(history.state, '', location.pathname + location.search + screen);
  }
  return {
    current() {
      if (code) return { kind: 'code', value: code };
      const token = sessionStorage.getItem(TOKEN_KEY);
      return token ? { kind: 'token', value: token } : null;
    },
    accepted(token) {
      code = null;
      if (token !== undefined) sessionStorage.setItem(TOKEN_KEY, token);
    },
    refused() {
      // A reload of an old link still carries its dead code; the tab's own token is the second try.
      if (code) code = null;
      else sessionStorage.removeItem(TOKEN_KEY);
    },
  };
}

/** A WebSocket class for tRPC. `onRefused` is called when the window has no credential left that could work. */
export function browserSocket(
  credentials: CredentialStore,
  onRefused: () => void,
  Native: SocketConstructor = WebSocket,
): SocketConstructor {
  return asWebSocket(
    class extends WrappedSocket {
      readonly #socket: WebSocket | null = null;

      constructor(url: string) {
        super(url);
        const credential = credentials.current();
        if (credential === null) {
          onRefused();
          setTimeout(() => this.failed(CLOSE.refused));
          return;
        }
        const socket = new Native(url);
        this.#socket = socket;
        socket.addEventListener('open', () => socket.send(JSON.stringify(credential)));
        socket.addEventListener('message', ({ data }) => {
          if (this.readyState === WrappedSocket.CONNECTING) this.#welcome(data);
          else this.received(data);
        });
        socket.addEventListener('close', ({ code }) => {
          if (code === CLOSE.refused) {
            credentials.refused();
            if (credentials.current() === null) onRefused();
          }
          this.failed(code);
        });
      }

      #welcome(data: unknown): void {
        try {
          credentials.accepted(welcomeSchema.parse(JSON.parse(String(data))).token);
        } catch {
          this.close();
          return;
        }
        this.opened();
      }

      send(text: string): void {
        this.#socket?.send(text);
      }

      close(): void {
        if (this.#socket) this.#socket.close();
        else this.failed(CLOSE.refused);
      }
    },
  );
}
