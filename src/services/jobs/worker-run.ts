// Runs one job in one worker process and tells how it ended. Whatever the worker does (throws, hangs, runs out of memory, is
// killed, sends nonsense) the outcome is a value. Called by the queue; knows nothing of the store.

import { z } from 'zod';
import { type ErrorData, toErrorData } from '../../contracts/errors.ts';
import type { JobProgress } from '../../contracts/jobs.ts';
import type { Host, WorkerProcess } from '../host.ts';
import { createChannels, createHeartbeat, exposeGuarded, guarded, wrapGuarded } from '../link/index.ts';
import { describeCrash, describeMemoryStop } from './crash.ts';
import { watchMemory } from './memory.ts';
import {
  BEAT_INTERVAL_MS,
  type BodyOutcome,
  beatSchema,
  progressSchema,
  type WorkerCalls,
  type WorkerInit,
} from './protocol.ts';

export interface WorkerTimes {
  /** From asking a job to stop until its process is ended. */
  readonly cancelGraceMs: number;
  /** From a told outcome until a process that does not leave is ended. */
  readonly leaveGraceMs: number;
  readonly memoryCheckMs: number;
}

export const WORKER_TIMES: WorkerTimes = { cancelGraceMs: 5_000, leaveGraceMs: 3_000, memoryCheckMs: 500 };

export interface WorkerRunOptions {
  readonly host: Pick<Host, 'startWorker'>;
  readonly init: Omit<WorkerInit, 'type'>;
  readonly memoryMb: number;
  readonly times: WorkerTimes;
  /** Told once, when the process has its id (in Electron a moment after the start). */
  readonly onStarted: (pid: number) => void;
  readonly onProgress: (progress: JobProgress) => void;
  /** Lines the body logged or the process printed. */
  readonly onLines: (lines: readonly string[]) => void;
}

export interface WorkerRun {
  /** Never rejects. Resolves when the process is gone. */
  readonly outcome: Promise<BodyOutcome>;
  /** Asks the body to stop; ends the process when it has not within the grace. */
  cancel(): void;
}

const OUTPUT_KEPT = 100;
const LONGEST_LINE = 4_000;
/** A worker that computes without a pause is silent too, so silence is noted, not punished: the user may cancel. */
const SILENT_BEATS = 30;

export function runInWorker(options: WorkerRunOptions): WorkerRun {
  let worker: WorkerProcess;
  try {
    worker = options.host.startWorker({ name: `job-${options.init.kind}`, memoryMb: options.memoryMb });
  } catch (error) {
    const failed: BodyOutcome = { state: 'failed', error: startFailure(error) };
    return { outcome: Promise.resolve(failed), cancel: () => {} };
  }
  return followWorker(worker, options);
}

function followWorker(worker: WorkerProcess, options: WorkerRunOptions): WorkerRun {
  const { memoryMb, times } = options;
  const output: string[] = [];
  let started = false;
  let told: BodyOutcome | undefined;
  let stoppedFor: ErrorData | undefined;
  let cancelled = false;
  let graceTimer: NodeJS.Timeout | undefined;

  const channel = createChannels({
    post: (message) => worker.post(message),
    onMessage: (listener) => worker.onMessage(listener),
  });
  const control = channel('control');
  const worked = wrapGuarded<WorkerCalls>(channel('job'));
  const noteStart = () => {
    if (started || worker.pid === undefined) return;
    started = true;
    options.onStarted(worker.pid);
  };
  const endWithin = (ms: number) => {
    clearTimeout(graceTimer);
    graceTimer = setTimeout(() => worker.kill(), ms);
  };

  exposeGuarded(
    channel('report'),
    {
      progress: guarded(z.tuple([progressSchema]), (progress) => options.onProgress(progress)),
      log: guarded(z.tuple([z.array(z.string().max(LONGEST_LINE)).max(2_000)]), (lines) =>
        options.onLines(lines),
      ),
    },
    (reason) => options.onLines([`(a message of the job's process was refused: ${reason})`]),
  );
  const memory = watchMemory({
    pid: () => worker.pid,
    memoryMb,
    intervalMs: times.memoryCheckMs,
    onExceeded: (residentMb) => {
      stoppedFor ??= describeMemoryStop(residentMb, memoryMb, output);
      worker.kill();
    },
  });
  const heartbeat = createHeartbeat({
    send: () => control.post({ type: 'beat', residentBytes: 0 }),
    intervalMs: BEAT_INTERVAL_MS,
    missedLimit: SILENT_BEATS,
    onSilent: () => options.onLines(['(no sign of life for a minute: busy, or stuck. It may be cancelled.)']),
  });
  control.onData((data) => {
    const beat = beatSchema.safeParse(data);
    if (!beat.success) return;
    noteStart();
    heartbeat.heard();
    memory.told(beat.data.residentBytes);
  });
  worker.onOutput((line) => {
    const text = line.slice(0, LONGEST_LINE);
    output.push(text);
    if (output.length > OUTPUT_KEPT) output.shift();
    options.onLines([text]);
  });

  const outcome = new Promise<BodyOutcome>((resolve) => {
    worker.onExit((exitCode, signal) => {
      heartbeat.stop();
      memory.stop();
      clearTimeout(graceTimer);
      if (told) resolve(told);
      else if (stoppedFor) resolve({ state: 'failed', error: stoppedFor });
      else if (cancelled) resolve({ state: 'cancelled' });
      else resolve({ state: 'failed', error: describeCrash({ exitCode, signal, output, memoryMb }) });
    });
  });

  noteStart();
  control.post({ type: 'init', ...options.init });
  worked.run().then(
    (result) => {
      told = bodyOutcomeSchema.safeParse(result).data ?? notAnOutcome;
      control.post({ type: 'leave' });
      endWithin(times.leaveGraceMs);
    },
    // The worker's own set-up failed (its file could not be opened, for one).
    (error: unknown) => {
      told = { state: 'failed', error: toErrorData(error) };
      control.post({ type: 'leave' });
      endWithin(times.leaveGraceMs);
    },
  );

  return {
    outcome,
    cancel() {
      if (cancelled || told) return;
      cancelled = true;
      worked.cancel().catch(() => {});
      endWithin(times.cancelGraceMs);
    },
  };
}

const errorDataSchema = z.custom<ErrorData>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    typeof (value as ErrorData).code === 'string' &&
    typeof (value as ErrorData).message === 'string',
);
const bodyOutcomeSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('done'), resultJson: z.string() }),
  z.object({ state: z.literal('failed'), error: errorDataSchema }),
  z.object({ state: z.literal('cancelled') }),
]);
const notAnOutcome: BodyOutcome = {
  state: 'failed',
  error: {
    code: 'WORKER_CRASHED',
    message: 'The job’s process sent an answer nobody understands. Run it again.',
  },
};

function startFailure(error: unknown): ErrorData {
  return {
    code: 'WORKER_CRASHED',
    message: `No process could be started for the job (${toErrorData(error).message}). Nothing was changed. Close other programs and run it again.`,
  };
}
