// Last steps of a training run that judge nothing: for tests of the orchestrator.
import type { TailLibrary } from '../../src/services/training/run/tail-library.ts';

export const fakeTail: TailLibrary = {
  evaluate: async () => [],
  bundle: async () => {
    throw new Error('nothing was judged, so nothing is bundled');
  },
  report: async () => 'nothing to report',
};
