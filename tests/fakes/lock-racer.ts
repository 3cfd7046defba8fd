// A process that waits for a moment, tries to take a folder's lock, says whether it did, and holds it until it is told to end.
// With several folders it goes for the next one a few milliseconds later, and says all answers on one line.
// `node lock-racer.ts <epoch ms> <folder…>`

import { takeLock } from '../../src/services/instance/index.ts';

const EVERY_MS = 15;
/** Asleep until shortly before, then busy: all start within the same millisecond without keeping the machine hot. */
const BUSY_MS = 3;

const [moment, ...folders] = process.argv.slice(2) as [string, ...string[]];
process.stdin.on('data', () => process.exit(0));
process.stdin.on('end', () => process.exit(0));

function wait(until: number): void {
  const early = until - Date.now() - BUSY_MS;
  if (early > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, early);
  while (Date.now() < until) Math.sqrt(2);
}

function attempt(folder: string): string {
  try {
    const outcome = takeLock(folder, { pid: process.pid, shell: 'browser', startedAt: Date.now() });
    return outcome.taken ? 'taken' : `held by ${outcome.holder.pid}`;
  } catch (error) {
    return `error ${(error as Error).message}`;
  }
}

const said = folders.map((folder, i) => {
  wait(Number(moment) + i * EVERY_MS);
  return attempt(folder);
});
console.log(said.join('|'));
