// Entry of a worker process, the same for both shells: waits for `init`, runs that one job, leaves. Started by Host.startWorker
// only. Holds no secrets and does nothing without being told.

import { constants, setPriority } from 'node:os';
import { z } from 'zod';
import {
  BEAT_INTERVAL_MS,
  beatSchema,
  initSchema,
  leaveSchema,
  type ReportCalls,
  WORKER_EXIT,
  type WorkerInit,
} from '../services/jobs/protocol.ts';
import {
  createChannels,
  createHeartbeat,
  exposeGuarded,
  guarded,
  wrapGuarded,
} from '../services/link/index.ts';
import { watchParent } from './orphan-watch.ts';
import { openParentLink, type ParentLink } from './parent-link.ts';
import { createReporter } from './reporter.ts';
import { runJob } from './run-job.ts';

const INIT_WITHIN_MS = 30_000;
/** Beats of the application missed before this worker takes it for gone. */
const SILENT_BEATS = 15;

function serve(link: ParentLink): void {
  const leave = (code: number) => process.exit(code);
  link.onGone(() => leave(WORKER_EXIT.orphaned));
  watchParent();
  lowerPriority();

  const channel = createChannels(link);
  const control = channel('control');
  const heartbeat = createHeartbeat({
    send: () => control.post({ type: 'beat', residentBytes: process.memoryUsage.rss() }),
    intervalMs: BEAT_INTERVAL_MS,
    missedLimit: SILENT_BEATS,
    onSilent: () => leave(WORKER_EXIT.orphaned),
  });
  const noInit = setTimeout(() => leave(WORKER_EXIT.noInit), INIT_WITHIN_MS);

  control.onData((data) => {
    if (beatSchema.safeParse(data).success) heartbeat.heard();
    else if (leaveSchema.safeParse(data).success) leave(0);
    else {
      const init = initSchema.safeParse(data);
      if (!init.success || !accept(init.data)) return;
      clearTimeout(noInit);
    }
  });

  let accepted = false;
  const accept = (init: WorkerInit): boolean => {
    if (accepted) return false;
    accepted = true;
    const stop = new AbortController();
    const reporter = createReporter(wrapGuarded<ReportCalls>(channel('report')));
    let outcome: ReturnType<typeof runJob> | undefined;
    exposeGuarded(
      channel('job'),
      {
        run: guarded(z.tuple([]), () => {
          outcome ??= runJob(init, reporter, stop.signal);
          return outcome;
        }),
        cancel: guarded(z.tuple([]), () => stop.abort()),
      },
      (reason) => console.error(`Refused a message of the application: ${reason}`),
    );
    return true;
  };
}

/** Work in the background must not slow down the desk. */
function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not allowed here; the job runs all the same.
  }
}

const link = openParentLink();
if (link) serve(link);
else {
  console.error('This file is the entry of a worker process; the application starts it.');
  process.exitCode = WORKER_EXIT.noLink;
}
