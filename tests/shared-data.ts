// Suites over data the project may not ship: they run where it is, and are reported as skipped, with the reason, where not.

import { describe } from 'vitest';
import { dataFolder, goldenFolder } from './data-folder.ts';

export { dataFolder, goldenFolder } from './data-folder.ts';

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
