// Which function does the work of which kind of job. Each is loaded only when its job runs, so a broken one fails its own
// jobs and nothing else. Called by the worker entry and by in-process.ts.

import { pathToFileURL } from 'node:url';
import { AppError } from '../../contracts/errors.ts';
import type { JobKind } from '../../contracts/jobs.ts';
import type { JobBody } from './body.ts';

/** Legacy trade files import at once, without a job, so their kind has no body. */
const LOADERS: Readonly<Partial<Record<JobKind, () => Promise<JobBody>>>> = {
  import: async () => (await import('../imports/index.ts')).importBody,
  sample: async () => (await import('../sample/index.ts')).sampleBody,
  backtest: async () => (await import('../backtests/index.ts')).backtestBody,
  waterfall: async () => (await import('../backtests/index.ts')).waterfallBody,
  sweep: async () => (await import('../backtests/index.ts')).sweepBody,
  'feature-study': async () => (await import('../research/index.ts')).featureStudyBody,
  'pattern-study': async () => (await import('../research/index.ts')).patternStudyBody,
  dataset: async () => (await import('../research/index.ts')).datasetBody,
  'dataset-verify': async () => (await import('../research/index.ts')).datasetVerifyBody,
  'dataset-export': async () => (await import('../research/index.ts')).datasetExportBody,
  'dataset-import': async () => (await import('../research/index.ts')).datasetImportBody,
  predict: async () => (await import('../training/index.ts')).predictBody,
  training: async () => (await import('../training/index.ts')).trainingBody,
};

/** `module` names a file that exports `bodies`, a record by kind; it replaces ours. */
export async function loadBody(kind: string, module?: string): Promise<JobBody> {
  if (module !== undefined) {
    const { bodies } = (await import(pathToFileURL(module).href)) as { bodies: Record<string, JobBody> };
    const body = Object.hasOwn(bodies, kind) ? bodies[kind] : undefined;
    if (body) return body;
  } else if (Object.hasOwn(LOADERS, kind)) return LOADERS[kind as JobKind]!();
  throw new AppError('BAD_REQUEST', `There is no kind of job called "${kind}". Nothing was run.`);
}
