// The worker's end of the link to the application, whichever shell started it: a parent port in an Electron utility process,
// a channel of a forked Node process otherwise. The one place where a worker knows the difference.

import type { Duplex } from '../services/link/index.ts';

/** What Electron puts on `process` in a utility process; only the part used here. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

export interface ParentLink extends Duplex {
  /** Called when the application has gone. Electron does not tell; the watch and the heartbeat notice there. */
  onGone(listener: () => void): void;
}

/** Null where nobody started this file as a worker. */
export function openParentLink(): ParentLink | null {
  const { parentPort } = process as unknown as { parentPort?: ParentPort };
  if (parentPort)
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
      onGone: () => {},
    };
  if (!process.send) return null;
  return {
    post(message) {
      // The callback takes the error of a closed channel, which would be thrown otherwise.
      if (process.connected) process.send!(message, undefined, undefined, () => {});
    },
    onMessage: (listener) => void process.on('message', listener),
    onGone: (listener) => void process.once('disconnect', listener),
  };
}
