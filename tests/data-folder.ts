// Where the real market data and reference values are that tests and benches may use but the project may not ship.
// `ANCHORDESK_DATA` names the data folder (the one holding `market/`); otherwise `../shared/data` beside the project.

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

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
