// Lets a stream of values through at most once per interval: the first at once, later ones as the newest of their interval.
// Used for progress towards the page and towards the store. A loop that computes without a pause lets no timer fire, so a value
// that is pushed after its interval passes by the clock.

export interface Gate<T> {
  push(value: T): void;
  /** Lets the waiting value through now, if there is one. */
  flush(): void;
  /** Drops the waiting value and lets nothing through any more. */
  stop(): void;
}

export function createGate<T>(intervalMs: number, through: (value: T) => void): Gate<T> {
  let waiting: { readonly value: T } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let due = 0;
  let stopped = false;

  const pass = () => {
    timer = undefined;
    if (waiting === undefined || stopped) return;
    const { value } = waiting;
    waiting = undefined;
    timer = setTimeout(pass, intervalMs);
    timer.unref();
    due = performance.now() + intervalMs;
    through(value);
  };
  return {
    push(value) {
      waiting = { value };
      if (timer === undefined) pass();
      else if (performance.now() > due) {
        clearTimeout(timer);
        pass();
      }
    },
    flush() {
      clearTimeout(timer);
      pass();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
