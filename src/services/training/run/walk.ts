// Walks a run's graph as far as it can without computing: settles steps whose results are stored or that have nothing to do, and gives
// those that must be computed. Called by the dry run (how much is there already) and by the conductor after every step.

import { AppError } from '../../../contracts/errors.ts';
import type { StepKind } from '../../../contracts/training-steps.ts';
import type { ThreadOutput, ThreadSpec } from '../steps/contract.ts';
import type { StepResult } from './result-store.ts';
import type { RunPlan } from './run-plan.ts';
import { inputOf, type Settled } from './step-inputs.ts';
import type { PlannedStep } from './step-store.ts';

export interface ReadyStep {
  readonly step: PlannedStep;
  readonly spec: ThreadSpec;
  readonly inputHash: string;
}

/** A step settled without computing. */
export interface Passed {
  readonly step: PlannedStep;
  readonly inputHash: string | null;
  readonly outputHash: string | null;
  readonly settled: Settled;
}

export interface WalkParts {
  readonly plan: RunPlan;
  readonly hashOf: (spec: ThreadSpec) => string;
  /** The stored result that may be used again, whole with its objects; null where there is none. */
  readonly lookup: (inputHash: string, step: PlannedStep) => Promise<StepResult | null>;
}

export interface Walk {
  readonly settled: ReadonlyMap<string, Settled>;
  /** Everything that can be settled or begun now; a step is given once. With words, trials not stored yet are left out for that reason. */
  advance(
    noNewTrials?: string,
  ): Promise<{ readonly passed: readonly Passed[]; readonly ready: readonly ReadyStep[] }>;
  settle(key: string, settled: Settled): void;
  /** A step that was given and not computed may be given again. */
  giveBack(key: string): void;
  /** No training step is left. */
  complete(): boolean;
}

const TRAINING: readonly StepKind[] = ['trial', 'fit', 'blend'];
export const isTraining = (step: Pick<PlannedStep, 'kind'>) => TRAINING.includes(step.kind);

export function createWalk({ plan, hashOf, lookup }: WalkParts): Walk {
  const settled = new Map<string, Settled>();
  const given = new Set<string>();

  return {
    settled,

    async advance(noNewTrials) {
      const passed: Passed[] = [];
      const ready: ReadyStep[] = [];
      const pass = (step: PlannedStep, own: Settled, inputHash: string | null, outputHash: string | null) => {
        settled.set(step.key, own);
        passed.push({ step, inputHash, outputHash, settled: own });
      };
      // Each step stands after those it needs, so one pass is enough.
      for (const step of plan.graph) {
        if (settled.has(step.key) || given.has(step.key) || !step.needs.every((need) => settled.has(need)))
          continue;
        if (step.kind === 'split') {
          pass(step, { state: 'done', output: null, words: plan.split.words }, null, plan.split.hash);
          continue;
        }
        if (!isTraining(step)) continue;
        const input = inputOf(step, plan, settled);
        if ('skip' in input) {
          pass(step, { state: 'skipped', output: null, words: input.skip }, null, null);
          continue;
        }
        const inputHash = hashOf(input.spec);
        const found = await lookup(inputHash, step);
        if (found) pass(step, settledBy(found.output), inputHash, found.outputHash);
        else if (step.kind === 'trial' && noNewTrials !== undefined)
          pass(step, { state: 'skipped', output: null, words: noNewTrials }, null, null);
        else {
          given.add(step.key);
          ready.push({ step, spec: input.spec, inputHash });
        }
      }
      return { passed, ready };
    },

    settle(key, own) {
      given.delete(key);
      settled.set(key, own);
    },
    giveBack: (key) => void given.delete(key),
    complete: () => plan.graph.every((step) => !isTraining(step) || settled.has(step.key)),
  };
}

/** A fit that found nothing to fit is skipped for its own reason. */
export function settledBy(output: ThreadOutput): Settled {
  if (output.kind === 'trial')
    return output.trial === null
      ? { state: 'skipped', output, words: 'the grid is used up' }
      : { state: 'done', output, words: trialWords(output.trial) };
  return output.skipped === null
    ? { state: 'done', output, words: output.calibration.words }
    : { state: 'skipped', output, words: output.skipped };
}

function trialWords({
  state,
  score,
  reason,
}: NonNullable<Extract<ThreadOutput, { kind: 'trial' }>['trial']>) {
  if (state === 'complete') return `score ${score?.toPrecision(5) ?? 'missing'}`;
  if (state === 'failed') return reason ?? 'failed';
  if (state === 'pruned') return 'stopped early: others were better by then';
  throw new AppError('INTERNAL', 'A trial was stored before it had ended.');
}
