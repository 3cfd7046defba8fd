// Waits for a job to end: through the queue's own news, and by asking now and then, because the job may belong to another
// process on the same file.

import { AppError } from '../../contracts/errors.ts';
import type { Job, JobService } from '../../contracts/jobs.ts';
import { hasEnded } from './transitions.ts';

const ASK_INTERVAL_MS = 500;

export interface WaitOptions {
  readonly queue: Pick<JobService, 'get' | 'watch'>;
  readonly jobId: string;
  readonly signal: AbortSignal | undefined;
  /** Aborted when the queue closes: a job still queued then will not end in this process. */
  readonly closing: AbortSignal;
}

export async function waitForEnd({ queue, jobId, signal, closing }: WaitOptions): Promise<Job> {
  return new Promise<Job>((resolve, reject) => {
    let ask: NodeJS.Timeout | undefined;
    let stop = () => {};
    const settle = (act: () => void) => {
      clearInterval(ask);
      stop();
      signal?.removeEventListener('abort', onAbort);
      closing.removeEventListener('abort', onClosing);
      act();
    };
    const look = (job: Job) => {
      if (job.id === jobId && hasEnded(job.state)) settle(() => resolve(job));
    };
    const check = () => queue.get(jobId).then(look, (error: unknown) => settle(() => reject(error)));
    const onAbort = () =>
      settle(() => reject(new AppError('CANCELLED', 'Stopped waiting. The job itself goes on.')));
    const onClosing = () =>
      queue.get(jobId).then(
        (job) => {
          if (job.state === 'queued')
            settle(() =>
              reject(
                new AppError(
                  'INTERRUPTED',
                  'AnchorDesk is closing. The job stays queued and runs at the next start.',
                ),
              ),
            );
        },
        (error: unknown) => settle(() => reject(error)),
      );

    if (signal?.aborted) return onAbort();
    stop = queue.watch(look);
    signal?.addEventListener('abort', onAbort);
    closing.addEventListener('abort', onClosing);
    ask = setInterval(check, ASK_INTERVAL_MS);
    if (closing.aborted) onClosing();
    check();
  });
}
