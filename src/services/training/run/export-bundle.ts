// Copies a candidate's bundle to where people look for files: `<data folder>/exports/<family>-<id>`. Called by the service.

import { mkdirSync } from 'node:fs';
import { cp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../contracts/errors.ts';
import type { CandidateReport } from '../../../contracts/training-results.ts';
import { isDiskFull } from '../../disk-full.ts';
import { verifyBundle } from '../bundle/read-bundle.ts';

/** Throws NO_DATA where there is no bundle, BAD_DATA where it is not whole. The copy appears whole; an older one is replaced. */
export async function exportBundleOf(
  dataFolder: string,
  { bundle, family }: Pick<CandidateReport, 'bundle' | 'family'>,
): Promise<{ readonly path: string; readonly files: readonly string[] }> {
  if (bundle === null)
    throw new AppError(
      'NO_DATA',
      'This candidate has no bundle. Its run’s steps say why; resume the run to write it.',
    );
  const from = join(dataFolder, bundle.path);
  const faults = await verifyBundle(from);
  if (faults.length > 0)
    throw new AppError('BAD_DATA', `The bundle was not exported: ${faults.join(' ')}`, { faults });
  const name = `${family}-${bundle.id.slice(0, 12)}`;
  const parent = join(dataFolder, 'exports');
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const temporary = join(parent, `.${name}.${process.pid}.tmp`);
  const path = join(parent, name);
  try {
    await rm(temporary, { recursive: true, force: true });
    await cp(from, temporary, { recursive: true });
    await rm(path, { recursive: true, force: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!isDiskFull(error)) throw error;
    throw new AppError(
      'DISK_FULL',
      `The disk is full: ${path} was not written. The bundle itself is kept; free some space and export again.`,
      { path },
      error,
    );
  }
  return { path, files: (await readdir(path)).sort() };
}
