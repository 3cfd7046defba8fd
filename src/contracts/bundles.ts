// A model bundle: the folder a model lives in, what each file says, and the proof that the exported graph predicts what the trainer
// predicts. Read by serving, screens, the command line and later by the registry. `models/` holds starter bundles of the same form.
import { z } from 'zod';

export const BUNDLE_FILES = {
  /** The graph for onnxruntime: batches, and everybody else's tools. */
  graph: 'model.onnx',
  /** The trained state exactly, for the flat walker that serves single rows. */
  state: 'model.json',
  features: 'features.json',
  calibration: 'calibration.json',
  manifest: 'manifest.json',
  report: 'report.json',
  leakProof: 'leak-proof.json',
} as const;

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const bundleFeaturesSchema = z.object({
  /** SHA-256 of the names joined by commas: serving refuses any other order. */
  hash: hashSchema,
  featureSet: z.object({ id: z.string(), version: z.int(), hash: z.string() }).nullable(),
  names: z.array(z.string().min(1)).min(1),
  /**
   * What stands in where a value is missing at serving: equal to what training did with it. `missing`: the model knows missing
   * values itself; a number: that number; `refuse`: a row without it is not predicted.
   */
  missing: z.record(z.string(), z.union([z.number(), z.literal('missing'), z.literal('refuse')])),
  /** Rows of history a prediction reads beside its own; 0 for models of single rows. */
  history: z.int().min(0).default(0),
  /** Regimes are followed from the session's first row on: rows are served in order, none left out. */
  wholeSession: z.boolean().default(false),
});
export type BundleFeatures = z.infer<typeof bundleFeaturesSchema>;

export const parityCertificateSchema = z.object({
  /** `walker`: our own code against the exported graph, on rows of the test parts and made ones with missing values. */
  rows: z.int().min(0),
  maxDifference: z.number(),
  /** Rows whose every tree ended in the same leaf; equal to `rows` for families of trees, null for others. */
  equalLeaves: z.int().nullable(),
  tolerance: z.number(),
  passed: z.boolean(),
  runtime: z.string(),
  words: z.string(),
});
export type ParityCertificate = z.infer<typeof parityCertificateSchema>;

export const bundleManifestSchema = z.object({
  format: z.literal(1),
  id: z.string().min(8),
  title: z.string(),
  createdAt: z.number(),
  synthetic: z.boolean(),
  estimator: z.string(),
  estimatorVersion: z.int(),
  classes: z.array(z.string()),
  label: z.object({ words: z.string(), hash: z.string().nullable(), spec: z.unknown() }),
  interval: z.string().nullable(),
  dataset: z.object({ id: z.string(), hash: z.string(), from: z.string(), to: z.string(), rows: z.int() }),
  split: z.object({ hash: z.string(), words: z.string() }).nullable(),
  parameters: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])),
  seed: z.int(),
  /** Threshold and sides of acting, chosen inside the training part; null: nothing is traded. */
  threshold: z.number().nullable(),
  /** Decides in place of the threshold: its gates in order, every value written out; the models they ask are in the state. */
  policy: z
    .object({
      version: z.literal(1),
      id: z.string(),
      title: z.string(),
      gates: z.array(
        z.object({
          gate: z.string(),
          values: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])),
        }),
      ),
    })
    .optional(),
  runId: z.string().nullable(),
  candidateId: z.string().nullable(),
  parity: parityCertificateSchema,
  /** SHA-256 of every other file of the bundle, by name. */
  files: z.record(z.string(), hashSchema),
  metrics: z.record(z.string(), z.number().nullable()),
  notes: z.array(z.string()),
});
export type BundleManifest = z.infer<typeof bundleManifestSchema>;

export interface BundleInfo {
  readonly path: string;
  readonly manifest: BundleManifest;
  readonly features: BundleFeatures;
  readonly bytes: number;
  readonly starter: boolean;
  /** In words, each with what to do; empty: it may serve. */
  readonly faults: readonly string[];
}
