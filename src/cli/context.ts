// What every command gets besides its own arguments. Made by program.ts.

import type { Output } from './output.ts';

/** Options that stand before or after any command. */
export interface GlobalOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export interface Context {
  /** Filled in when the arguments are parsed, before the command acts. */
  options: GlobalOptions;
  readonly output: Output;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Leaves signals to somebody else: `serve` has its own answer to Ctrl-C. */
  handOver(): void;
  /** Exit code of a command that did not throw. */
  exitCode: number;
}
