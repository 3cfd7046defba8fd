// What a run and its training threads say to each other. Both ends import it.

import type { ErrorData } from '../../../contracts/errors.ts';
import type { StepWorld, ThreadOutput, ThreadSpec } from '../steps/contract.ts';

/** Everything a thread needs before its first step; arrays over shared memory are not copied. */
export interface MemberOrder {
  readonly world: StepWorld;
  readonly dataFolder: string;
  /** One shared number for all threads; anything but 0 means stop. */
  readonly stop: Int32Array;
  readonly checkpointEveryRounds: number;
  /** Takes the place of our step computations; tests use it. */
  readonly libraryModule?: string;
}

export interface MemberTask {
  readonly spec: ThreadSpec;
  readonly inputHash: string;
}

export type MemberReport =
  | { readonly type: 'progress'; readonly fraction: number; readonly words: string }
  | {
      readonly type: 'done';
      readonly output: ThreadOutput;
      readonly elapsedMs: number;
      /** It went on from a checkpoint: its time says nothing of its speed. */
      readonly continued: boolean;
    }
  /** Asked to; its checkpoint is kept. */
  | { readonly type: 'stopped'; readonly elapsedMs: number }
  | { readonly type: 'failed'; readonly error: ErrorData; readonly elapsedMs: number };
