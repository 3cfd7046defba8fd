// Driver over the npm package `sqlite3` (its own thread pool, so nothing blocks the event loop). Called by open.ts.
// The package is optional: it is loaded by name at run time and its types are declared here, so that a machine without a
// compiler still type-checks, installs and runs.

import type { DriverConnection, DriverOpenOptions } from './driver.ts';
import type { BoundValue } from './parameters.ts';

interface RunContext {
  readonly changes: number;
  readonly lastID: number;
}
type Row = Record<string, unknown>;
interface NativeDatabase {
  run(
    sql: string,
    values: readonly BoundValue[],
    done: (this: RunContext, error: Error | null) => void,
  ): void;
  all(sql: string, values: readonly BoundValue[], done: (error: Error | null, rows: Row[]) => void): void;
  get(sql: string, values: readonly BoundValue[], done: (error: Error | null, row?: Row) => void): void;
  exec(sql: string, done: (error: Error | null) => void): void;
  close(done: (error: Error | null) => void): void;
  configure(option: 'busyTimeout', value: number): void;
}
interface NativeModule {
  readonly OPEN_READONLY: number;
  readonly OPEN_READWRITE: number;
  readonly OPEN_CREATE: number;
  readonly OPEN_FULLMUTEX: number;
  readonly Database: new (file: string, mode: number, done: (error: Error | null) => void) => NativeDatabase;
}

/** The native module, or the reason why it cannot be loaded here. */
async function loadSqlite3(): Promise<NativeModule> {
  const name: string = 'sqlite3';
  const loaded = (await import(name)) as { readonly default: NativeModule };
  return loaded.default;
}

export async function openSqlite3(options: DriverOpenOptions): Promise<DriverConnection> {
  const native = await loadSqlite3();
  const mode = options.readOnly ? native.OPEN_READONLY : native.OPEN_READWRITE | native.OPEN_CREATE;
  const database = await new Promise<NativeDatabase>((resolve, reject) => {
    const opened = new native.Database(options.file, mode | native.OPEN_FULLMUTEX, (error) =>
      error ? reject(error) : resolve(opened),
    );
  });
  database.configure('busyTimeout', options.busyTimeoutMs);

  return {
    driver: 'sqlite3',
    run: (sql, parameters) =>
      new Promise((resolve, reject) => {
        database.run(sql, parameters, function (error) {
          if (error) reject(error);
          else resolve({ changes: this.changes, lastInsertRowid: this.lastID });
        });
      }),
    all: (sql, parameters) =>
      new Promise((resolve, reject) => {
        database.all(sql, parameters, (error, rows) => {
          if (error) reject(error);
          else {
            for (const row of rows) plainBytes(row);
            resolve(rows);
          }
        });
      }),
    get: (sql, parameters) =>
      new Promise((resolve, reject) => {
        database.get(sql, parameters, (error, row) => {
          if (error) reject(error);
          else resolve(row && plainBytes(row));
        });
      }),
    exec: (sql) =>
      new Promise((resolve, reject) => {
        database.exec(sql, (error) => (error ? reject(error) : resolve()));
      }),
    close: () =>
      new Promise((resolve, reject) => {
        database.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

/** The library returns Buffers; callers get the plain typed array over the same bytes. */
function plainBytes(row: Row): Row {
  for (const key in row) {
    const value = row[key];
    if (value instanceof Uint8Array)
      row[key] = new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
  }
  return row;
}
