// From a model that predicts to one that serves: calibration and threshold fitted on the judge rows, the model stored, the test rows
// predicted. What fits and blends have in common.

import { calibrateRows } from '../../../../engines/learn/calibration/calibrate-rows.ts';
import type { Model } from '../../../../engines/learn/contract.ts';
import type { DecisionPolicy } from '../../../../engines/learn/policy/decide.ts';
import { featuresOfDecision } from '../../../../engines/learn/policy/decision-model.ts';
import { chooseThreshold } from '../../../../engines/validation/scores/threshold.ts';
import type { TrainingRequest } from '../../../contracts/training.ts';
import { actingRows, candidateThresholds, thresholdObjective } from './acting-rows.ts';
import { fitCalibration } from './calibration.ts';
import type { FitOutput, StepContext, StoredModel, TrainingTable } from './contract.ts';
import { decisionsOf } from './decide-stored.ts';
import { fitDecision } from './fit-decision.ts';
import type { SegmentParts } from './parts.ts';
import { encodePredictions } from './prediction-codec.ts';
import { isUsable } from './segment-rows.ts';
import { encodeStoredModel, predictStored, type StoredPrediction } from './stored-model.ts';

export interface Unserved {
  readonly table: TrainingTable;
  readonly family: string;
  readonly model: Model;
  readonly preparation: StoredModel['preparation'];
  /** Features asked of the dataset, in its order. */
  readonly inputs: readonly string[];
  /** Rows nothing was fitted on so far, and the model's raw predictions of them. */
  readonly judge: Uint32Array;
  readonly judged: Float64Array;
  readonly calibration: TrainingRequest['calibration'];
  readonly turnoverPenalty: number;
  /** Undefined: the model acts by its threshold. */
  readonly policy: DecisionPolicy | undefined;
  /** Of the model's own segment: what the policy's models learn from. */
  readonly parts: () => SegmentParts;
}

export interface Served {
  readonly stored: StoredModel;
  readonly told: FitOutput['calibration'];
  /** What the policy learned, or could not. */
  readonly decided: readonly string[];
}

export function servedModel(unserved: Unserved): Served {
  const { table, judge, judged } = unserved;
  const { rules, told } = fitCalibration(table, judge, judged, unserved.calibration);
  const calibrated = calibrateRows(rules, judged);
  const acting = actingRows(table, judge, calibrated);
  const { threshold } = chooseThreshold(
    acting,
    candidateThresholds(table, acting),
    thresholdObjective(unserved.turnoverPenalty),
  );
  const { family, inputs, preparation, model, policy } = unserved;
  const { task } = table;
  const stored = { family, inputs, task, preparation, model, calibration: rules, threshold };
  if (policy === undefined) return { stored: { version: 1, ...stored }, told, decided: [] };
  const parts = unserved.parts();
  const decision = fitDecision({ policy, table, parts, judge, calibrated, calibration: rules });
  const read = new Set([...inputs, ...featuresOfDecision(decision.model)]);
  return {
    stored: {
      version: 2,
      ...stored,
      inputs: table.names.filter((name) => read.has(name)),
      decision: decision.model,
    },
    told,
    decided: decision.words,
  };
}

type WrittenOutput = Pick<
  FitOutput,
  'model' | 'predictions' | 'threshold' | 'calibration' | 'testRows' | 'decision'
>;

/** Writes both objects. `test`: rows with and without an outcome; `testRows` counts the former. `predict` where the test rows' predictions come from elsewhere than the stored model itself. */
export function writeServed(
  { stored, told, decided }: Served,
  table: TrainingTable,
  test: Uint32Array,
  context: StepContext,
  predict: (stored: StoredModel) => StoredPrediction = (own) => predictStored(own, table, test),
): WrittenOutput {
  const model = context.writeObject(encodeStoredModel(stored));
  const { threshold } = stored;
  const own = {
    model,
    threshold,
    calibration: told,
    ...(stored.decision !== undefined && { decision: { words: decided } }),
  };
  if (test.length === 0) return { ...own, predictions: null, testRows: 0 };
  const predicted = predict(stored);
  const predictions = encodePredictions({
    rows: test,
    ...predicted,
    threshold: threshold ?? Number.NaN,
    ...decisionsOf(stored, table, predicted, test),
  });
  return {
    ...own,
    predictions: context.writeObject(predictions),
    testRows: test.reduce((rows, row) => rows + Number(isUsable(table, row)), 0),
  };
}
