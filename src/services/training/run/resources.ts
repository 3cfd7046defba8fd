// How many threads a run may have and what it will occupy, from its budget and the size of its dataset. Called by plans and runs. The
// number of threads changes no result.

import type { TrainingBudget } from '../../../contracts/training.ts';

export interface TableSize {
  readonly rows: number;
  readonly features: number;
  /** Rows of the largest training part. */
  readonly trainRows: number;
}

export interface Resources {
  readonly threads: number;
  readonly memoryBytes: number;
  /** Cap on the JavaScript heap of each thread. */
  readonly heapMb: number;
  readonly notes: readonly string[];
}

const MB = 1024 * 1024;
/** Runtime, program and database of the process. */
const BASE_BYTES = 180 * MB;
/** A thread's own runtime and program. */
const THREAD_BYTES = 50 * MB;
/** Times, outcomes, weights, costs and places of a row: what a table holds beside its features. */
const ROW_BYTES = 5 * 8 + 2 + 1 + 2 * 4;
/** Per row and feature of a training part: its copy, the copies of its inner parts, their bins. */
const CELL_BYTES = 10;
const SMALLEST_HEAP_MB = 256;

export function resourcesFor(
  budget: Pick<TrainingBudget, 'cores' | 'memoryMb'>,
  size: TableSize,
  machineCores: number,
): Resources {
  const wanted = Math.max(1, budget.cores === 0 ? machineCores : Math.min(budget.cores, machineCores));
  const table = size.rows * (size.features * 4 + ROW_BYTES);
  const perThread = THREAD_BYTES + size.trainRows * size.features * CELL_BYTES;
  const limit = budget.memoryMb * MB;
  const fit = Math.floor((limit - BASE_BYTES - table) / perThread);
  const threads = Math.max(1, Math.min(wanted, fit));
  const memoryBytes = BASE_BYTES + table + threads * perThread;
  const notes: string[] = [];
  const mb = (bytes: number) => `${Math.ceil(bytes / MB)} MB`;
  if (memoryBytes > limit)
    notes.push(
      `About ${mb(memoryBytes)} are needed with a single thread, ${budget.memoryMb} MB are allowed; it may be stopped for it.`,
    );
  else if (threads < wanted)
    notes.push(`${threads} of ${wanted} threads, since more would not fit into ${budget.memoryMb} MB.`);
  if (budget.cores > machineCores)
    notes.push(`${machineCores} of ${budget.cores} cores asked for: the machine has no more.`);
  return {
    threads,
    memoryBytes,
    heapMb: Math.max(SMALLEST_HEAP_MB, Math.ceil(perThread / MB)),
    notes,
  };
}
