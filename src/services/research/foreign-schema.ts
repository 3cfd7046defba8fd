// A foreign list of feature names as entries of ours: parsing and mapping are the engines' work, this gives their refusals the words
// and the code of an application error. Called by the feature service.

import {
  LegacySchemaError,
  mapLegacySchema,
  parseLegacySchema,
} from '../../../engines/features/legacy-schemas/index.ts';
import { AppError } from '../../contracts/errors.ts';
import type { FeatureSchemaMapping } from '../../contracts/features.ts';

export function mapForeignSchema(text: string): FeatureSchemaMapping {
  try {
    return mapLegacySchema(parseLegacySchema(text).names);
  } catch (error) {
    if (!(error instanceof LegacySchemaError)) throw error;
    throw new AppError('BAD_DATA', `${error.message} Nothing was imported.`, undefined, error);
  }
}
