// A host for tests: a data folder, the real clock, no processes and no notifications.

import type { Host } from '../../src/services/host.ts';

export function fakeHost(dataFolder: string, given: Partial<Host> = {}): Host {
  return {
    shell: 'browser',
    version: '0.0.0-test',
    dataFolder,
    readOnly: false,
    now: () => Date.now(),
    startWorker: () => {
      throw new Error('No worker in this test');
    },
    notify: () => {},
    holdAwake: () => () => {},
    ...given,
  };
}
