// Bodies of a dry run: they compute exactly what the stored ones would and store nothing. Loaded by the work thread in place of
// the real bodies; imports, sweeps and studies need no other: one has its own dry run, the others store nothing themselves.

import { backtestRequestSchema } from '../../contracts/backtests.ts';
import { computeRun, computeWaterfallOf, sweepBody } from '../../services/backtests/index.ts';
import { importBody } from '../../services/imports/index.ts';
import type { JobBody } from '../../services/jobs/index.ts';
import { featureStudyBody } from '../../services/research/index.ts';

const backtest: JobBody = (payload, context, dependencies) =>
  computeRun(backtestRequestSchema.parse(payload), context, dependencies);

const waterfall: JobBody = (payload, context, dependencies) =>
  computeWaterfallOf(backtestRequestSchema.parse(payload), context, dependencies);

export const bodies: Readonly<Record<string, JobBody>> = {
  import: importBody,
  backtest,
  waterfall,
  sweep: sweepBody,
  'feature-study': featureStudyBody,
};
