// Words for a worker that ended without telling how its job went: what happened, what was kept, what to do. Pure.

import type { ErrorData } from '../../contracts/errors.ts';
import { WORKER_EXIT } from './protocol.ts';

const HEAP_EXHAUSTED = /heap out of memory|Array buffer allocation failed|allocation failed - JavaScript/i;
const TAIL_LINES = 20;

export interface WorkerEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Last lines it printed. */
  readonly output: readonly string[];
  readonly memoryMb: number;
}

const KEPT = 'What it had stored until then is kept, and nothing else was touched.';

export function describeCrash(end: WorkerEnd): ErrorData {
  const outOfMemory = end.output.some((line) => HEAP_EXHAUSTED.test(line));
  const message = outOfMemory
    ? `The job needed more than its ${end.memoryMb} MB of memory and was stopped. ${KEPT} ${MORE_MEMORY}`
    : `The job's process ended unexpectedly (${howItEnded(end)}). ${KEPT} Its last output is in the job's log. Run it again; if it happens again, report it with that log.`;
  return {
    code: 'WORKER_CRASHED',
    message,
    details: {
      reason: outOfMemory ? 'memory' : 'crash',
      exitCode: end.exitCode,
      signal: end.signal,
      output: end.output.slice(-TAIL_LINES),
    },
  };
}

const MORE_MEMORY =
  'Give jobs more memory in Settings, or choose fewer instruments or a shorter range, and run it again.';

export function describeMemoryStop(
  residentMb: number,
  memoryMb: number,
  output: readonly string[],
): ErrorData {
  return {
    code: 'WORKER_CRASHED',
    message: `The job occupied ${residentMb} MB, more than its ${memoryMb} MB, and was stopped before it could slow the machine down. ${KEPT} ${MORE_MEMORY}`,
    details: { reason: 'memory', residentMb, memoryMb, output: output.slice(-TAIL_LINES) },
  };
}

function howItEnded({ exitCode, signal }: WorkerEnd): string {
  if (signal !== null) return `ended by ${signal}`;
  if (exitCode === WORKER_EXIT.orphaned) return 'it lost touch with the application';
  return exitCode === null ? 'ended by a signal' : `exit code ${exitCode}`;
}
