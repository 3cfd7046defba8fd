// What the application knows of itself: where it runs, on what, with which settings, and how it feels. Called by the API.

import type { Settings, SystemService } from '../../contracts/system.ts';
import type { Db } from '../db/port.ts';
import type { Host } from '../host.ts';
import type { LogService } from '../log/index.ts';
import { marketClock } from '../market/index.ts';
import type { SettingsStore } from '../settings/index.ts';
import { databaseBytes } from './disk.ts';
import { examine } from './doctor.ts';

export interface SystemDependencies {
  readonly host: Pick<Host, 'shell' | 'version' | 'dataFolder' | 'readOnly' | 'now'>;
  readonly db: Db;
  readonly settings: SettingsStore;
  readonly log: Pick<LogService, 'tail'>;
  readonly startedAt: number;
  /** True while no instrument is stored. */
  readonly isEmpty: () => Promise<boolean>;
  /** Hears of new settings, so that running parts follow them. */
  readonly onSettings: (settings: Settings) => void;
}

export function createSystemService(dependencies: SystemDependencies): SystemService {
  const { host, db, settings, log } = dependencies;
  return {
    info: async () => ({
      version: host.version,
      shell: host.shell,
      mode: 'practice',
      dataFolder: host.dataFolder,
      databaseFile: db.file,
      databaseBytes: databaseBytes(db.file),
      databaseDriver: db.driver,
      nodeVersion: process.versions.node,
      startedAt: dependencies.startedAt,
      readOnly: host.readOnly,
      empty: await dependencies.isEmpty(),
    }),
    clock: async () => marketClock(host.now()),
    doctor: () => examine({ host, db }),
    settings: async () => (await settings.read()).settings,
    async updateSettings(patch) {
      const updated = await settings.update(patch);
      dependencies.onSettings(updated);
      return updated;
    },
    logTail: (lines) => log.tail(lines),
  };
}
