// Which runs a comparison is about, from its address; and whose waterfall it shows. Pure.

import type { Run } from '../../../../contracts/backtests.ts';

export const COMPARE_LEAST = 2;
export const COMPARE_MOST = 6;

/** Ids in order, each once, at most six. */
export function runIdsOf(search: string | undefined): readonly string[] {
  const ids = (search ?? '').split(',').map((id) => id.trim());
  return [...new Set(ids.filter((id) => id !== ''))].slice(0, COMPARE_MOST);
}

/** The waterfall belongs to a configuration, not to a policy: the honest run's first, else any that can be run again. */
export function waterfallRun(runs: readonly Run[]): Run | undefined {
  return (
    runs.find((run) => run.request !== null && run.fillPolicy === 'pessimistic') ??
    runs.find((run) => run.request !== null) ??
    runs[0]
  );
}

export function movedFirst(ids: readonly string[], id: string): string {
  return [id, ...ids.filter((each) => each !== id)].join();
}
