// The computations behind steps, as threads and the conductor call them. Loaded by name, so that tests can put others in their place, and
// only where they are used.

import { pathToFileURL } from 'node:url';
import type { StepContext, StepWorld, ThreadOutput, ThreadSpec } from '../steps/contract.ts';

export interface StepLibrary {
  /** SHA-256 over everything the step reads. */
  hashOf(spec: ThreadSpec, world: StepWorld): string;
  /** Throws StepStopped when it was asked to stop. */
  run(spec: ThreadSpec, world: StepWorld, context: StepContext): ThreadOutput;
}

/** `module` names a file that exports `library`; it replaces ours. */
export async function loadStepLibrary(module?: string): Promise<StepLibrary> {
  if (module !== undefined) {
    const { library } = (await import(pathToFileURL(module).href)) as { library: StepLibrary };
    return library;
  }
  const [{ runStep }, { specHash }] = await Promise.all([
    import('../steps/run-step.ts'),
    import('../steps/spec-hash.ts'),
  ]);
  return { run: runStep, hashOf: specHash };
}
