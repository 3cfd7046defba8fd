// Reaches the Electron shell: a WebSocket-shaped wrapper of the MessagePort that preload hands over.
// `open` fires from a timer, not a microtask: tRPC attaches its listeners after the constructor returns.

import { type DesktopBridge, PORT_MESSAGE } from '../../../contracts/desktop.ts';
import { asWebSocket, type SocketConstructor, WrappedSocket } from './wrapped-socket.ts';

/** 1006 is what a browser reports for a link that broke without a goodbye. */
const BROKEN = 1006;

export function portSocket(bridge: DesktopBridge, page: Window = window): SocketConstructor {
  return asWebSocket(
    class extends WrappedSocket {
      #port: MessagePort | null = null;

      constructor(url: string) {
        super(url);
        const onMessage = (event: MessageEvent) => {
          const [port] = event.ports;
          if (event.source !== page || event.data !== PORT_MESSAGE || !port) return;
          page.removeEventListener('message', onMessage);
          this.#port = port;
          port.onmessage = ({ data }) => this.received(data);
          // Chromium tells when the other end is gone; the type of MessagePort does not know the event yet.
          port.addEventListener('close', () => this.failed(BROKEN));
          setTimeout(() => this.opened());
        };
        page.addEventListener('message', onMessage);
        bridge.requestPort();
      }

      send(text: string): void {
        this.#port?.postMessage(text);
      }

      close(): void {
        this.#port?.close();
        this.failed(1000);
      }
    },
  );
}
