// A MessagePort of the page, shaped like the `ws` socket tRPC's handler expects. Text only, bounded like the WebSocket.

import { EventEmitter } from 'node:events';
import type { PortLike } from './electron-port.ts';

const OPEN = 1;
const CLOSED = 3;
/** Characters; the browser shell's limit is 4 MB of bytes. */
const MAX_LENGTH = 4 * 2 ** 20;

export class PortSocket extends EventEmitter {
  readyState: typeof OPEN | typeof CLOSED = OPEN;
  readonly #port: PortLike;

  constructor(port: PortLike) {
    super();
    this.#port = port;
    port.on('message', ({ data }) => {
      if (this.readyState !== OPEN) return;
      if (typeof data !== 'string' || data.length > MAX_LENGTH) this.close();
      else this.emit('message', Buffer.from(data), false);
    });
    port.on('close', () => this.#ended());
  }

  /** Messages flow from here on; the listeners must be attached before. */
  start(): void {
    this.#port.start();
  }

  send(text: string): void {
    if (this.readyState === OPEN) this.#port.postMessage(text);
  }

  close(): void {
    if (this.readyState !== OPEN) return;
    this.#port.close();
    this.#ended();
  }

  terminate(): void {
    this.close();
  }

  #ended(): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.emit('close');
  }
}
