// What a training thread does: computes one step after the other over the shared table, keeps checkpoints, tells how it goes. Loaded by
// src/workers/training-member.ts; opens no database and knows no run.

import { constants, setPriority } from 'node:os';
import type { MessagePort } from 'node:worker_threads';
import { toErrorData } from '../../../contracts/errors.ts';
import { type StepContext, StepStopped } from '../steps/contract.ts';
import { createCheckpointStore } from './checkpoints.ts';
import { loadStepLibrary } from './library.ts';
import type { MemberOrder, MemberReport, MemberTask } from './member-messages.ts';
import { createObjectStore } from './objects.ts';

export type { MemberOrder } from './member-messages.ts';

const PROGRESS_INTERVAL_MS = 200;

export async function serveMember(order: MemberOrder, port: MessagePort): Promise<void> {
  lowerPriority();
  const tell = (report: MemberReport) => port.postMessage(report);
  const objects = createObjectStore(order.dataFolder);
  const checkpoints = createCheckpointStore(order.dataFolder);
  const library = await loadStepLibrary(order.libraryModule);

  port.on('message', ({ spec, inputHash }: MemberTask) => {
    const started = performance.now();
    let told = Number.NEGATIVE_INFINITY;
    let continued = false;
    const context: StepContext = {
      readObject: objects.read,
      writeObject: objects.write,
      loadCheckpoint() {
        const model = checkpoints.load(inputHash);
        continued ||= model !== null;
        return model;
      },
      saveCheckpoint: (model) => checkpoints.save(inputHash, model),
      checkpointEveryRounds: order.checkpointEveryRounds,
      onProgress({ fraction, words }) {
        const now = performance.now();
        if (now - told > PROGRESS_INTERVAL_MS) {
          told = now;
          tell({ type: 'progress', fraction, words });
        }
        return Atomics.load(order.stop, 0) === 0;
      },
    };
    const elapsedMs = () => performance.now() - started;
    try {
      const output = library.run(spec, order.world, context);
      tell({ type: 'done', output, elapsedMs: elapsedMs(), continued });
    } catch (error) {
      if (error instanceof StepStopped) tell({ type: 'stopped', elapsedMs: elapsedMs() });
      else
        tell({
          type: 'failed',
          // Details may hold anything; what cannot be copied cannot be sent either.
          error: JSON.parse(JSON.stringify(toErrorData(error))),
          elapsedMs: elapsedMs(),
        });
    }
  });
}

/** On Linux each thread has a priority of its own: the thread that answers the desk keeps its own. */
function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not allowed here; the training runs all the same.
  }
}
