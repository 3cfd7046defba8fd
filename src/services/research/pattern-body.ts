// The job body of a pattern study over many instruments. Stores nothing; the job's result is the report.

import { z } from 'zod';
import { patternRequestSchema } from '../../contracts/patterns.ts';
import type { JobBody } from '../jobs/body.ts';
import { researchSource } from './build-body.ts';
import { measurePatterns } from './pattern-measure.ts';

export const patternPayloadSchema = z.object({ request: patternRequestSchema });

export const patternStudyBody: JobBody = async (payload, context, { db }) => {
  const { request } = patternPayloadSchema.parse(payload);
  const report = await measurePatterns(researchSource(db), request, {
    signal: context.signal,
    onInstrument: (id, k, total) =>
      context.progress({
        stage: `Counting patterns of ${id}`,
        fraction: k / total,
        done: k,
        total,
        unit: 'instruments',
      }),
  });
  for (const { instrumentId, reason } of report.skipped) context.log(`${instrumentId} left out: ${reason}.`);
  return report;
};
