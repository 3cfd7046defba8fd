// A search as plain data: its settings and its trials so far. Every step gives a new study that can be written down; the next
// suggestion follows from the study alone, so that a search cut anywhere goes on exactly as it would have. Called by the orchestrator.

import { createRandom } from '../../numeric/random.ts';
import { gridOf } from './grid-sampler.ts';
import { checkPruner, type PrunedHistory, type Pruner, type StepValue, shouldPrune } from './pruners.ts';
import { drawAtRandom } from './random-sampler.ts';
import { checkSpace, checkValues, type ParameterValues, type SearchSpace } from './space.ts';
import { drawByTpe, type TpeOptions } from './tpe.ts';

export type Sampler =
  | { readonly kind: 'random' }
  /** Runs out: `suggestTrial` gives null after its last point. */
  | { readonly kind: 'grid'; readonly levels: number }
  | { readonly kind: 'tpe'; readonly options: TpeOptions };

export interface StudySettings {
  readonly seed: number;
  readonly space: SearchSpace;
  readonly direction: 'maximise' | 'minimise';
  readonly sampler: Sampler;
  readonly pruner: Pruner;
  /** Tried first, in order: the family's defaults, or what won elsewhere. */
  readonly first: readonly ParameterValues[];
}

export interface StudyTrial {
  readonly index: number;
  readonly values: ParameterValues;
  readonly state: 'running' | 'complete' | 'pruned' | 'failed';
  /** Of a complete trial. */
  readonly score: number | null;
  /** Ascending. */
  readonly steps: readonly StepValue[];
  /** Why it failed. */
  readonly reason: string | null;
}

/** JSON keeps it whole. */
export interface Study {
  readonly version: 1;
  readonly settings: StudySettings;
  readonly trials: readonly StudyTrial[];
}

/** Throws RangeError for a space, a pruner or first values that make no sense. */
export function createStudy(settings: StudySettings): Study {
  checkSpace(settings.space);
  checkPruner(settings.pruner);
  for (const values of settings.first) checkValues(settings.space, values);
  if (settings.sampler.kind === 'grid') gridOf(settings.space, settings.sampler.levels);
  return { version: 1, settings, trials: [] };
}

/** The study with a new running trial at its end; null where a grid is used up. Running trials teach the sampler nothing. */
export function suggestTrial(study: Study): Study | null {
  const values = nextValues(study);
  if (values === null) return null;
  const trial: StudyTrial = {
    index: study.trials.length,
    values,
    state: 'running',
    score: null,
    steps: [],
    reason: null,
  };
  return { ...study, trials: [...study.trials, trial] };
}

function nextValues({ settings, trials }: Study): ParameterValues | null {
  const { space, sampler, seed, first } = settings;
  const index = trials.length;
  const given = first[index];
  if (given !== undefined) return given;
  // Chance of its own per trial: nothing but the index has to be remembered.
  const random = createRandom((seed ^ Math.imul(index + 1, 0x9e3779b1)) >>> 0);
  switch (sampler.kind) {
    case 'random':
      return drawAtRandom(space, random);
    case 'grid':
      return gridOf(space, sampler.levels)[index - first.length] ?? null;
    case 'tpe':
      return drawByTpe(space, rankTrials(settings.direction, trials), random, sampler.options);
  }
}

/** Finished trials, best first: complete by score, then pruned by how far and how well they came, then failed. */
export function rankTrials(
  direction: StudySettings['direction'],
  trials: readonly StudyTrial[],
): StudyTrial[] {
  const order = { complete: 0, pruned: 1, failed: 2, running: 3 };
  const key = (trial: StudyTrial): readonly number[] => {
    const last = trial.steps[trial.steps.length - 1];
    const value = trial.score ?? last?.value ?? 0;
    return [
      order[trial.state],
      -(trial.state === 'pruned' ? (last?.step ?? 0) : 0),
      -higher(direction, value),
      trial.index,
    ];
  };
  return trials
    .filter(({ state }) => state !== 'running')
    .map((trial) => ({ trial, key: key(trial) }))
    .sort((a, b) => {
      for (let k = 0; k < a.key.length; k++) if (a.key[k] !== b.key[k]) return a.key[k]! - b.key[k]!;
      return 0;
    })
    .map(({ trial }) => trial);
}

const higher = (direction: StudySettings['direction'], value: number): number =>
  direction === 'maximise' ? value : -value;

/** Best complete trial; null without one. */
export function bestTrial(study: Study): StudyTrial | null {
  const [best] = rankTrials(study.settings.direction, study.trials);
  return best?.state === 'complete' ? best : null;
}

/** Writes an intermediate value; `prune` says that the trial should stop, and has been closed as pruned. Steps must ascend. */
export function reportStep(
  study: Study,
  index: number,
  step: number,
  value: number,
): { study: Study; prune: boolean } {
  const trial = runningTrial(study, index);
  const last = trial.steps[trial.steps.length - 1];
  if (!(Number.isFinite(step) && step > (last?.step ?? Number.NEGATIVE_INFINITY)))
    throw new RangeError(`step ${step} of trial ${index} does not come after ${last?.step}`);
  if (!Number.isFinite(value))
    throw new RangeError(
      `trial ${index} reported ${value} at step ${step}; close it as failed with the reason`,
    );
  const steps = [...trial.steps, { step, value }];
  const { direction, pruner } = study.settings;
  const history = (one: StudyTrial): PrunedHistory => ({
    index: one.index,
    finished: one.state === 'complete',
    steps: one.steps.map((own) => ({ step: own.step, value: higher(direction, own.value) })),
  });
  const own = { ...trial, steps };
  const others = study.trials.filter((one) => one.index !== index && one.state !== 'failed').map(history);
  const prune = shouldPrune(pruner, history(own), others);
  return { study: withTrial(study, { ...own, state: prune ? 'pruned' : 'running' }), prune };
}

export function completeTrial(study: Study, index: number, score: number): Study {
  if (!Number.isFinite(score))
    throw new RangeError(`trial ${index} ended with the score ${score}; close it as failed with the reason`);
  return withTrial(study, { ...runningTrial(study, index), state: 'complete', score });
}

export function failTrial(study: Study, index: number, reason: string): Study {
  return withTrial(study, { ...runningTrial(study, index), state: 'failed', reason });
}

/** After a cut: a trial that was running starts again from its first step, with the same values. */
export function restartTrial(study: Study, index: number): Study {
  return withTrial(study, { ...runningTrial(study, index), steps: [] });
}

function runningTrial(study: Study, index: number): StudyTrial {
  const trial = study.trials[index];
  if (trial === undefined) throw new RangeError(`the study has no trial ${index}`);
  if (trial.state !== 'running')
    throw new RangeError(`trial ${index} is ${trial.state} already; it stays as it is`);
  return trial;
}

function withTrial(study: Study, trial: StudyTrial): Study {
  return { ...study, trials: study.trials.map((one) => (one.index === trial.index ? trial : one)) };
}
