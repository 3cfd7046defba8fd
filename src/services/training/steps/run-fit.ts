// The best parameters of a study fitted on a segment, calibrated, given a threshold, and asked about the test rows. Called by
// run-step.ts. Nothing of the test is read before the model is stored.

import { assertApart, assertInside } from './assert-inside.ts';
import type { RoundReport } from './checkpoint.ts';
import type { FitOutput, FitSpec, StepContext, StepWorld } from './contract.ts';
import { fitModel } from './fit-model.ts';
import { classesIn, segmentParts } from './parts.ts';
import { preparedParts } from './preparation.ts';
import { servedModel, writeServed } from './serve-model.ts';
import { stepEstimator, tellsRounds } from './step-estimator.ts';
import { apart } from './window-choice.ts';

/** Throws StepStopped when the context says stop. Data that cannot be learned from gives an output that says why. */
export function runFit(spec: FitSpec, world: StepWorld, context: StepContext): FitOutput {
  const estimator = stepEstimator(spec);
  const { table } = world;
  const { parameters, searchScore } = spec;
  try {
    const parts = segmentParts(world, spec.segment, spec.innerShare);
    if (classesIn(parts.fit.data) < 2) throw new RangeError('the training rows all have one label');
    const { own, windows } = apart(parameters);
    const prepared = preparedParts(parts, spec.preparation, windows, context.onProgress);
    const { model, reports, rounds } = fitModel(
      {
        estimator,
        parameters: own,
        seed: spec.seed,
        fit: prepared.fit,
        stop: prepared.stop,
        words: `fitting ${spec.family}`,
        tellsRounds: tellsRounds(estimator),
        onRound: () => true,
      },
      context,
    );
    const { preparation } = prepared;
    const read = new Set([...preparation.selected, ...prepared.observed]);
    const served = servedModel({
      table,
      family: spec.family,
      model: model!,
      preparation,
      inputs: table.names.filter((name) => read.has(name)),
      judge: parts.judge.rows,
      judged: estimator.predict(model!, prepared.judge),
      calibration: spec.calibration,
      turnoverPenalty: spec.turnoverPenalty,
      policy: spec.policy,
      parts: () => parts,
    });
    assertInside(parts.fit.part.scope, parts.outer, 'the model and neutrality');
    assertInside(parts.judge.part.scope, parts.outer, 'calibration, threshold and the quality of calls');
    assertApart(parts.outer, parts.asked, 'the test');
    return {
      kind: 'fit',
      skipped: null,
      parameters: { ...model!.parameters, ...windows },
      searchScore,
      rounds,
      curve: curveOf(reports),
      trainRows: parts.outer.size,
      purged: parts.purged,
      ...writeServed(served, table, parts.asked, context),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return nothing(error.message, parameters, searchScore);
  }
}

/** An output with nothing to show, and why. */
export function nothing(
  skipped: string,
  parameters: FitOutput['parameters'],
  searchScore: number | null,
): FitOutput {
  return {
    kind: 'fit',
    skipped,
    model: null,
    predictions: null,
    parameters,
    searchScore,
    rounds: null,
    threshold: null,
    calibration: { method: 'none', accepted: false, words: 'nothing was fitted' },
    curve: [],
    trainRows: 0,
    testRows: 0,
    purged: 0,
  };
}

/** Every round of the first 20, every fifth up to 100, then every 25th, and the last: what a picture can show. */
function curveOf(reports: readonly RoundReport[]): FitOutput['curve'] {
  const shown = ({ round }: RoundReport) => round % (round <= 20 ? 1 : round <= 100 ? 5 : 25) === 0;
  return reports.filter((report, k) => shown(report) || k === reports.length - 1);
}
