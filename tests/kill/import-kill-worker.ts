// Imports a folder into a database and announces every database statement on its standard output. Started by
// import-kill.test.ts, which kills it at a random statement; told a number, it kills itself right there.
import { openDb } from '../../src/services/db/index.ts';
import { runImport } from '../../src/services/imports/index.ts';
import { watchedDb } from './watched-db.ts';

const [file, folder, killAt] = process.argv.slice(2) as [string, string, string?];
const db = await openDb({ file });
await runImport(
  { files: [{ path: folder }], onChanged: 'keep', dryRun: false },
  { db: watchedDb(db, killAt === undefined ? undefined : Number(killAt)), dataFolder: folder, now: Date.now },
);
await db.close();
