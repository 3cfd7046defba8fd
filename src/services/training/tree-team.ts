// The team of threads behind a tree training on Node: starts them once, hands every training to them, ends them. Called by jobs
// that train. The caller's own thread is member 0 and works (and blocks) while the training runs.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TreeTeam } from '../../../engines/learn/trees/grow/team.ts';

export interface NodeTreeTeam extends TreeTeam {
  /** Ends the threads; a team is not used afterwards. */
  close(): Promise<void>;
}

/** Beside the bundled worker, and in the source tree. */
const ENTRIES = ['./tree-member.mjs', '../../workers/tree-member.ts'];

/** The file a thread starts from, wherever this build runs. */
function treeMemberEntry(): string {
  const paths = ENTRIES.map((entry) => fileURLToPath(new URL(entry, import.meta.url)));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined)
    throw new Error(`the training threads cannot start: ${paths[0]} is missing; reinstall the application`);
  return found;
}

/** A member's own heap holds a tree and little more: its data lies in the shared memory. */
const MEMBER_HEAP = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 };

/** `size` members in all, the caller included. Throws where the threads' file is missing: they would be missed only later. */
export function createTreeTeam(size: number): NodeTreeTeam {
  const entry = treeMemberEntry();
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
