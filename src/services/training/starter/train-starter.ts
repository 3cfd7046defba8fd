// Trains one starter model with the same step a run uses, and says how it did on the test rows nothing was fitted on. Called by
// build-starters.ts; pure beside the memory it keeps objects in.

import { estimatorOf } from '../../../../engines/learn/catalogue.ts';
import type { LearningData } from '../../../../engines/learn/contract.ts';
import { directionScore, directionTarget } from '../../../../engines/learn/task.ts';
import { auc } from '../../../../engines/numeric/auc.ts';
import { makeSplit, type Split } from '../../../../engines/validation/splits/split.ts';
import { AppError } from '../../../contracts/errors.ts';
import { sha256 } from '../bundle/bundle-text.ts';
import type { FitOutput, StepContext, StoredModel, TrainingTable } from '../steps/contract.ts';
import { decodePredictions } from '../steps/prediction-codec.ts';
import { rowsOf } from '../steps/row-data.ts';
import { runStep } from '../steps/run-step.ts';
import { decodeStoredModel } from '../steps/stored-model.ts';
import { STARTER_INNER_SHARE, STARTER_SPLIT, type Starter } from './starters.ts';

export interface TrainedStarter {
  readonly stored: StoredModel;
  readonly split: Split;
  readonly output: FitOutput;
  readonly testRows: LearningData;
  readonly metrics: Readonly<Record<string, number>>;
}

export function trainStarter(starter: Starter, table: TrainingTable): TrainedStarter {
  const split = makeSplit(table.datasetHash, table.sessions, STARTER_SPLIT);
  const objects = new Map<string, Uint8Array>();
  const output = runStep(
    {
      kind: 'fit',
      segment: 0,
      family: starter.estimator,
      estimatorVersion: estimatorOf(starter.estimator).version,
      seed: starter.seed,
      innerShare: STARTER_INNER_SHARE,
      parameters: starter.parameters,
      searchScore: null,
      preparation: { selection: 'all', regimes: null },
      calibration: starter.calibration,
      turnoverPenalty: 0,
    },
    { table, split },
    memoryContext(objects),
  );
  if (output.kind !== 'fit' || output.model === null || output.predictions === null)
    throw new AppError(
      'INTERNAL',
      `${starter.name} could not be trained: ${output.kind === 'fit' ? output.skipped : output.kind}. No model was written.`,
    );
  const stored = decodeStoredModel(objects.get(output.model)!);
  const { rows, calibrated } = decodePredictions(objects.get(output.predictions)!);
  const target = directionTarget(
    table.task,
    Int16Array.from(rows, (row) => table.label[row]!),
    Float64Array.from(rows, (row) => table.value[row]!),
  );
  return {
    stored,
    split,
    output,
    testRows: rowsOf(table, stored.inputs, rows),
    metrics: {
      testRows: rows.length,
      trainRows: output.trainRows,
      auc: auc(directionScore(table.task, calibrated, rows.length), target),
    },
  };
}

function memoryContext(objects: Map<string, Uint8Array>): StepContext {
  return {
    readObject: (hash) => objects.get(hash)!,
    writeObject(bytes) {
      const hash = sha256(bytes);
      objects.set(hash, bytes);
      return hash;
    },
    loadCheckpoint: () => null,
    saveCheckpoint: () => {},
    checkpointEveryRounds: Number.MAX_SAFE_INTEGER,
    onProgress: () => true,
  };
}
