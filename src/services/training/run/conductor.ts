// Has the steps of a run computed: gives ready ones to free threads, stores what comes back before anything that reads it begins, and
// stops when asked, when time is used up or when there is reason to wait. Called by the job's body. Which step reads what is in
// walk.ts, how threads work in pool.ts.
//
// [Note: nothing is lost] A result is in the database before its checkpoint goes and before a step that reads it starts; objects are on
// the disk before the result names them. Killed at any moment, the same walk finds the same results and goes on.

import { AppError, type ErrorData } from '../../../contracts/errors.ts';
import type { ThreadOutput } from '../steps/contract.ts';
import type { CheckpointStore } from './checkpoints.ts';
import { toText } from './json-text.ts';
import { sha256 } from './objects.ts';
import type { Pool, ThreadEnd } from './pool.ts';
import type { ResultStore } from './result-store.ts';
import type { StepEnd, StepStore } from './step-store.ts';
import { type Passed, type ReadyStep, settledBy, type Walk } from './walk.ts';

export interface RunningStep {
  readonly ready: ReadyStep;
  fraction: number;
  words: string;
}

export interface ConductorParts {
  readonly runId: string;
  readonly steps: StepStore;
  readonly results: ResultStore;
  readonly checkpoints: CheckpointStore;
  readonly walk: Walk;
  readonly pool: Pool;
  /** Shared with the threads; anything but 0 has them stop after their checkpoint. */
  readonly stop: Int32Array;
  readonly now: () => number;
  /** Rows × features of a step's training part, for estimates. */
  readonly cellsOf: (ready: ReadyStep) => number;
  /** Keys of steps that are computed again although their result is stored, with the hash of that result. */
  readonly forgotten: ReadonlyMap<string, string>;
  readonly note: (words: string) => void;
}

/** What stands in the way at the moment. `halt`: the run ends here; `wait`: it stands still; `late`: no new trial begins. */
export interface Standing {
  readonly halt: boolean;
  readonly wait: boolean;
  readonly late: string | null;
}

export interface Conductor {
  readonly running: ReadonlyMap<string, RunningStep>;
  /** Steps computed since the start, and trials among them. */
  readonly computed: { readonly steps: number; readonly trials: number };
  /** Resolves when nothing is left to compute (true) or it was halted (false). Throws DISK_FULL. */
  run(standing: () => Standing): Promise<boolean>;
  /** Have `standing` asked again. */
  wake(): void;
}

interface Ended {
  readonly own: RunningStep;
  readonly end: ThreadEnd;
}

/** A step whose thread dies is tried once more: memory may have been short for a moment. */
const ATTEMPTS = 2;

export function createConductor(parts: ConductorParts): Conductor {
  const { runId, steps, results, checkpoints, walk, pool, stop, now } = parts;
  const running = new Map<string, RunningStep>();
  const computed = { steps: 0, trials: 0 };
  const attempts = new Map<string, number>();
  /** Time of earlier pieces of a step that was stopped and goes on. */
  const spent = new Map<string, number>();
  let waiting: ReadyStep[] = [];
  const ended: Ended[] = [];
  let wakeUp: (() => void) | undefined;
  let woken = false;

  const wake = () => {
    woken = true;
    wakeUp?.();
  };
  const untilWoken = () =>
    new Promise<void>((resolve) => {
      wakeUp = resolve;
      if (woken) resolve();
    });

  async function begin(ready: ReadyStep): Promise<void> {
    const own: RunningStep = { ready, fraction: 0, words: '' };
    running.set(ready.step.key, own);
    await steps.start(runId, { key: ready.step.key, inputHash: ready.inputHash, at: now() });
    const { spec, inputHash } = ready;
    void pool
      .run({ spec, inputHash }, (fraction, words) => {
        own.fraction = fraction;
        own.words = words;
      })
      .then((end) => {
        ended.push({ own, end });
        wake();
      });
  }

  async function finish({ own, end }: Ended): Promise<void> {
    const { ready } = own;
    const { key } = ready.step;
    running.delete(key);
    switch (end.type) {
      case 'done':
        return store(ready, end.output, end.elapsedMs, end.continued);
      case 'stopped':
        spent.set(key, (spent.get(key) ?? 0) + end.elapsedMs);
        waiting.unshift(ready);
        return;
      case 'crashed': {
        const tried = (attempts.get(key) ?? 0) + 1;
        attempts.set(key, tried);
        if (tried < ATTEMPTS) {
          waiting.unshift(ready);
          return;
        }
        return fail(ready, {
          code: 'WORKER_CRASHED',
          message: `Its thread ended unexpectedly ${ATTEMPTS} times (${end.reason}). Steps that read it are left out; everything else is kept. Resume the run to try again, with fewer cores if memory was short.`,
        });
      }
      case 'failed':
        // Every step after it would meet the same.
        if (end.error.code === 'DISK_FULL')
          throw new AppError('DISK_FULL', end.error.message, end.error.details);
        return fail(ready, end.error);
    }
  }

  async function store(
    ready: ReadyStep,
    output: ThreadOutput,
    ms: number,
    continued: boolean,
  ): Promise<void> {
    const { step, inputHash } = ready;
    const at = now();
    const elapsedMs = ms + (spent.get(step.key) ?? 0);
    const partly = continued || spent.has(step.key);
    const outputHash = sha256(toText(output));
    await results.save({
      inputHash,
      family: step.family,
      output,
      outputHash,
      objects: objectsOf(output),
      // A step continued from a checkpoint took less than its work.
      work: partly ? null : parts.cellsOf(ready) * Math.max(1, output.rounds ?? 1),
      rounds: output.rounds,
      elapsedMs,
      at,
    });
    checkpoints.remove(inputHash);
    const before = parts.forgotten.get(inputHash);
    if (before !== undefined && before !== outputHash)
      parts.note(
        `${step.key} came out otherwise than before although it read the same. Tell us: results should not depend on chance.`,
      );
    const settled = settledBy(output);
    walk.settle(step.key, settled);
    computed.steps++;
    if (step.kind === 'trial') computed.trials++;
    await steps.end(runId, [
      { key: step.key, state: settled.state, at, inputHash, outputHash, elapsedMs, words: settled.words },
    ]);
  }

  async function fail({ step, inputHash }: ReadyStep, error: ErrorData): Promise<void> {
    checkpoints.remove(inputHash);
    walk.settle(step.key, { state: 'failed', output: null, words: error.message });
    await steps.end(runId, [{ key: step.key, state: 'failed', at: now(), inputHash, error: error.message }]);
    parts.note(`${step.key} failed: ${error.message}`);
  }

  async function advance(late: string | null): Promise<void> {
    if (late !== null) {
      // Trials that were ready and not begun are left out with the rest.
      for (const { step } of waiting)
        if (step.kind === 'trial' && !spent.has(step.key)) walk.giveBack(step.key);
      waiting = waiting.filter(({ step }) => step.kind !== 'trial' || spent.has(step.key));
    }
    const { passed, ready } = await walk.advance(late ?? undefined);
    // A process killed between a result and the end of its checkpoint left one that nobody needs.
    for (const { inputHash } of passed) if (inputHash !== null) checkpoints.remove(inputHash);
    if (passed.length > 0)
      await steps.end(
        runId,
        passed.map((one) => endOf(one, now())),
      );
    waiting.push(...ready);
    waiting.sort(byUrgency);
  }

  return {
    running,
    computed,
    wake,
    async run(standing) {
      try {
        for (;;) {
          woken = false;
          for (const one of ended.splice(0)) await finish(one);
          const { halt, wait, late } = standing();
          if (!halt) await advance(late);
          if (halt || wait) Atomics.store(stop, 0, 1);
          if (running.size === 0) {
            if (halt) return false;
            if (walk.complete()) return true;
            // Threads heed the number until their step ends, so it is cleared only when none works.
            if (!wait) Atomics.store(stop, 0, 0);
          }
          if (Atomics.load(stop, 0) === 0)
            while (waiting.length > 0 && pool.free() > 0) await begin(waiting.shift()!);
          await untilWoken();
        }
      } finally {
        wakeUp = undefined;
      }
    },
  };
}

/** Fits first, since others wait for them; then trials in turn over all segments, so that a used-up budget cuts everywhere alike. */
function byUrgency(a: ReadyStep, b: ReadyStep): number {
  return (a.step.trial ?? -1) - (b.step.trial ?? -1) || place(a) - place(b);
}
const place = ({ step }: ReadyStep) => (step.segment < 0 ? Number.MAX_SAFE_INTEGER : step.segment);

export function objectsOf(output: ThreadOutput): readonly string[] {
  return output.kind === 'fit' ? [output.model, output.predictions].filter((hash) => hash !== null) : [];
}

function endOf({ step, inputHash, outputHash, settled }: Passed, at: number): StepEnd {
  return {
    key: step.key,
    state: settled.state,
    at,
    ...(inputHash !== null && { inputHash, reused: true }),
    ...(outputHash !== null && { outputHash }),
    words: settled.words,
  };
}
