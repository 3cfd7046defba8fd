// Ends this worker soon after its application is gone, even while a body computes without a pause: a small thread looks at
// the parent every second. (The link's `disconnect` is only noticed between two pieces of work.)

import { Worker } from 'node:worker_threads';

/**
 * Plain script text and not a file of its own, so that it needs no place in any bundle. A process whose parent has gone gets
 * another parent, except on Windows, where the old id simply stops answering. SIGKILL because a blocked main thread cannot
 * run handlers; SQLite's file survives that by design.
 */
const WATCH = `
const { workerData: parent } = require('node:worker_threads');
const gone = () => {
  if (process.ppid !== parent) return true;
  try { process.kill(parent, 0); return false; } catch (error) { return error.code === 'ESRCH'; }
};
setInterval(() => { if (gone()) process.kill(process.pid, 'SIGKILL'); }, 1000);
`;

export function watchParent(): void {
  // Read here and not in the thread: by the time a thread has started on a busy machine, the parent may already be another.
  const parent = process.ppid;
  const thread = new Worker(WATCH, {
    eval: true,
    workerData: parent,
    name: 'parent watch',
    resourceLimits: { maxOldGenerationSizeMb: 8 },
  });
  thread.unref();
  // Without threads to spare the link and the heartbeat still tell, only later.
  thread.on('error', () => {});
}
