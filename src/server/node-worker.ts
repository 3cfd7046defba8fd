// Starts a worker as a forked Node process: the browser shell's and the command line's half of Host.startWorker.

import { fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { WorkerOptions, WorkerProcess } from '../services/host.ts';
import { workerEnvironment, workerFlags } from '../services/worker-environment.ts';

const ENTRY = fileURLToPath(new URL('../workers/main.ts', import.meta.url));
const LAST_OUTPUT_WITHIN_MS = 1_000;

/** Where this process keeps its compiled modules, the worker's are kept too: it starts in half the time. */
function compiledModules(): Record<string, string> {
  const folder = getCompileCacheDir();
  // Node appends its own version to the folder it is given.
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

export function startNodeWorker({ name, memoryMb }: WorkerOptions): WorkerProcess {
  const child = fork(ENTRY, [], {
    execArgv: [...workerFlags(memoryMb), `--title=anchordesk ${name}`],
    env: { ...workerEnvironment(process.env), ...compiledModules() },
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
  });
  const outputListeners: ((line: string) => void)[] = [];
  const exitListeners: ((code: number | null, signal: string | null) => void)[] = [];
  const tell = (line: string) => {
    for (const listener of outputListeners) listener(line);
  };
  let ended = false;
  const end = (code: number | null, signal: string | null) => {
    if (ended) return;
    ended = true;
    for (const listener of exitListeners) listener(code, signal);
  };

  for (const stream of [child.stdout!, child.stderr!]) createInterface({ input: stream }).on('line', tell);
  // `close` comes after the last output has been read. It never comes while somebody else holds the pipes, hence the timer.
  child.on('close', end);
  child.on('exit', (code, signal) => void setTimeout(() => end(code, signal), LAST_OUTPUT_WITHIN_MS).unref());
  child.on('error', (error) => {
    tell(error.message);
    // A process that never started closes nothing.
    if (child.pid === undefined) end(null, null);
  });

  return {
    get pid() {
      return child.pid;
    },
    post(message) {
      // The callback takes the error of a channel that closed meanwhile.
      if (child.connected) child.send(message as object, undefined, undefined, () => {});
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void exitListeners.push(listener),
    onOutput: (listener) => void outputListeners.push(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
