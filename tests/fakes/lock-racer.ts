// A process that waits for a moment, tries to take a folder's lock, says whether it did, and holds it until it is told to end.
// `node lock-racer.ts <folder> <epoch ms>`

import { takeLock } from '../../src/services/instance/index.ts';

const [folder, moment] = process.argv.slice(2) as [string, string];
process.stdin.on('data', () => process.exit(0));
process.stdin.on('end', () => process.exit(0));
// Asleep until shortly before, then busy, so that all start within the same millisecond without keeping the machine hot.
const BUSY_MS = 20;
const early = Number(moment) - Date.now() - BUSY_MS;
if (early > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, early);
while (Date.now() < Number(moment)) Math.sqrt(2);
let said: string;
try {
  const outcome = takeLock(folder, { pid: process.pid, shell: 'browser', startedAt: Date.now() });
  said = outcome.taken ? 'taken' : `held by ${outcome.holder.pid}`;
} catch (error) {
  said = `error ${(error as Error).message}`;
}
console.log(said);
