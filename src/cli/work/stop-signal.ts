// An AbortSignal that a busy loop can believe: its `aborted` also looks at a shared number, because a thread that computes
// without a pause hears no messages. Used by the work thread.

/** Aborts once `flag[0]` is not 0: seen at once by whoever asks, and by listeners when `wake` is called or somebody asks. */
export function stopSignalOf(flag: Int32Array): { readonly signal: AbortSignal; wake(): void } {
  const controller = new AbortController();
  const { signal } = controller;
  let aborting = false;
  const look = () => {
    if (!aborting && Atomics.load(flag, 0) !== 0) {
      aborting = true;
      controller.abort();
    }
    return aborting;
  };
  Object.defineProperty(signal, 'aborted', { get: look });
  return { signal, wake: look };
}
