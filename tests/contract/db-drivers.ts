// Runs one suite over every database driver, each test with a folder of its own. Used by the db and candle-store contracts.
// A driver that cannot be loaded on this machine is reported as skipped, with the reason.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe } from 'vitest';
import { type Db, openDb } from '../../src/services/db/index.ts';
import type { OpenDbOptions } from '../../src/services/db/open.ts';

export interface DriverBench {
  readonly driver: Db['driver'];
  folder(): string;
  file(name?: string): string;
  /** Opens a connection that is closed when the test ends. */
  open(options?: Partial<OpenDbOptions>): Promise<Db>;
}

const DRIVERS: readonly Db['driver'][] = ['sqlite3', 'node:sqlite'];

/** `drivers`: fewer where the suite is about something else than the store, and long. */
export function describeDrivers(
  name: string,
  suite: (bench: DriverBench) => void,
  drivers: readonly Db['driver'][] = DRIVERS,
): void {
  describe.each(drivers)(`${name} over %s`, (driver) => {
    let folder = '';
    let connections: Db[] = [];
    const file = (fileName = 'test.db') => join(folder, fileName);

    beforeEach(async (context) => {
      folder = mkdtempSync(join(tmpdir(), 'anchordesk-db-'));
      const missing = await whyMissing(driver);
      if (missing) context.skip(`skipped: ${missing}`);
    });
    afterEach(async () => {
      for (const db of connections) await db.close();
      connections = [];
      rmSync(folder, { recursive: true, force: true });
    });

    suite({
      driver,
      folder: () => folder,
      file,
      async open(options = {}) {
        const db = await openDb({ file: file(), driver, ...options });
        connections.push(db);
        return db;
      },
    });
  });
}

export async function whyMissing(driver: Db['driver']): Promise<string | undefined> {
  try {
    await (await openDb({ file: ':memory:', driver })).close();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
