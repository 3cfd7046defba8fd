// Writes a model as a bundle: graph, exact state, features, calibration, report, proof of leaks and the manifest that hashes them all. Called
// by the bundle step of a run and by the starter models. The folder appears whole or not at all, and only with a passed parity check.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LearningData } from '../../../../engines/learn/contract.ts';
import { writeServable } from '../../../../engines/learn/onnx/servable-writer.ts';
import {
  BUNDLE_FILES,
  type BundleFeatures,
  type BundleInfo,
  type BundleManifest,
  bundleManifestSchema,
} from '../../../contracts/bundles.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { StoredModel } from '../steps/contract.ts';
import { encodeStoredModel } from '../steps/stored-model.ts';
import { bundleId, bundleJson, sha256 } from './bundle-text.ts';
import { encodeOnnx } from './encode-onnx.ts';
import { featuresOf } from './features.ts';
import { certifyParity } from './parity.ts';
import { inspectBundle } from './read-bundle.ts';
import { regimesOf, servableOf } from './servable.ts';
import { writeFolderWhole } from './whole-folder.ts';

export interface BundleContent {
  readonly stored: StoredModel;
  /** What the manifest says beside what follows from the model and the files. */
  readonly about: Pick<
    BundleManifest,
    | 'title'
    | 'createdAt'
    | 'synthetic'
    | 'label'
    | 'interval'
    | 'dataset'
    | 'split'
    | 'seed'
    | 'runId'
    | 'candidateId'
    | 'metrics'
    | 'notes'
  >;
  readonly featureSet: BundleFeatures['featureSet'];
  /** Numbers training put in the place of missing values, by feature. */
  readonly neutral?: Readonly<Record<string, number>>;
  /** The candidate's report and the dataset's proof, as plain data. */
  readonly report: unknown;
  readonly leakProof: unknown;
  /** Test rows of the model's inputs, for the parity check; null where there are none. */
  readonly testRows: LearningData | null;
}

export interface WrittenBundle extends BundleInfo {
  /** False: the very same bundle lay there already. */
  readonly written: boolean;
}

/**
 * Gives the bundle in `parent`, its folder named `name` or by the first digits of its id. Throws REFUSED where the graph does not predict
 * what the trainer predicts, CONFLICT where another bundle has the name; nothing is written then.
 */
export async function writeBundle(
  parent: string,
  content: BundleContent,
  name?: string,
): Promise<WrittenBundle> {
  const { stored } = content;
  const features = featuresOf(stored, content.featureSet, content.neutral);
  const graph = graphOf(stored, features);
  const parity = await certifyParity(stored, graph, content.testRows);
  if (!parity.passed)
    throw new AppError(
      'REFUSED',
      `The exported graph of ${stored.family} does not predict what its trainer predicts: they differ by ${parity.maxDifference}, at most ${parity.tolerance} is allowed. No bundle was written; the trained model is kept. Please report this with the model.`,
      parity,
    );
  const files: Record<string, Uint8Array | string> = {
    [BUNDLE_FILES.graph]: graph,
    [BUNDLE_FILES.state]: encodeStoredModel(stored),
    [BUNDLE_FILES.features]: bundleJson(features),
    [BUNDLE_FILES.calibration]: bundleJson(calibrationFile(stored)),
    [BUNDLE_FILES.report]: bundleJson(content.report),
    [BUNDLE_FILES.leakProof]: bundleJson(content.leakProof),
  };
  const manifest = manifestOf(content, parity, files);
  files[BUNDLE_FILES.manifest] = bundleJson(manifest);
  const folder = join(parent, name ?? manifest.id.slice(0, 16));
  if (existsSync(folder)) {
    const there = await inspectBundle(folder);
    if (there.manifest.id === manifest.id && there.faults.length === 0) return { ...there, written: false };
    throw new AppError(
      'CONFLICT',
      `${folder} holds another bundle or a damaged one. It was left as it is and nothing was written; remove it or choose another name.`,
      { folder },
    );
  }
  await writeFolderWhole(folder, files);
  return { ...(await inspectBundle(folder)), written: true };
}

function graphOf(stored: StoredModel, features: BundleFeatures): Uint8Array {
  try {
    return encodeOnnx(
      writeServable(servableOf(stored), stored.family, {
        features: features.names.join(','),
        features_hash: features.hash,
        classes: stored.task.classes.join(','),
        ...(features.wholeSession
          ? {
              regimes: `chances of ${regimesOf(stored).length} hidden Markov models of model.json, filtered along the session`,
            }
          : {}),
      }),
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError(
      'REFUSED',
      `${stored.family} cannot be exported: ${error.message}. No bundle was written; the trained model is kept.`,
      undefined,
      error,
    );
  }
}

function calibrationFile({ calibration, model, threshold, decision }: StoredModel) {
  return {
    classes: model.classes,
    /** One per class, in order; null where the raw probability serves. */
    rules: calibration,
    threshold,
    inGraph: calibration !== null,
    words:
      calibration === null
        ? 'Not calibrated: raw probabilities serve, and the two results of the graph are the same.'
        : 'Each class by its own rule, then the row scaled to sum to 1. The graph does it, too: its result `raw` is before, `prediction` after. The threshold is not in the graph.',
    ...(decision && {
      decision:
        'A decision policy acts in place of the threshold; it is in the manifest, the models its gates ask are in model.json. None of them is in the graph.',
    }),
  };
}

function manifestOf(
  { stored, about }: BundleContent,
  parity: BundleManifest['parity'],
  files: Readonly<Record<string, Uint8Array | string>>,
): BundleManifest {
  const { model } = stored;
  const manifest = {
    format: 1 as const,
    ...about,
    metrics: Object.fromEntries(
      Object.entries(about.metrics).map(([key, value]) => [key, Number.isFinite(value) ? value : null]),
    ),
    estimator: model.estimator,
    estimatorVersion: model.version,
    classes: [...model.classes],
    parameters: { ...model.parameters },
    threshold: stored.threshold,
    ...(stored.decision && { policy: stored.decision.policy }),
    parity,
    files: Object.fromEntries(Object.entries(files).map(([file, bytes]) => [file, sha256(bytes)])),
  };
  // What is read back is what was said: the same plain data, and a fault of the caller is found before anything is written.
  const plain = JSON.parse(JSON.stringify(manifest)) as Omit<BundleManifest, 'id'>;
  return bundleManifestSchema.parse({ ...plain, id: bundleId(plain) });
}
