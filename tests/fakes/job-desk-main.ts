// A process of its own that runs jobs until it is killed: `node job-desk-main.ts <folder> <mode>`.
// Prints one line per change of a job, so that a test can choose its moment.

import { openJobDesk } from './job-desk.ts';

const [folder, mode] = process.argv.slice(2) as [string, string];
const desk = await openJobDesk(folder);
desk.queue.watch((job) =>
  console.log(JSON.stringify({ id: job.id, state: job.state, at: job.progress.fraction })),
);

const payload = { mode, begun: desk.file(`${mode}.pid`) };
if (mode === 'rows')
  for (;;) {
    const jobs = await Promise.all([1, 2, 3].map((n) => desk.queue.enqueue('import', `Rows ${n}`, payload)));
    await Promise.all(jobs.map((job) => desk.queue.waitFor(job.id)));
  }
await desk.queue.enqueue('import', mode, payload);
