// Bodies of a dry run: they compute exactly what the stored ones would and store nothing. Loaded by the work thread in place of
// the real bodies; import and sweep need no other, since one has its own dry run and the other stores nothing itself.

import { backtestRequestSchema } from '../../contracts/backtests.ts';
import { computeRun, computeWaterfallOf, sweepBody } from '../../services/backtests/index.ts';
import { importBody } from '../../services/imports/index.ts';
import type { JobBody } from '../../services/jobs/index.ts';

const backtest: JobBody = (payload, context, dependencies) =>
  computeRun(backtestRequestSchema.parse(payload), context, dependencies);

const waterfall: JobBody = (payload, context, dependencies) =>
  computeWaterfallOf(backtestRequestSchema.parse(payload), context, dependencies);

export const bodies: Readonly<Record<string, JobBody>> = {
  import: importBody,
  backtest,
  waterfall,
  sweep: sweepBody,
};
