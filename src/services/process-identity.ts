// Names a process so that it can be recognised later: its id, and where /proc exists the moment it started, because ids are
// reused. Used by the job queue and the instance lock to tell the living from the dead. Ends no process.

import { readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** Boot and start tick of the process, or null where the system does not tell. */
  readonly start: string | null;
}

export function identityOf(pid: number = process.pid): ProcessIdentity {
  return { pid, start: startOf(pid)?.start ?? null };
}

/** True while that very process runs. Without a recorded start any process with its id counts. */
export function isAlive(identity: ProcessIdentity): boolean {
  if (!isSignalable(identity.pid)) return false;
  const found = startOf(identity.pid);
  if (found === null) return true;
  return !found.zombie && (identity.start === null || identity.start === found.start);
}

function isSignalable(pid: number): boolean {
  // 0 and negative numbers would name process groups.
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process, so alive.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Reads /proc/<pid>/stat; the command name in it may hold spaces and brackets, so fields count from the last bracket. */
function startOf(pid: number): { readonly start: string; readonly zombie: boolean } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const startTick = fields[19];
    if (startTick === undefined) return null;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { start: `${boot}:${startTick}`, zombie: fields[0] === 'Z' };
  } catch {
    return null;
  }
}
