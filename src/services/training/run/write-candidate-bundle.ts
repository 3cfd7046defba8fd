// The bundle of one candidate: what its run knows of it, put together for the writer of bundles. Called by the last steps of a run.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codec } from '../../../contracts/codec.ts';
import type { BundleView } from '../../../contracts/training-results.ts';
import { createDatasetStore, datasetFolder } from '../../research/index.ts';
import type { BundleContent } from '../bundle/write-bundle.ts';
import { writeBundle } from '../bundle/write-bundle.ts';
import { rowsOf } from '../steps/row-data.ts';
import { decodeStoredModel } from '../steps/stored-model.ts';
import type { BundleTask } from './tail-library.ts';

/** Folder of bundles under the data folder. */
export const BUNDLES = 'bundles';
/** Rows the parity check takes, the newest that are not held out. */
const PARITY_ROWS = 20_000;
const LEAK_PROOF = 'leak-proof.json';

/** Throws what `writeBundle` throws. */
export async function bundleOf(task: BundleTask): Promise<BundleView> {
  const { db, dataFolder, run, plan, table, report, objects, model } = task;
  const datasets = createDatasetStore(db);
  const dataset = await datasets.get(run.datasetId);
  const stored = decodeStoredModel(objects.read(model));
  const content: BundleContent = {
    stored,
    about: {
      title: `${report.title} · ${run.name}`,
      createdAt: run.createdAt,
      synthetic: run.synthetic,
      label: { words: dataset.labelWords, hash: dataset.labelHash, spec: dataset.label },
      interval: dataset.interval,
      dataset: {
        id: dataset.id,
        hash: table.datasetHash,
        from: dataset.from,
        to: dataset.to,
        rows: dataset.rows,
      },
      split: { hash: plan.split.hash, words: plan.split.words },
      seed: plan.request.seed,
      runId: run.runId,
      candidateId: report.id,
      metrics: {
        auc: report.pooled.auc,
        logLoss: report.pooled.logLoss,
        brier: report.pooled.brier,
        ece: report.pooled.ece,
        meanAuc: report.meanAuc,
        worstAuc: report.worstAuc,
        deflated: report.deflated,
        net: report.money?.netPnl ?? null,
      },
      notes: [...report.faults, ...report.cautions],
    },
    featureSet: dataset.featureSet && {
      id: dataset.featureSet.id,
      version: dataset.featureSet.version,
      hash: dataset.featureSet.hash,
    },
    report: codec.serialize(report),
    leakProof: await leakProofOf(
      join(datasetFolder(dataFolder, dataset.id), LEAK_PROOF),
      (await datasets.fileHashes(dataset.id))[LEAK_PROOF],
    ),
    testRows: rowsOf(table, stored.inputs, newestRows(table.time, table.holdOutFrom)),
  };
  const written = await writeBundle(join(dataFolder, BUNDLES), content);
  const { manifest, bytes, faults } = written;
  return {
    id: manifest.id,
    path: join(BUNDLES, manifest.id.slice(0, 16)),
    bytes,
    parity: manifest.parity,
    refused: faults.length > 0 ? faults.join(' ') : null,
  };
}

/** The newest rows up to the hold-out, ascending. */
export function newestRows(time: Float64Array, holdOutFrom: number, most: number = PARITY_ROWS): Uint32Array {
  const open = Uint32Array.from(time.keys()).filter((row) => time[row]! <= holdOutFrom);
  if (open.length <= most) return open;
  const times = Float64Array.from(open, (row) => time[row]!).sort();
  const from = times[times.length - most]!;
  return open.filter((row) => time[row]! >= from);
}

/** As it was written with the dataset; null where there is none, or another than the dataset was finished with. */
async function leakProofOf(file: string, hash: string | undefined): Promise<unknown> {
  try {
    const text = await readFile(file, 'utf8');
    return createHash('sha256').update(text).digest('hex') === hash ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
