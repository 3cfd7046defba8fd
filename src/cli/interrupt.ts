// Ctrl-C: the first asks the work to stop, so that it can say it was cancelled; the second ends the program at once (what was
// being written is rolled back, and the next start marks the work interrupted).

import type { Output } from './output.ts';

export interface Interrupts {
  readonly signal: AbortSignal;
  release(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function catchInterrupts(output: Output): Interrupts {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(1);
    output.note('Stopping … (Ctrl-C again to end at once)');
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal: controller.signal,
    release() {
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
}
