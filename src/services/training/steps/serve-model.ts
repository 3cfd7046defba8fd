// From a model that predicts to one that serves: calibration and threshold fitted on the judge rows, the model stored, the test rows
// predicted. What fits and blends have in common.

import { calibrateRows } from '../../../../engines/learn/calibration/calibrate-rows.ts';
import type { Model } from '../../../../engines/learn/contract.ts';
import { chooseThreshold } from '../../../../engines/validation/scores/threshold.ts';
import type { TrainingRequest } from '../../../contracts/training.ts';
import { actingRows, candidateThresholds, thresholdObjective } from './acting-rows.ts';
import { fitCalibration } from './calibration.ts';
import type { FitOutput, StepContext, StoredModel, TrainingTable } from './contract.ts';
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
}

export interface Served {
  readonly stored: StoredModel;
  readonly told: FitOutput['calibration'];
}

export function servedModel(unserved: Unserved): Served {
  const { table, judge, judged } = unserved;
  const { rules, told } = fitCalibration(table, judge, judged, unserved.calibration);
  const acting = actingRows(table, judge, calibrateRows(rules, judged));
  const { threshold } = chooseThreshold(
    acting,
    candidateThresholds(table, acting),
    thresholdObjective(unserved.turnoverPenalty),
  );
  const { family, inputs, preparation, model } = unserved;
  const { task } = table;
  return {
    stored: { version: 1, family, inputs, task, preparation, model, calibration: rules, threshold },
    told,
  };
}

type WrittenOutput = Pick<FitOutput, 'model' | 'predictions' | 'threshold' | 'calibration' | 'testRows'>;

/** Writes both objects. `test`: rows with and without an outcome; `testRows` counts the former. `predict` where the test rows' predictions come from elsewhere than the stored model itself. */
export function writeServed(
  { stored, told }: Served,
  table: TrainingTable,
  test: Uint32Array,
  context: StepContext,
  predict: (stored: StoredModel) => StoredPrediction = (own) => predictStored(own, table, test),
): WrittenOutput {
  const model = context.writeObject(encodeStoredModel(stored));
  const { threshold } = stored;
  if (test.length === 0) return { model, predictions: null, threshold, calibration: told, testRows: 0 };
  const predictions = encodePredictions({
    rows: test,
    ...predict(stored),
    threshold: threshold ?? Number.NaN,
  });
  return {
    model,
    predictions: context.writeObject(predictions),
    threshold,
    calibration: told,
    testRows: test.reduce((rows, row) => rows + Number(isUsable(table, row)), 0),
  };
}
