// A team of threads that train one model together: every member runs the same control code over one shared memory and they meet
// at barriers. Engines start no thread: the caller supplies the team (on Node: src/services/training/tree-team.ts).

/** Starts the other members; the caller itself is member 0. */
export interface TreeTeam {
  /** Members in all, the caller included. */
  readonly size: number;
  /** Has members 1..size−1 each call `runTreeMember(job, member)`; returns at once. The job can be structured-cloned. */
  start(job: unknown, members: number): void;
}

/** Words of the control block that members share. */
export const CONTROL = {
  arrived: 0,
  generation: 1,
  failed: 2,
  stop: 3,
  sampleRows: 4,
  restRows: 5,
  /** One per member: rows it sent left. */
  counts: 16,
  words: 128,
} as const;
export const MAX_MEMBERS = 64;

/** Loads to spin before sleeping: about 10 µs, more than most waits; after waits that slept it is shortened, since then another
 * process wants the core. */
const SPIN_LONG = 5_000;
const SPIN_SHORT = 300;
const SLEEP_MS = 5;
/**
 * Sleeps of at most SLEEP_MS after which member 0 takes another for dead: 2 minutes, where a step takes seconds. The others wait
 * as long as it takes, since the caller may pause between rounds; they end with the process.
 */
const PATIENCE = 24_000;

export type Barrier = () => void;

/** A barrier of `size` members on the control block. Throws where a member has failed or does not come. */
export function createBarrier(
  control: Int32Array,
  size: number,
  member: number,
  patience: number = PATIENCE,
): Barrier {
  if (size === 1) return () => {};
  let spin = SPIN_LONG;
  return () => {
    const generation = Atomics.load(control, CONTROL.generation);
    if (Atomics.add(control, CONTROL.arrived, 1) === size - 1) {
      Atomics.store(control, CONTROL.arrived, 0);
      Atomics.add(control, CONTROL.generation, 1);
      Atomics.notify(control, CONTROL.generation);
      return;
    }
    let loads = 0;
    let sleeps = 0;
    while (Atomics.load(control, CONTROL.generation) === generation) {
      if (++loads <= spin) continue;
      if (Atomics.load(control, CONTROL.failed) !== 0)
        throw new Error('another thread of this training failed; the model was not finished, train again');
      if (++sleeps > patience && member === 0)
        throw new Error('another thread of this training does not answer; train again, or with one thread');
      if (Atomics.wait(control, CONTROL.generation, generation, SLEEP_MS) === 'timed-out') spin = SPIN_SHORT;
    }
    if (sleeps === 0 && spin < SPIN_LONG) spin++;
  };
}

/** Wakes the others with the news that this member failed. */
export function announceFailure(control: Int32Array): void {
  Atomics.store(control, CONTROL.failed, 1);
  Atomics.notify(control, CONTROL.generation);
}

/** The part of `count` things that belongs to a member, in multiples of `unit`. */
export function shareOf(
  count: number,
  member: number,
  size: number,
  unit = 1,
): readonly [from: number, to: number] {
  const border = (k: number) => (k === size ? count : Math.floor((count * k) / size / unit) * unit);
  return [border(member), border(member + 1)];
}
