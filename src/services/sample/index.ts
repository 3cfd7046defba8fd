// The built-in sample market: what the page and the CLI start, and the body that does the work.
import type { JobService } from '../../contracts/jobs.ts';
import type { SampleService } from '../../contracts/sample.ts';
import { parseSampleRequest } from './request.ts';

export { sampleBody, sampleSource } from './body.ts';
export { SAMPLE_LAST_DATE, sampleSessions } from './sessions.ts';

export function createSampleService(jobs: Pick<JobService, 'enqueue'>): SampleService {
  return {
    async start(request) {
      const whole = parseSampleRequest(request);
      return jobs.enqueue('sample', `Sample market, seed ${whole.seed}`, whole);
    },
  };
}
