// Time a run has worked, without the machine's sleep. Called by the conductor at every tick of its timer.
//
// [Note: sleep] The monotonic clock stands still while Linux sleeps and the wall clock does not, so a gap between them is sleep. On
// systems whose monotonic clock goes on, a timer that comes minutes late although nothing held it up tells the same.

export interface Sleep {
  /** Epoch milliseconds at which it was noticed. */
  readonly at: number;
  readonly ms: number;
}

export interface WorkClock {
  /** Called every so often; gives the sleep that lay since the last call, if one did. `busy`: the caller itself was held up. */
  tick(busy?: boolean): Sleep | null;
  /** Milliseconds worked since the clock was made. */
  worked(): number;
  readonly sleeps: readonly Sleep[];
}

export interface Clocks {
  /** Epoch milliseconds. */
  readonly wall: () => number;
  /** Milliseconds from anywhere; never goes back. */
  readonly monotonic: () => number;
}

/** Corrections of the wall clock are smaller than this. */
const LEAST_SLEEP_MS = 10_000;
/** A timer is not this late on any machine that is awake. */
const LATE_TIMER_MS = 120_000;

export function createWorkClock({ wall, monotonic }: Clocks): WorkClock {
  const started = monotonic();
  const sleeps: Sleep[] = [];
  let lastWall = wall();
  let lastMonotonic = started;
  /** Sleep that the monotonic clock counted. */
  let counted = 0;
  return {
    sleeps,
    tick(busy = false) {
      const wallGap = wall() - lastWall;
      const gap = monotonic() - lastMonotonic;
      lastWall += wallGap;
      lastMonotonic += gap;
      let ms = wallGap - gap;
      if (ms < LEAST_SLEEP_MS) {
        if (busy || gap < LATE_TIMER_MS) return null;
        ms = gap;
        counted += gap;
      }
      const sleep = { at: lastWall, ms };
      sleeps.push(sleep);
      return sleep;
    },
    worked: () => Math.max(0, monotonic() - started - counted),
  };
}
