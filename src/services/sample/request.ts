// Checks what was asked of the sample market. Called when a sample is started and again by the job that makes it.
import { AppError } from '../../contracts/errors.ts';
import { type SampleRequest, sampleRequestSchema } from '../../contracts/sample.ts';

/** The request with its defaults; BAD_REQUEST where a value is out of range. */
export function parseSampleRequest(payload: unknown): SampleRequest {
  const parsed = sampleRequestSchema.safeParse(payload ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new AppError(
    'BAD_REQUEST',
    `The sample market cannot be made like that (${problems}). Nothing was stored; correct the values and start again.`,
    parsed.error.issues,
  );
}
