// What the work thread does: runs one body over its own connection to the file and reports, so that Ctrl-C and the progress
// bar stay alive in the main thread while a body computes without a pause. Loaded by thread.ts.

import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData } from '../../contracts/errors.ts';
import { type Db, migrate, openDb } from '../../services/db/index.ts';
import { runJobInProcess } from '../../services/jobs/index.ts';
import { migrations } from '../../services/migrations.ts';
import { stopSignalOf } from './stop-signal.ts';
import type { WorkOrder, WorkReport } from './thread-messages.ts';

const REHEARSAL_BODIES = fileURLToPath(new URL('./rehearsal-bodies.ts', import.meta.url));

async function work(order: WorkOrder, report: (message: WorkReport) => void): Promise<void> {
  const { signal, wake } = stopSignalOf(order.stop);
  parentPort?.on('message', wake);
  let db: Db | undefined;
  try {
    db = await openDb({ file: order.databaseFile, driver: order.driver });
    await migrate(db, migrations);
    const result = await runJobInProcess(
      order.kind,
      order.payload,
      { db, dataFolder: order.dataFolder, now: Date.now },
      (progress) => report({ type: 'progress', progress }),
      signal,
      {
        jobId: order.jobId,
        onLog: (line) => report({ type: 'log', line }),
        ...(order.rehearsal ? { bodiesModule: REHEARSAL_BODIES } : {}),
      },
    );
    report({ type: 'done', result });
  } catch (error) {
    report({ type: 'failed', error: toErrorData(error) });
  } finally {
    await db?.close();
    parentPort?.close();
  }
}

await work(workerData as WorkOrder, (message) => parentPort?.postMessage(message));
