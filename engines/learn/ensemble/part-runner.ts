// Fits the models of an ensemble one after the other, as one training: one line of progress, checkpoints after every part and inside
// them, and a resumed training that ends in the same bytes. Called by the ensemble estimators.

import type {
  Estimator,
  EstimatorParameters,
  FitContext,
  FitProgress,
  LabelledData,
  Model,
} from '../contract.ts';
import type { EnsembleState, Part } from './state.ts';

export interface PartTask {
  readonly key: string;
  readonly estimator: Estimator;
  readonly parameters: EstimatorParameters;
  readonly data: LabelledData;
  readonly validation?: LabelledData;
}

export interface PartRunner {
  /** The part's model: fitted, continued, or taken over from the checkpoint. Throws PartsStopped when training is told to stop. */
  fit(task: PartTask): Model;
  /** A step of progress that is no model: `fraction` 0..1 of `parts` parts. False stops. */
  step(fraction: number): boolean;
  /** Counts work that is not a model as one part done. */
  skip(): void;
  parts(): readonly Part[];
  /** Runs the whole; what was fitted when it was stopped goes to `stopped`. */
  run(work: () => Model, stopped: (parts: readonly Part[]) => Model): Model;
}

/** Thrown out of a fit to end it; never leaves the runner. */
class PartsStopped extends Error {}

/**
 * `count`: parts there may be at most. `modelSoFar`: the ensemble as a checkpoint writes it. Throws RangeError for a model to continue
 * that is complete, or was trained with other settings.
 */
export function createPartRunner(
  context: FitContext,
  parameters: EstimatorParameters,
  count: number,
  modelSoFar: (parts: readonly Part[]) => Model,
): PartRunner {
  const earlier = earlierParts(context, parameters);
  const parts: Part[] = [];
  let done = 0;
  const { onProgress, checkpoint } = context;
  const report = (progress: FitProgress): boolean =>
    onProgress?.({ ...progress, fraction: Math.min(1, (done + progress.fraction) / count) }) ?? true;
  return {
    fit(task) {
      const { key, estimator, data, validation } = task;
      const before = earlier.get(key);
      if (before?.done) {
        parts.push(before);
        done++;
        return before.model;
      }
      const others = parts.slice();
      let going = true;
      const model = estimator.fit(data, task.parameters, {
        seed: partSeed(context.seed, key),
        ...(validation === undefined ? {} : { validation }),
        ...(before === undefined ? {} : { warmStart: before.model }),
        ...(context.monotone === undefined ? {} : { monotone: context.monotone }),
        ...(context.team === undefined ? {} : { team: context.team }),
        ...(checkpoint === undefined
          ? {}
          : {
              checkpoint: {
                everyRounds: checkpoint.everyRounds,
                save: (partial) =>
                  checkpoint.save(modelSoFar([...others, { key, model: partial, done: false }])),
              },
            }),
        ...(onProgress === undefined
          ? {}
          : {
              onProgress: (progress) => {
                going = report(progress);
                return going;
              },
            }),
      });
      parts.push({ key, model, done: going });
      if (!going) throw new PartsStopped();
      done++;
      checkpoint?.save(modelSoFar(parts.slice()));
      return model;
    },
    step: (fraction) => report({ fraction }),
    skip() {
      done++;
    },
    parts: () => parts.slice(),
    run(work, stopped) {
      try {
        return work();
      } catch (error) {
        if (error instanceof PartsStopped) return stopped(parts.slice());
        throw error;
      }
    },
  };
}

function earlierParts({ warmStart, seed }: FitContext, parameters: EstimatorParameters): Map<string, Part> {
  if (warmStart === undefined) return new Map();
  const state = warmStart.state as EnsembleState;
  if (state.stopped === 'finished')
    throw new RangeError(
      `cannot continue: the ${warmStart.estimator} is complete; an ensemble continues an interrupted training only`,
    );
  const names = new Set([...Object.keys(parameters), ...Object.keys(warmStart.parameters)]);
  for (const name of names)
    if (parameters[name] !== warmStart.parameters[name])
      throw new RangeError(
        `cannot continue: ${name} was ${warmStart.parameters[name]} and is ${parameters[name]} now; the members would not fit together`,
      );
  if (state.seed !== seed)
    throw new RangeError(`cannot continue: the seed was ${state.seed} and is ${seed} now`);
  return new Map(state.parts.map((part) => [part.key, part]));
}

/** Every part draws from its own stream, whatever others there are: FNV-1a of its key over the seed. */
export function partSeed(seed: number, key: string): number {
  let mixed = (0x811c9dc5 ^ seed) >>> 0;
  for (let k = 0; k < key.length; k++) mixed = Math.imul(mixed ^ key.charCodeAt(k), 0x01000193) >>> 0;
  return mixed;
}
