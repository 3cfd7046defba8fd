// What shells, the command line and other domains may use of the job queue.
export type { JobBody, JobDependencies } from './body.ts';
export { type InProcessOptions, runJobInProcess } from './in-process.ts';
export { beginOwnJob, type OwnJob, type OwnJobEnd } from './own-job.ts';
export { createJobQueue, type JobQueue, type JobQueueOptions, type QueueTimes } from './queue.ts';
export { type Recovery, recoverJobs } from './recover.ts';
