// A job queue that runs every job at once in the test's own process: for tests of services that only need their jobs done.
import { randomUUID } from 'node:crypto';
import { toErrorData } from '../../src/contracts/errors.ts';
import type { Job, JobService } from '../../src/contracts/jobs.ts';
import type { JobDependencies } from '../../src/services/jobs/body.ts';
import { runJobInProcess } from '../../src/services/jobs/in-process.ts';

export function createInProcessJobs(dependencies: JobDependencies): JobService {
  const jobs = new Map<string, Job>();
  const running = new Map<string, Promise<void>>();
  const listeners = new Set<(job: Job) => void>();

  function put(job: Job): Job {
    jobs.set(job.id, job);
    for (const listener of listeners) listener(job);
    return job;
  }

  return {
    async enqueue(kind, title, payload) {
      const job = put({
        id: randomUUID(),
        kind,
        title,
        state: 'running',
        payload,
        progress: { stage: '', fraction: 0 },
        result: null,
        error: null,
        createdAt: dependencies.now(),
        startedAt: dependencies.now(),
        endedAt: null,
        rerunOf: null,
      });
      // Begins in the next turn, as a real worker would: the caller stores what belongs to the job first.
      const work = new Promise<void>((resolve) => setImmediate(resolve))
        .then(() => runJobInProcess(kind, payload, dependencies, undefined, undefined, { jobId: job.id }))
        .then(
          (result) => put({ ...job, state: 'done', result, endedAt: dependencies.now() }),
          (error) => put({ ...job, state: 'failed', error: toErrorData(error), endedAt: dependencies.now() }),
        );
      running.set(
        job.id,
        work.then(() => {}),
      );
      return job;
    },
    get: async (id) => jobs.get(id)!,
    list: async () => [...jobs.values()],
    cancel: async (id) => jobs.get(id)!,
    rerun: async (id) => jobs.get(id)!,
    log: async () => [],
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async waitFor(id) {
      await running.get(id);
      return jobs.get(id)!;
    },
    close: async () => {},
  };
}
