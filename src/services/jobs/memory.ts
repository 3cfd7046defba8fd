// Watches what a worker's process occupies. The heap flag caps JavaScript objects only; candles live in array buffers outside
// the heap, so resident memory is watched too. Where /proc exists the application reads it itself, even while the worker
// computes without a pause; elsewhere it relies on what the worker tells with its beat.

import { readFileSync } from 'node:fs';

/** Node, SQLite and the program itself before any work; added to the cap, which is meant for the work. */
const BASELINE_MB = 160;
const BYTES_PER_MB = 1024 * 1024;

export interface MemoryWatch {
  /** What the worker told of itself. */
  told(residentBytes: number): void;
  stop(): void;
}

export interface MemoryWatchOptions {
  /** Undefined until the process has started. */
  readonly pid: () => number | undefined;
  readonly memoryMb: number;
  readonly intervalMs: number;
  /** Called once. */
  readonly onExceeded: (residentMb: number) => void;
}

export function watchMemory(options: MemoryWatchOptions): MemoryWatch {
  const limit = (options.memoryMb + BASELINE_MB) * BYTES_PER_MB;
  let exceeded = false;
  const check = (bytes: number | null) => {
    if (exceeded || bytes === null || bytes <= limit) return;
    exceeded = true;
    clearInterval(timer);
    options.onExceeded(Math.round(bytes / BYTES_PER_MB));
  };
  const timer = setInterval(() => check(residentBytes(options.pid())), options.intervalMs);
  timer.unref();
  return { told: check, stop: () => clearInterval(timer) };
}

function residentBytes(pid: number | undefined): number | null {
  if (pid === undefined) return null;
  try {
    const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found ? Number(found[1]) * 1024 : null;
  } catch {
    return null;
  }
}
