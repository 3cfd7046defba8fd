// The team of threads behind a tree training on Node: starts them once, hands every training to them, ends them. Called by jobs
// that train. The caller's own thread is member 0 and works (and blocks) while the training runs.

import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { TreeTeam } from '../../../engines/learn/trees/grow/team.ts';

export interface NodeTreeTeam extends TreeTeam {
  /** Ends the threads; a team is not used afterwards. */
  close(): Promise<void>;
}

/** A member's own heap holds a tree and little more: its data lies in the shared memory. */
const MEMBER_HEAP = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 };

/** `size` members in all, the caller included; `entry`: the file of src/workers/tree-member.ts as this build has it. */
export function createTreeTeam(size: number, entry: URL | string): NodeTreeTeam {
  // A thread that cannot start would be missed only after minutes of waiting for it.
  if (!existsSync(entry))
    throw new Error(
      `the training threads cannot start: ${String(entry)} is missing; reinstall the application`,
    );
  const threads: Worker[] = [];
  return {
    size,
    start(job, members) {
      // A thread starts and receives its message without the event loop of the caller, who is about to block.
      while (threads.length < members - 1) {
        const thread = new Worker(entry, { resourceLimits: MEMBER_HEAP });
        thread.unref();
        threads.push(thread);
      }
      for (let k = 1; k < members; k++) threads[k - 1]!.postMessage({ job, member: k });
    },
    async close() {
      await Promise.all(threads.splice(0).map((thread) => thread.terminate()));
    },
  };
}
