// Which features of a dataset stand in it at several windows, as far as the feature set it was built with is known. Called where tables are
// loaded and where runs begin.

import { CATALOGUE } from '../../../../engines/features/catalogue.ts';
import { type WindowGroup, windowGroups } from '../../../../engines/features/window-groups.ts';
import type { Db } from '../../db/port.ts';
import { createDatasetStore } from '../../research/index.ts';

/** None for datasets from elsewhere: a name alone does not say what a column is. */
export async function datasetWindows(db: Db, datasetId: string): Promise<readonly WindowGroup[]> {
  const recipe = await createDatasetStore(db).recipe(datasetId);
  return recipe === null ? [] : windowGroups(recipe.featureSet.entries, CATALOGUE);
}
