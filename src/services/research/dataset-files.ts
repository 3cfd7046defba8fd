// The files of a dataset: `<data folder>/datasets/<first 12 digits of its id>/` with parts, manifest, profile and proof. Called by
// builds and by the dataset service. A file is written beside its name, flushed and renamed: it is whole or not there.

import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codec } from '../../contracts/codec.ts';
import { AppError } from '../../contracts/errors.ts';
import { isDiskFull } from '../disk-full.ts';
import type { StoredPart } from './dataset-store.ts';
import { decodePart, type Part, sha256 } from './part-codec.ts';

export const MANIFEST = 'manifest.json';
export const PROFILE = 'profile.json';
export const LEAK_PROOF = 'leak-proof.json';

export function datasetFolder(dataFolder: string, datasetId: string): string {
  return join(dataFolder, 'datasets', datasetId.slice(0, 12));
}

/** `sequence` counts from 1. */
export function partFile(sequence: number): string {
  return `part-${String(sequence).padStart(4, '0')}.bin`;
}

/** Makes the folder, and clears away what a killed build was writing. */
export function ensureDatasetFolder(dataFolder: string, datasetId: string): string {
  const folder = datasetFolder(dataFolder, datasetId);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) if (name.endsWith('.tmp')) rmSync(join(folder, name));
  return folder;
}

export async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    if (!isDiskFull(error)) throw error;
    throw new AppError(
      'DISK_FULL',
      `The disk is full: ${file} was not written. Parts finished before are kept; free some space and build again to continue.`,
      { file },
      error,
    );
  }
}

/** Numbers that are not finite and typed arrays keep their meaning. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(codec.serialize(value))}\n`;
}

/** Null where the file is not there. Throws BAD_DATA where it cannot be read or is not the one of `hash`. */
export async function readJson<T>(file: string, hash?: string): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hash === undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new AppError('BAD_DATA', `${file} cannot be read. ${BUILD_AGAIN}`, { file }, error);
  }
  if (hash !== undefined && sha256(text) !== hash) throw otherFile(file);
  try {
    return codec.deserialize(JSON.parse(text)) as T;
  } catch (error) {
    throw new AppError('BAD_DATA', `${file} cannot be read. ${BUILD_AGAIN}`, { file }, error);
  }
}

/** Predictions and outcomes of a foreign file, see external/import-foreign.ts. */
const BESIDE = /^beside-\d+\.bin$/;

/** SHA-256 of every file beside the parts that is there, by name: kept with the dataset, so that an edited proof is none. */
export async function hashesBesideParts(folder: string): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = {};
  const beside = existsSync(folder) ? readdirSync(folder).filter((name) => BESIDE.test(name)) : [];
  for (const name of [MANIFEST, PROFILE, LEAK_PROOF, ...beside.sort()])
    if (existsSync(join(folder, name))) hashes[name] = sha256(await readFile(join(folder, name)));
  return hashes;
}

/** One sentence for each file beside the parts that is gone or changed. */
export async function changesBesideParts(
  folder: string,
  hashes: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const now = await hashesBesideParts(folder);
  return Object.entries(hashes).flatMap(([name, hash]) =>
    now[name] === hash
      ? []
      : [`${name} ${now[name] === undefined ? 'is gone' : 'is not the one this dataset was finished with'}.`],
  );
}

/** Throws BAD_DATA where the part is missing or not whole. */
export async function readPart(
  folder: string,
  file: string,
  columnsAs: 'copies' | 'views' = 'copies',
): Promise<Part> {
  const path = join(folder, file);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new AppError(
      'BAD_DATA',
      `${path} cannot be read, so these rows are not there any more. ${BUILD_AGAIN}`,
      { file: path },
      error,
    );
  }
  return decodePart(bytes, path, columnsAs);
}

/**
 * The part a finished dataset tells of, and no other: throws BAD_DATA also where the file is whole but not the one it was finished
 * with. `names`: the dataset's features in order. `columnsAs`: see `decodePart`.
 */
export async function readStoredPart(
  folder: string,
  { file, instrumentId, rows, contentHash }: StoredPart,
  names: readonly string[],
  columnsAs: 'copies' | 'views' = 'copies',
): Promise<Part> {
  const part = await readPart(folder, file, columnsAs);
  const { header } = part;
  const same =
    header.contentHash === contentHash &&
    header.instrumentId === instrumentId &&
    header.rows === rows &&
    header.names.length === names.length &&
    header.names.every((name, k) => name === names[k]);
  if (same) return part;
  throw otherFile(join(folder, file));
}

const BUILD_AGAIN = 'The stored candles are untouched; remove the dataset and build it again.';

function otherFile(file: string): AppError {
  return new AppError('BAD_DATA', `${file} is not the one this dataset was finished with. ${BUILD_AGAIN}`, {
    file,
  });
}

export async function bytesOf(file: string): Promise<number> {
  return (await stat(file)).size;
}

/** Every file a finished dataset tells of is there, as large as it was. Reads none of them. */
export function isComplete(
  folder: string,
  parts: readonly Pick<StoredPart, 'file' | 'bytes'>[],
  hashes: Readonly<Record<string, string>>,
): boolean {
  return (
    [MANIFEST, ...Object.keys(hashes)].every((name) => existsSync(join(folder, name))) &&
    parts.every(({ file, bytes }) => statSync(join(folder, file), { throwIfNoEntry: false })?.size === bytes)
  );
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
