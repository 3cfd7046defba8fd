// The part of WebSocket that tRPC's client uses, as a base for the two ways to reach the application.
// Subclasses deliver through `opened`, `received`, `failed`; nothing here knows what lies behind.

export type SocketConstructor = typeof WebSocket;

/** Dispatches like a WebSocket. `failed` fires `error` before `close` when it never opened, as browsers do. */
export abstract class WrappedSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;

  readonly url: string;
  /** tRPC sets it; every frame of ours is text. */
  binaryType: BinaryType = 'arraybuffer';
  readyState: 0 | 1 | 2 | 3 = WrappedSocket.CONNECTING;

  constructor(url: string) {
    super();
    this.url = url;
  }

  abstract send(text: string): void;
  abstract close(): void;

  protected opened(): void {
    if (this.readyState !== WrappedSocket.CONNECTING) return;
    this.readyState = WrappedSocket.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  protected received(data: unknown): void {
    if (this.readyState === WrappedSocket.OPEN) this.dispatchEvent(new MessageEvent('message', { data }));
  }

  protected failed(code: number): void {
    if (this.readyState === WrappedSocket.CLOSED) return;
    const neverOpened = this.readyState === WrappedSocket.CONNECTING;
    this.readyState = WrappedSocket.CLOSED;
    if (neverOpened) this.dispatchEvent(new Event('error'));
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

/** tRPC asks for the whole WebSocket type but uses the part above. */
export const asWebSocket = (socket: abstract new (url: string) => WrappedSocket): SocketConstructor =>
  socket as unknown as SocketConstructor;
