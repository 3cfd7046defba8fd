// What a body tells on its way: progress at most twenty times a second, log lines in batches, so that a chatty loop floods
// nobody. Runs in the worker.

import { setTimeout as delay } from 'node:timers/promises';
import type { JobProgress } from '../contracts/jobs.ts';
import { createGate } from '../services/jobs/gate.ts';
import { cleanProgress, NO_PROGRESS } from '../services/jobs/progress.ts';
import type { ReportCalls } from '../services/jobs/protocol.ts';
import type { Remote } from '../services/link/index.ts';

const PROGRESS_INTERVAL_MS = 50;
const LINES_INTERVAL_MS = 100;
const MOST_LINES = 1_000;
const LONGEST_LINE = 4_000;
/** The outcome matters more than whether its last reports were confirmed. */
const ANSWERS_WITHIN_MS = 1_000;

export interface Reporter {
  progress(progress: JobProgress): void;
  log(line: string): void;
  /** Sends what waits and resolves when the application has it, or has not answered for a second. */
  finish(): Promise<void>;
}

export function createReporter(report: Remote<ReportCalls>): Reporter {
  let last = NO_PROGRESS;
  let lines: string[] = [];
  let dropped = 0;
  const sent = new Set<Promise<unknown>>();

  const track = (call: Promise<unknown>) => {
    // A refused or lost report must not end the job.
    const settled = call.catch(() => {}).finally(() => sent.delete(settled));
    sent.add(settled);
  };
  const progressGate = createGate<JobProgress>(PROGRESS_INTERVAL_MS, (progress) =>
    track(report.progress(progress)),
  );
  const lineGate = createGate<void>(LINES_INTERVAL_MS, () => {
    if (lines.length === 0) return;
    const batch = dropped > 0 ? [`(${dropped} lines left out)`, ...lines] : lines;
    lines = [];
    dropped = 0;
    track(report.log(batch));
  });

  return {
    progress(progress) {
      last = cleanProgress(progress, last);
      progressGate.push(last);
    },
    log(line) {
      lines.push(String(line).slice(0, LONGEST_LINE));
      if (lines.length > MOST_LINES) {
        lines.shift();
        dropped++;
      }
      lineGate.push();
    },
    async finish() {
      progressGate.flush();
      lineGate.flush();
      progressGate.stop();
      lineGate.stop();
      await Promise.race([Promise.all(sent), delay(ANSWERS_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}
