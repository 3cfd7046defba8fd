// Entry of a thread that helps to train tree models: runs its part of each training it is told of, until it is ended. Started by
// services/training/tree-team.ts only. Everything it works on lies in shared memory; it answers nothing.

import { parentPort } from 'node:worker_threads';
import { runTreeMember } from '../../engines/learn/trees/grow/rounds.ts';

interface TeamMessage {
  readonly job: unknown;
  readonly member: number;
}

parentPort?.on('message', ({ job, member }: TeamMessage) => {
  try {
    runTreeMember(job, member);
  } catch {
    // The failure stands in the shared memory: the caller's thread finds it at the next meeting and reports it.
  }
});
