// One training as plain data that can be handed to other threads: sizes, parameters, where things lie in the shared memory.
// Made by train.ts; every member builds its own view of it (member.ts).

import type { TreeParameters } from '../parameters.ts';
import type { Layout } from './layout.ts';

export interface TrainingJob {
  /** A WebAssembly memory where `wasm`, else a buffer. Shared where there is more than one member. */
  readonly memory: unknown;
  readonly wasm: boolean;
  readonly members: number;
  readonly layout: Layout;
  readonly parameters: TreeParameters;
  readonly rows: number;
  readonly features: number;
  readonly groups: number;
  readonly outputs: number;
  readonly validationRows: number;
  /** Per feature: bins of values, and whether NaN happens. */
  readonly binCounts: Uint16Array;
  readonly hasMissing: Uint8Array;
  /** Score of every row before the first tree, per output. */
  readonly initial: Float64Array;
  /** Sum of the training weights. */
  readonly weightSum: number;
  /** Rounds already in the model that is continued, and its losses after each of them. */
  readonly firstRound: number;
  readonly earlierLosses: Float64Array;
  /** Whether the loss on a sample of the training rows is measured after each round. */
  readonly measureTraining: boolean;
}
