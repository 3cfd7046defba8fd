// Driver over Node's own `node:sqlite`, chosen where the native package is missing. Called by open.ts.
// The library is synchronous. Statements run on the calling thread, but never wait there: the lock timeout is 0 and
// connection.ts waits between attempts, so that two connections of one process cannot block each other for good. Long runs of
// statements give the event loop a turn every few milliseconds.

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DriverConnection, DriverOpenOptions } from './driver.ts';
import { type BoundValue, isSmallInteger } from './parameters.ts';

const CACHED_STATEMENTS = 100;
/** Longest stretch of statements without letting timers and sockets run. */
const TURN_MS = 10;

export async function openNodeSqlite(options: DriverOpenOptions): Promise<DriverConnection> {
  const { DatabaseSync: Database } = await import('node:sqlite');
  const database: DatabaseSync = new Database(options.file, { readOnly: options.readOnly, timeout: 0 });
  const statements = new Map<string, StatementSync>();
  let lastTurn = performance.now();

  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) {
      statements.delete(sql);
      statements.set(sql, known);
      return known;
    }
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    if (statements.size > CACHED_STATEMENTS) statements.delete(statements.keys().next().value!);
    return statement;
  };
  const breathe = async () => {
    if (performance.now() - lastTurn < TURN_MS) return;
    await nextTurn();
    lastTurn = performance.now();
  };

  return {
    driver: 'node:sqlite',
    async run(sql, parameters) {
      await breathe();
      const outcome = prepared(sql).run(...parameters.map(inputValue));
      return { changes: Number(outcome.changes), lastInsertRowid: Number(outcome.lastInsertRowid) };
    },
    async all(sql, parameters) {
      await breathe();
      return prepared(sql)
        .all(...parameters.map(inputValue))
        .map((row) => ({ ...row }));
    },
    async get(sql, parameters) {
      await breathe();
      const row = prepared(sql).get(...parameters.map(inputValue));
      return row && { ...row };
    },
    async exec(sql) {
      await breathe();
      database.exec(sql);
    },
    async close() {
      statements.clear();
      database.close();
    },
  };
}

/** This library binds every number as REAL unless it comes as a bigint: small whole numbers must stay INTEGER. */
function inputValue(value: BoundValue): SQLInputValue {
  return typeof value === 'number' && isSmallInteger(value) ? BigInt(value) : value;
}
