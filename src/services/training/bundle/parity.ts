// The parity certificate: the trainer's own prediction against the exported graph in onnxruntime, on thousands of rows. Called before a
// bundle is written; a graph that predicts anything else is never kept.

import { env } from 'onnxruntime-node';
import { calibrateRows } from '../../../../engines/learn/calibration/calibrate-rows.ts';
import type { LearningData } from '../../../../engines/learn/contract.ts';
import { isTreeModel } from '../../../../engines/learn/onnx/estimator-writers.ts';
import type { ParityCertificate } from '../../../contracts/bundles.ts';
import { grouped } from '../grouped.ts';
import type { StoredModel } from '../steps/contract.ts';
import { rowsOf } from '../steps/row-data.ts';
import { predictStored } from '../steps/stored-model.ts';
import { largestDifference, PARITY_TOLERANCE } from './differences.ts';
import { openGraph, type RowPredictions } from './graph-session.ts';
import { countEqualLeaves } from './parity-leaves.ts';
import { type ParityRows, parityRows } from './parity-rows.ts';

const runtime = `onnxruntime-node ${env.versions.node ?? env.versions.common}`;

/** `real`: test rows of the model's inputs; null where there are none. */
export async function certifyParity(
  stored: StoredModel,
  graph: Uint8Array,
  real: LearningData | null,
): Promise<ParityCertificate> {
  const rows = parityRows(stored, real);
  const session = await openGraph(graph, stored);
  let exported: RowPredictions;
  try {
    exported = await session.predict(rows.data);
  } finally {
    await session.close();
  }
  const own = predictStored(stored, rows.data);
  const estimator = largestDifference(own.raw, exported.raw);
  const calibration = largestDifference(calibrateRows(stored.calibration, exported.raw), exported.calibrated);
  // Regimes are columns of a table a row cannot be looked up in; their trees are held to the sums alone.
  const probed = isTreeModel(stored.model) && stored.preparation.regimes === null;
  const equalLeaves = probed
    ? await countEqualLeaves(stored.model, rowsOf(rows.data, stored.model.names))
    : null;
  const maxDifference = Math.max(estimator, calibration);
  const passed =
    maxDifference <= PARITY_TOLERANCE && (equalLeaves === null || equalLeaves === rows.data.rows);
  return {
    rows: rows.data.rows,
    maxDifference,
    equalLeaves,
    tolerance: PARITY_TOLERANCE,
    passed,
    runtime,
    words: wordsOf(stored, rows, equalLeaves, largestDifference(own.calibrated, exported.calibrated)),
  };
}

function wordsOf(
  { model, calibration }: StoredModel,
  { real, made }: ParityRows,
  equalLeaves: number | null,
  endToEnd: number,
): string {
  const parts = [
    `${grouped(real)} rows of the test parts and ${grouped(made)} made ones (missing values, extremes, values on thresholds and beside them)`,
    `the exported graph against the ${model.estimator} trainer's own prediction`,
  ];
  if (equalLeaves !== null)
    parts.push(`every tree's leaf compared: ${grouped(equalLeaves)} of ${grouped(real + made)} rows equal`);
  if (calibration !== null)
    parts.push(`after calibration the two differ by at most ${endToEnd.toExponential(1)}`);
  return `${parts.join('; ')}.`;
}
