// One trial of a study: the parameters that follow from the trials before it, fitted on the `fit` part, scored on the `judge` part.
// Called by run-step.ts. A trial that cannot be fitted is a failed trial with its reason, never a failed run.

import {
  completeTrial,
  createStudy,
  failTrial,
  reportStep,
  type Study,
  suggestTrial,
} from '../../../../engines/learn/search/study.ts';
import { assertInside } from './assert-inside.ts';
import type { StepContext, StepWorld, TrialOutput, TrialSpec } from './contract.ts';
import { fitModel } from './fit-model.ts';
import { objectiveDirection, objectiveScore } from './objective.ts';
import { classesIn, segmentParts } from './parts.ts';
import { preparedParts } from './preparation.ts';
import { stepEstimator, tellsRounds } from './step-estimator.ts';
import { apart } from './window-choice.ts';

/** Validation losses are told to the pruner every so many rounds, the same for all trials: they are compared round by round. */
export const PRUNE_EVERY = 5;

/** Throws StepStopped when the context says stop. */
export function runTrial(spec: TrialSpec, world: StepWorld, context: StepContext): TrialOutput {
  const estimator = stepEstimator(spec);
  const direction = objectiveDirection(spec.objective);
  if (spec.study.direction !== direction)
    throw new RangeError(
      `a search by ${spec.objective} must ${direction}; the study is set to ${spec.study.direction}`,
    );
  spec.earlier.forEach((trial, k) => {
    if (trial.index !== k || trial.state === 'running')
      throw new RangeError(
        `trial ${k} before this one is missing or not finished; trials follow one another`,
      );
  });
  const suggested = suggestTrial({ ...createStudy(spec.study), trials: spec.earlier });
  if (suggested === null) return { kind: 'trial', trial: null, rounds: null };
  let study: Study = suggested;
  const index = spec.earlier.length;
  const output = (rounds: number | null): TrialOutput => ({
    kind: 'trial',
    trial: study.trials[index]!,
    rounds,
  });
  const words = `trial ${index + 1} of ${spec.family}`;
  try {
    const parts = segmentParts(world, spec.segment, spec.innerShare);
    if (classesIn(parts.fit.data) < 2) throw new RangeError('the training rows all have one label');
    const { own, windows } = apart({ ...spec.fixed, ...study.trials[index]!.values });
    const prepared = preparedParts(parts, spec.preparation, windows, context.onProgress);
    const { model, rounds } = fitModel(
      {
        estimator,
        parameters: own,
        seed: spec.seed,
        fit: prepared.fit,
        stop: prepared.stop,
        words,
        tellsRounds: tellsRounds(estimator),
        onRound: ({ round, validation }) => {
          if (round === 0 || round % PRUNE_EVERY !== 0 || !Number.isFinite(validation)) return true;
          // A loss, whatever the objective: turned round where the study looks for the highest.
          const value = direction === 'maximise' ? -validation : validation;
          const reported = reportStep(study, index, round, value);
          study = reported.study;
          return !reported.prune;
        },
      },
      context,
    );
    if (model === null) return output(rounds);
    assertInside(parts.fit.part.scope, parts.outer, words);
    const score = objectiveScore(
      world.table,
      parts.judge.rows,
      estimator.predict(model, prepared.judge),
      spec.objective,
      spec.turnoverPenalty,
    );
    if (!Number.isFinite(score))
      throw new RangeError(
        `its ${parts.judge.rows.length} judging rows give no ${spec.objective}: one class only, no known worth, or no row it would act on`,
      );
    study = completeTrial(study, index, score);
    return output(rounds);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    study = failTrial(study, index, error.message);
    return output(null);
  }
}
