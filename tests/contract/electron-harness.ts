// A desk of the Electron shell over the double: folders of its own, a clock that stands still, and what it said and saved.

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Services } from '../../src/contracts/services.ts';
import type { DeskOptions } from '../../src/main/desk.ts';
import type { WindowBounds } from '../../src/main/electron-port.ts';
import type { Host } from '../../src/services/host.ts';
import { FakeElectron } from '../fakes/electron.ts';
import { fakeServices } from '../fakes/services.ts';

export interface ElectronHarness {
  electron: FakeElectron;
  /** The clock of the desk. */
  time: number;
  readonly folder: string;
  readonly dataFolder: string;
  readonly saved: WindowBounds[];
  readonly logged: string[];
  /** The host the services were composed with. */
  host: Host | undefined;
  options(services?: Services, given?: Partial<DeskOptions>): DeskOptions;
  exited(): Promise<void>;
}

export function electronHarness(): ElectronHarness {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'));
  const dataFolder = join(folder, 'data');
  mkdirSync(join(folder, 'page'));
  mkdirSync(dataFolder);
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html>');
  const saved: WindowBounds[] = [];
  const logged: string[] = [];
  const harness: ElectronHarness = {
    electron: new FakeElectron(),
    time: 1_700_000_000_000,
    folder,
    dataFolder,
    saved,
    logged,
    host: undefined,
    options: (services = fakeServices(), given = {}) => ({
      dataFolder,
      readOnly: false,
      pageFolder: join(folder, 'page'),
      preload: '/preload.cjs',
      workerEntry: '/worker.js',
      windowState: () => ({ load: () => saved.at(-1), save: (bounds) => saved.push(bounds) }),
      compose: async (composed) => {
        harness.host = composed;
        return services;
      },
      now: () => harness.time,
      pid: process.pid,
      log: (line) => logged.push(line),
      onReady: () => logged.push('ready'),
      ...given,
    }),
    exited: () => new Promise<void>((resolve) => harness.electron.once('exited', resolve)),
  };
  return harness;
}
