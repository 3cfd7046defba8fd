// Runs one piece of heavy work for a command: in a thread of this process, recorded as a job of the desk unless it is a dry
// run, with a progress bar and an ear for Ctrl-C. Resolves with the body's result; throws its error, or CANCELLED.

import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { AppError, toErrorData } from '../../contracts/errors.ts';
import type { Job, JobKind, JobProgress } from '../../contracts/jobs.ts';
import { beginOwnJob } from '../../services/jobs/index.ts';
import type { Context } from '../context.ts';
import type { Desk } from '../desk.ts';
import { createProgress } from '../progress.ts';
import type { WorkOrder, WorkReport } from './thread-messages.ts';

export interface Work {
  readonly kind: JobKind;
  readonly title: string;
  readonly payload: unknown;
}

const THREAD = new URL('./thread.ts', import.meta.url);

export interface RunWorkOptions {
  /** Called with the recorded job before the work begins. */
  readonly onJob?: (job: Job) => Promise<void>;
  /** What Ctrl-C does instead of cancelling: work that can be paused ends by itself soon after. */
  readonly pause?: () => Promise<void>;
}

export async function runWork(
  desk: Desk,
  work: Work,
  context: Context,
  { onJob = async () => {}, pause }: RunWorkOptions = {},
): Promise<unknown> {
  const own = await beginOwnJob(desk.db, work, desk.now);
  try {
    await onJob(own.job);
    const result = await inThread(desk, work, context, {
      jobId: own.job.id,
      rehearsal: false,
      onProgress: own.progress,
      onLog: own.log,
      ...(pause && { pause }),
    });
    await own.end({ state: 'done', result });
    return result;
  } catch (error) {
    await own.end(
      context.signal.aborted ? { state: 'cancelled' } : { state: 'failed', error: toErrorData(error) },
    );
    throw error;
  }
}

/** The same without storing anything: neither a job nor what the work makes. */
export function rehearseWork(desk: Desk, work: Omit<Work, 'title'>, context: Context): Promise<unknown> {
  return inThread(desk, work, context, { jobId: randomUUID(), rehearsal: true });
}

interface ThreadOptions {
  readonly jobId: string;
  readonly rehearsal: boolean;
  readonly onProgress?: (progress: JobProgress) => void;
  readonly onLog?: (line: string) => void;
  readonly pause?: () => Promise<void>;
}

async function inThread(
  desk: Desk,
  { kind, payload }: Omit<Work, 'title'>,
  { output, signal }: Context,
  options: ThreadOptions,
): Promise<unknown> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const order: WorkOrder = {
    kind,
    payload,
    jobId: options.jobId,
    databaseFile: desk.db.file,
    driver: desk.db.driver,
    dataFolder: desk.dataFolder,
    rehearsal: options.rehearsal,
    stop,
  };
  const display = await createProgress(output, desk.now);
  const thread = new Worker(THREAD, { workerData: order, name: `${kind} work` });
  const cancel = () => {
    Atomics.store(stop, 0, 1);
    thread.postMessage('stop');
  };
  // A pause that cannot be asked for is a cancellation.
  const onAbort = () => (options.pause ? void options.pause().catch(cancel) : cancel());
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  try {
    return await answerOf(thread, (message) => {
      if (message.type === 'progress') {
        display.show(message.progress);
        options.onProgress?.(message.progress);
      } else if (message.type === 'log') options.onLog?.(message.line);
    });
  } finally {
    signal.removeEventListener('abort', onAbort);
    display.end();
  }
}

/** Resolves after the thread has gone, so that its connection to the file is closed too. */
function answerOf(thread: Worker, onReport: (message: WorkReport) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let answer: Extract<WorkReport, { type: 'done' | 'failed' }> | undefined;
    let crash: Error | undefined;
    thread.on('message', (message: WorkReport) => {
      if (message.type === 'done' || message.type === 'failed') answer = message;
      else onReport(message);
    });
    thread.on('error', (error: Error) => {
      crash = error;
    });
    thread.on('exit', () => {
      if (answer?.type === 'done') resolve(answer.result);
      else if (answer) reject(new AppError(answer.error.code, answer.error.message, answer.error.details));
      else
        reject(
          new AppError(
            'WORKER_CRASHED',
            `The work ended without an answer (${crash?.message ?? 'no reason given'}). What had been stored before is kept. Try again with less at once.`,
            undefined,
            crash,
          ),
        );
    });
  });
}
