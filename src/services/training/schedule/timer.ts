// The clock of the weekend: looks twice a minute whether something is due, never while the last look still works. Started by the composition
// root in the process of a desk, in no other; a machine that slept looks when it wakes.

import type { Log } from '../../log/index.ts';
import type { Weekend } from './schedule.ts';

export interface WeekendTimer {
  /** No look begins any more. */
  stop(): void;
  /** After the look that is under way, if there is one. */
  ended(): Promise<void>;
}

const EVERY_MS = 30_000;
/** A desk should be open before it works. */
const FIRST_MS = 3_000;

export interface WeekendTimes {
  readonly firstMs: number;
  readonly everyMs: number;
}

export function startWeekendTimer(
  weekend: Pick<Weekend, 'lookNow' | 'resumeInterrupted'>,
  { log, notify }: { readonly log: Log; readonly notify: (title: string, body: string) => void },
  { firstMs, everyMs }: WeekendTimes = { firstMs: FIRST_MS, everyMs: EVERY_MS },
): WeekendTimer {
  const stopping = new AbortController();
  let opened = false;
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout;

  const tell = (done: readonly string[]) => {
    for (const words of done) {
      log.info(words);
      notify('Weekend', words);
    }
  };
  const look = async () => {
    if (!opened) {
      opened = true;
      tell(await weekend.resumeInterrupted());
    }
    if (!stopping.signal.aborted) tell(await weekend.lookNow(stopping.signal));
  };
  const next = (ms: number) => {
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => log.error('The schedule could not be looked at', { error }))
        .finally(() => {
          looking = undefined;
          if (!stopping.signal.aborted) next(everyMs);
        });
    }, ms);
    timer.unref();
  };
  next(firstMs);
  return {
    stop() {
      stopping.abort();
      clearTimeout(timer);
    },
    ended: async () => {
      await looking;
    },
  };
}
