// What other domains may use of the database.
export { backupDatabase, type MigrationOutcome, migrate, schemaVersion } from './migrate.ts';
export { type DriverChoice, type OpenDbOptions, openDb } from './open.ts';
export type { Db, Migration, RunOutcome, SqlParameters, SqlValue } from './port.ts';
export { ensurePrivateFolder } from './private-files.ts';
