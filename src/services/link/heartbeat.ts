// Sign of life between two processes. Counts ticks without a beat instead of comparing clocks: a process that was itself busy
// or asleep for a minute has ticked once, so it does not take its peer for dead.

export interface Heartbeat {
  /** Call when the peer's beat arrives. */
  heard(): void;
  stop(): void;
}

export interface HeartbeatOptions {
  readonly send: () => void;
  readonly intervalMs: number;
  /** Ticks without a beat after which `onSilent` is called, once per silence. */
  readonly missedLimit: number;
  readonly onSilent: () => void;
}

export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  let missed = 0;
  const timer = setInterval(() => {
    options.send();
    missed++;
    if (missed === options.missedLimit) options.onSilent();
  }, options.intervalMs);
  timer.unref();
  return {
    heard: () => {
      missed = 0;
    },
    stop: () => clearInterval(timer),
  };
}
