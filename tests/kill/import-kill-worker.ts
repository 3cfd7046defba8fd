// Imports a folder into a database and announces every database statement on its standard output. Started by
// import-kill.test.ts, which kills it at a random statement; told a number, it kills itself right there.
import { writeSync } from 'node:fs';
import { type Db, openDb } from '../../src/services/db/index.ts';
import { runImport } from '../../src/services/imports/index.ts';

const [file, folder, killAt] = process.argv.slice(2) as [string, string, string?];
let statements = 0;

function announce(): void {
  statements++;
  writeSync(1, `${statements}\n`);
  // Not at once: the statement is handed to the database first, so the kill lands while it works.
  if (String(statements) === killAt) setImmediate(() => process.kill(process.pid, 'SIGKILL'));
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

const db = await openDb({ file });
await runImport(
  { files: [{ path: folder }], onChanged: 'keep', dryRun: false },
  { db: watched(db), dataFolder: folder, now: Date.now },
);
await db.close();
