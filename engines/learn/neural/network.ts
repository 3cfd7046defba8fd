// What training and prediction need of a network, whichever it is: load rows, score them, and send the slopes of a loss back to the
// weights. Implemented by mlp-network.ts and gru-network.ts.

import type { Random } from '../../numeric/random.ts';
import type { Elements } from './kernels/kernels.ts';
import type { NetworkParameters } from './parameters.ts';

/** Standardised rows, row-major float32, each padded with zeros to `width`. */
export interface NetworkInputs {
  readonly rows: number;
  readonly width: number;
  readonly values: Float32Array;
  /** How many rows of its sequence a row may see, itself included; null where a network sees single rows. */
  readonly history: Int32Array | null;
}

export interface Network {
  readonly parameters: NetworkParameters;
  /** Most rows at once. */
  readonly capacity: number;
  /** Row-major, `scoreWidth` elements a row. */
  readonly scores: Elements;
  /** The loss's slope by each score, to be written before `backward`; zeros beyond the rows loaded. */
  readonly slopes: Elements;
  readonly scoreWidth: number;
  /** Loads rows list[from], …, list[from + count − 1]. */
  load(inputs: NetworkInputs, list: Int32Array, from: number, count: number): void;
  /** Scores the rows loaded; `dropout` draws the units that are silent, null silences none. */
  forward(dropout: Random | null): void;
  /** Replaces the parameters' slopes by those of the rows loaded and scored last. */
  backward(): void;
}

export interface NetworkSize {
  /** Most rows at once. */
  readonly capacity: number;
  /** Share of units silenced in training; 0 none. */
  readonly dropout: number;
  /** False: scores only, at a fraction of the memory. */
  readonly training: boolean;
}
