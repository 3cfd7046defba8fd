// Finds the real market data and reference values that tests may use but the project may not ship.
// `ANCHORDESK_DATA` names the data folder (the one holding `market/`); otherwise `../shared/data` beside the project.
// Where it is absent the tests that need it are reported as skipped, with the reason.

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Folder with `market/`, `vendor_formats/`, `seed_outputs/`, or undefined where there is none. */
export function dataFolder(): string | undefined {
  const named = process.env.ANCHORDESK_DATA;
  const candidates = named ? [resolve(named)] : [resolve(projectRoot, '..', 'shared', 'data')];
  return candidates.find((folder) => existsSync(join(folder, 'market')));
}

/** Folder with the TA-Lib and HMM reference values, or undefined. */
export function goldenFolder(): string | undefined {
  const data = dataFolder();
  const folder = data ? resolve(data, '..', 'golden') : undefined;
  return folder && existsSync(join(folder, 'INDEX.txt')) ? folder : undefined;
}

const WHY_NO_DATA = 'skipped: no market data (set ANCHORDESK_DATA to the folder that holds market/)';
const WHY_NO_GOLDEN = 'skipped: no reference values beside the market data';

/** A `describe` that runs with the data folder, or is reported as skipped with the reason in its name. */
export function describeWithData(name: string, body: (folder: string) => void): void {
  const folder = dataFolder();
  if (folder) describe(name, () => body(folder));
  else describe.skip(`${name} [${WHY_NO_DATA}]`, () => body(''));
}

/** The same for the reference values. */
export function describeWithGolden(name: string, body: (folder: string) => void): void {
  const folder = goldenFolder();
  if (folder) describe(name, () => body(folder));
  else describe.skip(`${name} [${WHY_NO_GOLDEN}]`, () => body(''));
}
