// Splits one two-way message stream between processes into named channels. Both ends use it. A message that is not an
// envelope, or names no open channel, is dropped: nothing a peer sends may end this process.

export interface Duplex {
  /** Throws where the value cannot be cloned; a peer that is gone is not an error. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

export interface Channel {
  post(data: unknown): void;
  onData(listener: (data: unknown) => void): void;
}

/** Returns the function that opens a channel by name; a name may be opened once. */
export function createChannels(duplex: Duplex): (name: string) => Channel {
  const listeners = new Map<string, ((data: unknown) => void)[]>();
  duplex.onMessage((message) => {
    if (typeof message !== 'object' || message === null) return;
    const { channel, data } = message as { channel?: unknown; data?: unknown };
    if (typeof channel !== 'string') return;
    for (const listener of listeners.get(channel) ?? []) listener(data);
  });
  return (name) => {
    if (listeners.has(name)) throw new Error(`Channel ${name} is open already`);
    const own: ((data: unknown) => void)[] = [];
    listeners.set(name, own);
    return {
      post: (data) => duplex.post({ channel: name, data }),
      onData: (listener) => {
        own.push(listener);
      },
    };
  };
}
