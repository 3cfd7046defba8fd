// Turns a push-style watcher into the async iterator a tRPC subscription wants. Ends, and unsubscribes, with the signal.

export async function* queueOf<T>(
  watch: (push: (item: T) => void) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  const pending: T[] = [];
  let wake: () => void = () => {};
  const stop = watch((item) => {
    pending.push(item);
    wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    while (!signal?.aborted) {
      const item = pending.shift();
      if (item !== undefined) yield item;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (pending.length > 0 || signal?.aborted) resolve();
        });
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stop();
  }
}
