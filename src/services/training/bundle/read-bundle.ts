// Reads bundles back and judges them: every file by its hash, every part against the others. Called by serving, by lists of models and by
// the command line. A bundle with a fault is shown with it, and never served.

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BUNDLE_FILES,
  type BundleFeatures,
  type BundleInfo,
  type BundleManifest,
  bundleFeaturesSchema,
  bundleManifestSchema,
} from '../../../contracts/bundles.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { StoredModel } from '../steps/contract.ts';
import { decodeStoredModel } from '../steps/stored-model.ts';
import { sha256 } from './bundle-text.ts';
import { faultsOfManifest, faultsOfModel, isBundleFile } from './faults.ts';

export interface Bundle {
  readonly info: BundleInfo;
  readonly stored: StoredModel;
  /** The bytes of the ONNX graph. */
  readonly graph: Uint8Array;
}

interface Judged {
  readonly info: BundleInfo;
  readonly stored: StoredModel | null;
  readonly graph: Uint8Array | null;
}

/** The bundle, faultless. Throws NOT_FOUND, or BAD_DATA with every fault in words. */
export async function readBundle(folder: string, starter = false): Promise<Bundle> {
  const { info, stored, graph } = await judge(folder, starter);
  if (info.faults.length === 0 && stored !== null && graph !== null) return { info, stored, graph };
  throw new AppError(
    'BAD_DATA',
    `The model in ${folder} is not served: ${info.faults.join(' ')} Nothing was changed; export it again or choose another model.`,
    { folder, faults: info.faults },
  );
}

/** What a list shows, faults included. Throws NOT_FOUND or BAD_DATA only where there is no manifest to show. */
export async function inspectBundle(folder: string, starter = false): Promise<BundleInfo> {
  return (await judge(folder, starter)).info;
}

/** In words, each with what to do; empty: it may serve. Throws nothing. */
export async function verifyBundle(folder: string): Promise<readonly string[]> {
  try {
    return (await judge(folder, false)).info.faults;
  } catch (error) {
    return [(error as Error).message];
  }
}

export interface BundleList {
  /** By name, those with faults included. */
  readonly bundles: readonly BundleInfo[];
  /** Folders that say they are bundles and cannot be shown as such, each with the reason and what to do. */
  readonly unreadable: readonly string[];
}

/** Bundles of a folder; folders without a manifest are none, and a folder that is not there has none. */
export async function listBundles(parent: string, starter = false): Promise<BundleList> {
  const bundles: BundleInfo[] = [];
  const unreadable: string[] = [];
  for (const name of await foldersIn(parent)) {
    try {
      bundles.push(await inspectBundle(join(parent, name), starter));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code !== 'NOT_FOUND') unreadable.push(error.message);
    }
  }
  return { bundles, unreadable };
}

async function foldersIn(parent: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(parent, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function judge(folder: string, starter: boolean): Promise<Judged> {
  const manifest = await readManifest(folder);
  const faults: string[] = [...faultsOfManifest(manifest)];
  const contents = new Map<string, Uint8Array>();
  let bytes = (await stat(join(folder, BUNDLE_FILES.manifest))).size;
  for (const [name, hash] of Object.entries(manifest.files)) {
    // A manifest is data from elsewhere: a name that is no file of a bundle is a fault already, and leads nowhere.
    if (!isBundleFile(name)) continue;
    const content = await readFile(join(folder, name)).catch(() => null);
    bytes += content?.length ?? 0;
    if (content === null) faults.push(`${name} is missing. Export the model again.`);
    else if (sha256(content) !== hash)
      faults.push(`${name} is not the one the bundle was written with. Export the model again.`);
    else contents.set(name, content);
  }
  const features = read(contents, BUNDLE_FILES.features, faults, (bytes) =>
    bundleFeaturesSchema.parse(JSON.parse(new TextDecoder().decode(bytes))),
  );
  const stored = read(contents, BUNDLE_FILES.state, faults, decodeStoredModel);
  if (features !== null && stored !== null) faults.push(...faultsOfModel(manifest, features, stored));
  return {
    info: { path: folder, manifest, features: features ?? NO_FEATURES, bytes, starter, faults },
    stored,
    graph: contents.get(BUNDLE_FILES.graph) ?? null,
  };
}

/** Stands in where `features.json` cannot be read; the faults say so. */
const NO_FEATURES: BundleFeatures = {
  hash: '',
  featureSet: null,
  names: [],
  missing: {},
  history: 0,
  wholeSession: false,
};

function read<T>(
  contents: ReadonlyMap<string, Uint8Array>,
  name: string,
  faults: string[],
  parse: (bytes: Uint8Array) => T,
): T | null {
  const content = contents.get(name);
  if (content === undefined) return null;
  try {
    return parse(content);
  } catch (error) {
    faults.push(`${name} cannot be read (${(error as Error).message}). Export the model again.`);
    return null;
  }
}

async function readManifest(folder: string): Promise<BundleManifest> {
  const file = join(folder, BUNDLE_FILES.manifest);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError(
      'NOT_FOUND',
      `There is no model in ${folder}: it has no readable ${BUNDLE_FILES.manifest}. Choose the folder a model was exported to.`,
      { folder },
      error,
    );
  }
  try {
    return bundleManifestSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError(
      'BAD_DATA',
      `${file} is damaged or of another version, so the model is not served. Nothing was changed; export it again.`,
      { file },
      error,
    );
  }
}
