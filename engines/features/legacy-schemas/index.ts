// Foreign feature schemas: reading the file and mapping its names. What other folders import of this one.

export { type CorrectedName, type MappedSchema, mapLegacySchema, type RefusedName } from './map.ts';
export { type LegacySchema, LegacySchemaError, parseLegacySchema } from './parse.ts';
