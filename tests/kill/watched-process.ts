// Waiting for, and killing, the processes that announce their database statements (watched-db.ts).
import type { ChildProcess } from 'node:child_process';

/** Resolves with the signal that ended the process, null where it ended by itself. */
export function ended(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_code, signal) => resolve(signal));
    child.stdout!.resume();
  });
}

/** Kills once statement `at` was announced; resolves like `ended`. */
export function killedFromOutside(child: ChildProcess, at: number): Promise<string | null> {
  let text = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    if (Number(text.trimEnd().split('\n').at(-1)) >= at) child.kill('SIGKILL');
  });
  return ended(child);
}

/** Number of the last statement announced before the process ended. */
export async function lastStatement(child: ChildProcess): Promise<number> {
  let text = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  await ended(child);
  return Number(text.trimEnd().split('\n').at(-1));
}
