// Computes one training step in whatever thread calls it, from its spec, the table and the split alone: the same bytes on any machine,
// however often it was interrupted (see [Note: same bytes] in contract.ts). Keep one `world` per thread: its parts stay gathered.

import type { StepContext, StepWorld, ThreadOutput, ThreadSpec } from './contract.ts';
import { runBlend } from './run-blend.ts';
import { runFit } from './run-fit.ts';
import { runTrial } from './run-trial.ts';

/**
 * Throws StepStopped when the context says stop: the step goes on from its checkpoint when it is run again. Trials that cannot be
 * fitted and segments with nothing to learn are outputs with a reason; what is thrown otherwise is a fault of the plan or of a file.
 */
export function runStep(spec: ThreadSpec, world: StepWorld, context: StepContext): ThreadOutput {
  switch (spec.kind) {
    case 'trial':
      return runTrial(spec, world, context);
    case 'fit':
      return runFit(spec, world, context);
    case 'blend':
      return runBlend(spec, world, context);
  }
}
