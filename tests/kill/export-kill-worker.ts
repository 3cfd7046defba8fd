// Exports one dataset and kills itself when it comes to the given instrument: the file is then half-written. Started by
// export-kill.test.ts.
import { dirname } from 'node:path';
import type { JobContext } from '../../src/contracts/jobs.ts';
import { openDb } from '../../src/services/db/index.ts';
import { datasetExportBody } from '../../src/services/research/index.ts';

const [file, payload, last] = process.argv.slice(2) as [string, string, string];
const db = await openDb({ file });
const context: JobContext = {
  jobId: 'kill',
  signal: new AbortController().signal,
  log() {},
  progress({ stage }) {
    if (stage.includes(last)) process.kill(process.pid, 'SIGKILL');
  },
};
await datasetExportBody(JSON.parse(payload), context, { db, dataFolder: dirname(file), now: Date.now });
await db.close();
