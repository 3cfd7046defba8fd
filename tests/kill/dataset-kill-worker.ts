// Builds one dataset, announcing every database statement and every part that appears. Started by dataset-kill.test.ts, which kills
// it; told a number, it kills itself at that announcement.
import { writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JobContext } from '../../src/contracts/jobs.ts';
import { openDb } from '../../src/services/db/index.ts';
import { datasetBody } from '../../src/services/research/index.ts';
import { watchedDb } from './watched-db.ts';

const [file, payload, killAt] = process.argv.slice(2) as [string, string, string?];
const db = await openDb({ file });
const context: JobContext = {
  jobId: 'kill',
  signal: new AbortController().signal,
  log() {},
  // Stages lie between database statements: a kill there hits files half-written.
  progress: ({ stage }) => void writeSync(2, `${stage}\n`),
};
await datasetBody(JSON.parse(payload), context, {
  db: watchedDb(db, killAt === undefined ? undefined : Number(killAt)),
  dataFolder: dirname(file),
  now: Date.now,
});
await db.close();
