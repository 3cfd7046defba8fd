// The files of a dataset: `<data folder>/datasets/<first 12 digits of its id>/` with parts, manifest, profile and proof. Called by
// builds and by the dataset service. A file is written beside its name, flushed and renamed: it is whole or not there.

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codec } from '../../contracts/codec.ts';
import { AppError } from '../../contracts/errors.ts';
import { decodePart, type Part } from './part-codec.ts';

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
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
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

/** Null where the file is not there. */
export async function readJson<T>(file: string): Promise<T | null> {
  try {
    return codec.deserialize(JSON.parse(await readFile(file, 'utf8'))) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new AppError(
      'BAD_DATA',
      `${file} cannot be read. The stored candles are untouched; remove the dataset and build it again.`,
      { file },
      error,
    );
  }
}

/** Throws BAD_DATA where the part is missing or not whole. */
export async function readPart(folder: string, file: string): Promise<Part> {
  const path = join(folder, file);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new AppError(
      'BAD_DATA',
      `${path} cannot be read, so these rows are not there any more. The stored candles are untouched; remove the dataset and build it again.`,
      { file: path },
      error,
    );
  }
  return decodePart(bytes, path);
}

export async function bytesOf(file: string): Promise<number> {
  return (await stat(file)).size;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
