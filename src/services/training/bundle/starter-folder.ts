// Where the starter models that came with the application lie: in the source tree, and beside the program of an installed desk. Called by
// lists of models and by serving.

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BUNDLE_FILES } from '../../../contracts/bundles.ts';

/** The nearest folder `models` above this file that holds a bundle; null where none was shipped. */
export function starterFolder(from: string = import.meta.dirname): string | null {
  const models = join(from, 'models');
  if (
    existsSync(models) &&
    readdirSync(models).some((name) => existsSync(join(models, name, BUNDLE_FILES.manifest)))
  )
    return models;
  const above = dirname(from);
  return above === from ? null : starterFolder(above);
}
