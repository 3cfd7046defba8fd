// What can be wrong with a bundle whose files are whole: parts that do not belong together, a failed parity check, an estimator this
// version does not know. Called by read-bundle.ts; pure. Every sentence says what to do.

import { isRowCalibration } from '../../../../engines/learn/calibration/calibrate-rows.ts';
import { estimatorOf } from '../../../../engines/learn/catalogue.ts';
import type { Model } from '../../../../engines/learn/contract.ts';
import { qualityFromJson } from '../../../../engines/learn/ensemble/quality-model.ts';
import { createDecider } from '../../../../engines/learn/policy/decide.ts';
import { type DecisionModel, featuresOfDecision } from '../../../../engines/learn/policy/decision-model.ts';
import { BUNDLE_FILES, type BundleFeatures, type BundleManifest } from '../../../contracts/bundles.ts';
import type { StoredModel } from '../steps/contract.ts';
import { bundleId, canonicalJson } from './bundle-text.ts';
import { featuresHash } from './features.ts';
import { historyOf, membersOf, regimesOf } from './servable.ts';

const HASHED: ReadonlySet<string> = new Set(
  Object.values(BUNDLE_FILES).filter((name) => name !== BUNDLE_FILES.manifest),
);
export const isBundleFile = (name: string): boolean => HASHED.has(name);

export function faultsOfManifest(manifest: BundleManifest): readonly string[] {
  const faults: string[] = [];
  if (bundleId(manifest) !== manifest.id)
    faults.push(`${BUNDLE_FILES.manifest} was changed after it was written. Export the model again.`);
  const named = new Set(Object.keys(manifest.files));
  for (const name of HASHED)
    if (!named.has(name)) faults.push(`The manifest names no ${name}. Export the model again.`);
  for (const name of named)
    if (!isBundleFile(name))
      faults.push(`The manifest names ${JSON.stringify(name)}, which is no file of a bundle. Do not use it.`);
  if (!manifest.parity.passed)
    faults.push('Its parity check failed: graph and trainer disagree. Export the model again.');
  return faults;
}

function estimatorFault({ estimator, version: trained }: Model): string | null {
  try {
    const { version } = estimatorOf(estimator);
    if (version === trained) return null;
    return `It was trained by ${estimator} version ${trained}; this application has version ${version}. Train it again.`;
  } catch {
    return `This application has no estimator ${estimator}. Update it, or choose another model.`;
  }
}

export function faultsOfModel(
  manifest: BundleManifest,
  features: BundleFeatures,
  stored: StoredModel,
): readonly string[] {
  const { model } = stored;
  const faults: string[] = [];
  const same = (one: unknown, other: unknown) => canonicalJson(one) === canonicalJson(other);
  if (features.hash !== featuresHash(features.names))
    faults.push('The names of its features do not give their hash. Export the model again.');
  if (!same(features.names, stored.inputs))
    faults.push('Its features are not those the model reads, or in another order. Export the model again.');
  if (features.names.some((name) => features.missing[name] === undefined))
    faults.push('It does not say what stands in for every missing feature. Export the model again.');
  const unknown = membersOf(stored).flatMap((member) => estimatorFault(member.model) ?? []);
  faults.push(...new Set(unknown));
  // Of an estimator this version does not know, nothing more can be asked.
  if (unknown.length === 0 && features.history !== historyOf(stored))
    faults.push('It does not say how far the model looks back. Export the model again.');
  if (unknown.length === 0 && features.wholeSession !== regimesOf(stored).length > 0)
    faults.push('It does not say whether the model follows regimes. Export the model again.');
  if (stored.calibration !== null && !isRowCalibration(stored.calibration, stored.task.classes.length))
    faults.push('Its calibration does not fit its classes. Export the model again.');
  if (stored.decision !== undefined) faults.push(...faultsOfDecision(stored, stored.decision));
  if (
    model.estimator !== manifest.estimator ||
    model.version !== manifest.estimatorVersion ||
    stored.threshold !== manifest.threshold ||
    !same(stored.decision?.policy ?? null, manifest.policy ?? null) ||
    !same(model.classes, manifest.classes)
  )
    faults.push('The manifest tells of another model than the one beside it. Export the model again.');
  return faults;
}

function faultsOfDecision({ inputs }: StoredModel, decision: DecisionModel): readonly string[] {
  const faults: string[] = [];
  try {
    createDecider(decision.policy);
    if (decision.quality !== null) qualityFromJson(decision.quality);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    faults.push(`Its decision policy cannot be used here (${error.message}). Update, or train it again.`);
  }
  const lacking = featuresOfDecision(decision).filter((name) => !inputs.includes(name));
  if (lacking.length > 0)
    faults.push(`Its decisions read ${lacking.join(', ')}, which it is not given. Export the model again.`);
  return faults;
}
