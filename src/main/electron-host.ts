// Host of the Electron shell: worker processes are utility processes, sleep is held off by Electron, notices are the system's.

import type { Host, WorkerOptions, WorkerProcess } from '../services/host.ts';
import { workerEnvironment, workerFlags } from '../services/worker-environment.ts';
import type { ElectronPort } from './electron-port.ts';

export interface ElectronHostOptions {
  readonly dataFolder: string;
  readonly readOnly: boolean;
  /** Absolute path of the built worker entry. */
  readonly workerEntry: string;
  readonly now: () => number;
}

function startWorker(electron: ElectronPort, entry: string, options: WorkerOptions): WorkerProcess {
  const child = electron.forkUtility({
    entry,
    serviceName: options.name,
    execArgv: workerFlags(options.memoryMb),
    environment: workerEnvironment(process.env),
  });
  return {
    get pid() {
      return child.pid;
    },
    post: (message) => child.post(message),
    onMessage: (listener) => child.onMessage(listener),
    // A utility process reports no signal: one that was killed ends with a code like any other.
    onExit: (listener) => child.onExit((code) => listener(code, null)),
    onOutput: (listener) => child.onOutput(listener),
    kill: () => child.kill(),
  };
}

export function createElectronHost(electron: ElectronPort, options: ElectronHostOptions): Host {
  return {
    shell: 'electron',
    version: electron.version,
    dataFolder: options.dataFolder,
    readOnly: options.readOnly,
    now: options.now,
    startWorker: (worker) => startWorker(electron, options.workerEntry, worker),
    notify: (title, body) => electron.notify(title, body),
    holdAwake: () => electron.holdAwake(),
  };
}
