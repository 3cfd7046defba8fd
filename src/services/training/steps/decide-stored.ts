// The decisions a stored model's policy makes of rows it predicted. Called for test rows, hold-outs and ranges of dates, so that what is
// evaluated is what serves.

import type { LearningData } from '../../../../engines/learn/contract.ts';
import {
  columnsOf,
  createRowDecider,
  type DecidedRow,
  type DecisionColumns,
  featuresOfDecision,
} from '../../../../engines/learn/policy/decision-model.ts';
import type { StoredModel, TrainingTable } from './contract.ts';
import { rowsOf } from './row-data.ts';
import type { StoredPrediction } from './stored-model.ts';

/** Rows of one instrument ascend by time, as they do in a table. Null where the model acts by its threshold. */
export function decideStored(
  { decision, task }: StoredModel,
  source: TrainingTable | LearningData,
  { calibrated }: Pick<StoredPrediction, 'calibrated'>,
  rows?: Uint32Array,
  side?: ArrayLike<number>,
): readonly DecidedRow[] | null {
  if (decision === undefined) return null;
  const data = rowsOf(source, featuresOfDecision(decision), rows);
  const own = 'datasetId' in source ? tableColumns(source, rows) : { ...(side && { side }) };
  return createRowDecider(decision, task).decide(data, calibrated, own);
}

function tableColumns({ side, instrument }: TrainingTable, rows: Uint32Array | undefined) {
  if (rows === undefined) return { side, stream: instrument };
  return {
    side: Int8Array.from(rows, (row) => side[row]!),
    stream: Int32Array.from(rows, (row) => instrument[row]!),
  };
}

/** The same as columns, for predictions that are stored or pooled. */
export function decisionsOf(
  stored: StoredModel,
  table: TrainingTable,
  predicted: Pick<StoredPrediction, 'calibrated'>,
  rows: Uint32Array,
): { readonly decisions?: DecisionColumns } {
  const decided = decideStored(stored, table, predicted, rows);
  return decided === null ? {} : { decisions: columnsOf(stored.decision!.policy, decided) };
}
