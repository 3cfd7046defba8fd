// The threads of a run: hands each one step at a time, replaces one that dies, ends them all. Called by the conductor; knows no order
// and retries nothing.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { MemberOrder, MemberReport, MemberTask } from './member-messages.ts';

/** How a thread's step ended. `crashed`: the thread ended with it. */
export type ThreadEnd =
  | Exclude<MemberReport, { type: 'progress' }>
  | { readonly type: 'crashed'; readonly reason: string };

export interface Pool {
  readonly size: number;
  free(): number;
  /** `free` must be above 0. Never rejects. */
  run(task: MemberTask, onProgress: (fraction: number, words: string) => void): Promise<ThreadEnd>;
  close(): Promise<void>;
}

/** Beside the bundled worker, and in the source tree. */
const ENTRIES = ['./training-member.mjs', '../../../workers/training-member.ts'];

/** The file a thread starts from, wherever this build runs. */
function memberEntry(): string {
  const paths = ENTRIES.map((entry) => fileURLToPath(new URL(entry, import.meta.url)));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined)
    throw new Error(`the training threads cannot start: ${paths[0]} is missing; reinstall the application`);
  return found;
}

interface Member {
  readonly thread: Worker;
  busy: boolean;
}

/** `heapMb`: cap on the JavaScript heap of each thread; the table lies outside it. */
export function createPool(size: number, order: MemberOrder, heapMb: number): Pool {
  const entry = memberEntry();
  const members: Member[] = [];
  let busy = 0;

  function freeMember(): Member {
    const free = members.find((member) => !member.busy);
    if (free) return free;
    const thread = new Worker(entry, {
      workerData: order,
      name: 'training',
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 },
    });
    const member: Member = { thread, busy: false };
    members.push(member);
    // A thread may die between two steps, too: what is sent to a dead one is never answered.
    thread.once('exit', () => {
      const place = members.indexOf(member);
      if (place >= 0) members.splice(place, 1);
    });
    // Its exit follows and says what has to be said; without a listener the whole process would end.
    thread.on('error', () => {});
    return member;
  }

  return {
    size,
    free: () => size - busy,

    run(task, onProgress) {
      const member = freeMember();
      member.busy = true;
      busy++;
      return new Promise<ThreadEnd>((resolve) => {
        const { thread } = member;
        let reason = 'no reason given';
        const end = (outcome: ThreadEnd) => {
          thread.off('message', onMessage);
          thread.off('error', onError);
          thread.off('exit', onExit);
          member.busy = false;
          busy--;
          resolve(outcome);
        };
        const onMessage = (report: MemberReport) => {
          if (report.type === 'progress') onProgress(report.fraction, report.words);
          else end(report);
        };
        const onError = (error: Error) => {
          reason = error.message;
        };
        const onExit = (code: number) => {
          end({ type: 'crashed', reason: reason === 'no reason given' ? `exit code ${code}` : reason });
        };
        thread.on('message', onMessage);
        thread.on('error', onError);
        thread.on('exit', onExit);
        thread.postMessage(task);
      });
    },

    async close() {
      await Promise.all(members.splice(0).map(({ thread }) => thread.terminate()));
    },
  };
}
