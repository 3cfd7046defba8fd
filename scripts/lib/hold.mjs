// One set-up or build at a time: a folder is the lock, the process id inside tells whether its owner still lives.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

function ownerLives(folder) {
  let pid;
  try {
    pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
  } catch {
    // Just made, or just removed; either way the next look knows more.
    return true;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function take(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(folder, 'pid'), String(process.pid));
  return true;
}

/** Runs `work` while nobody else holds `folder`. `onWait` is called once when somebody does. */
export async function holding(folder, work, onWait = () => {}) {
  let waited = 0;
  while (!take(folder)) {
    if (waited === 0) onWait();
    // A folder without a process id for five seconds belongs to a start that died between two lines.
    if (!ownerLives(folder)) rmSync(folder, { recursive: true, force: true });
    else if (waited > 5_000) {
      try {
        readFileSync(join(folder, 'pid'));
      } catch {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    await pause(100);
    waited += 100;
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
