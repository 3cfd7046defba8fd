// Runs one backtest and stores it, announcing every database statement. Started by run-kill.test.ts, which kills it.
import type { JobContext } from '../../src/contracts/jobs.ts';
import { backtestBody } from '../../src/services/backtests/index.ts';
import { openDb } from '../../src/services/db/index.ts';
import { watchedDb } from './watched-db.ts';

const [file, payload, killAt] = process.argv.slice(2) as [string, string, string?];
const db = await openDb({ file });
const context: JobContext = { jobId: 'kill', progress() {}, log() {}, signal: new AbortController().signal };
await backtestBody(JSON.parse(payload), context, {
  db: watchedDb(db, killAt === undefined ? undefined : Number(killAt)),
  dataFolder: '',
  now: Date.now,
});
await db.close();
