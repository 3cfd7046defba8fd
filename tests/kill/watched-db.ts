// A database that announces every statement on standard output and, told a number, kills its own process right there: how the
// kill tests reach a random point in the middle of the work. Used by the workers those tests start.
import { writeSync } from 'node:fs';
import type { Db } from '../../src/services/db/index.ts';

/** `killAt` counts statements from 1; undefined only announces. */
export function watchedDb(real: Db, killAt?: number): Db {
  let statements = 0;

  function announce(): void {
    statements++;
    writeSync(1, `${statements}\n`);
    // Not at once: the statement is handed to the database first, so the kill lands while it works.
    if (statements === killAt) setImmediate(() => process.kill(process.pid, 'SIGKILL'));
  }

  function watched(db: Db): Db {
    const counted =
      <A extends unknown[], R>(call: (...args: A) => R) =>
      (...args: A): R => {
        announce();
        return call(...args);
      };
    return {
      driver: db.driver,
      file: db.file,
      run: counted((sql, parameters) => db.run(sql, parameters)),
      get: (sql, parameters) => {
        announce();
        return db.get(sql, parameters);
      },
      all: (sql, parameters) => {
        announce();
        return db.all(sql, parameters);
      },
      exec: counted((sql) => db.exec(sql)),
      transaction: (work) => {
        announce();
        return db.transaction(async (tx) => {
          const result = await work(watched(tx));
          announce();
          return result;
        });
      },
      close: () => db.close(),
    };
  }

  return watched(real);
}
