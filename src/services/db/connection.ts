// The Db port over any driver: statements in the order they were asked, one transaction at a time, waiting for locks of other
// connections, and errors as data. Made by open.ts; knows nothing of tables.

import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../contracts/errors.ts';
import type { DriverConnection } from './driver.ts';
import { endsTransaction, isBusy, toDbError } from './errors.ts';
import { boundValues } from './parameters.ts';
import type { Db } from './port.ts';

export interface ConnectionOptions {
  readonly file: string;
  readonly readOnly: boolean;
  readonly busyTimeoutMs: number;
}

const FIRST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 50;

type Statements = Pick<Db, 'run' | 'get' | 'all' | 'exec'>;
/** Runs one piece of work when its turn has come. */
type Turn = <T>(work: () => Promise<T>) => Promise<T>;

export function createConnection(connection: DriverConnection, options: ConnectionOptions): Db {
  const { file } = options;
  const takeTurn = createTurns();
  const insideWork = new AsyncLocalStorage<{ open: boolean }>();
  let closing: Promise<void> | undefined;

  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    const deadline = performance.now() + options.busyTimeoutMs;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        return await work();
      } catch (error) {
        if (!isBusy(error) || performance.now() + wait > deadline) throw toDbError(error, file);
        await delay(wait);
      }
    }
  };

  const statementsOver = (turn: Turn): Statements => ({
    run: (sql, parameters) => turn(() => attempt(async () => connection.run(sql, boundValues(parameters)))),
    get: <T>(sql: string, parameters?: Parameters<Db['get']>[1]) =>
      turn(() => attempt(async () => (await connection.get(sql, boundValues(parameters))) as T | undefined)),
    all: <T>(sql: string, parameters?: Parameters<Db['all']>[1]) =>
      turn(() => attempt(async () => (await connection.all(sql, boundValues(parameters))) as T[])),
    exec: (sql) => turn(() => attempt(() => connection.exec(sql))),
  });

  const outside: Turn = async (work) => {
    if (closing) throw closed(file);
    if (insideWork.getStore()?.open)
      throw new AppError(
        'INTERNAL',
        'A statement inside a transaction must use the connection handed to it: this one waits until the transaction has ended, which would be forever.',
      );
    return takeTurn(work);
  };

  const runTransaction = async <T>(work: (tx: Db) => Promise<T>): Promise<T> => {
    // A read-only connection gets a stable view of the file; a writing one its lock at once, never half-way.
    await attempt(() => connection.exec(options.readOnly ? 'BEGIN' : 'BEGIN IMMEDIATE'));
    const scope = { open: true };
    const takeInnerTurn = createTurns();
    let broken: unknown;
    const inside: Turn = async (statement) => {
      if (!scope.open)
        throw new AppError('INTERNAL', 'This transaction has ended; its connection cannot be used any more.');
      return takeInnerTurn(async () => {
        // See endsTransaction: once SQLite has given up the transaction, later statements would be committed one by one.
        if (broken) throw broken;
        try {
          return await statement();
        } catch (error) {
          if (endsTransaction(error)) broken = error;
          throw error;
        }
      });
    };
    const tx: Db = {
      driver: connection.driver,
      file,
      ...statementsOver(inside),
      transaction: async () => {
        throw new AppError('INTERNAL', 'Transactions cannot be nested; pass the running one on instead.');
      },
      close: async () => {
        throw new AppError('INTERNAL', 'A connection cannot be closed from inside its own transaction.');
      },
    };
    try {
      const result = await insideWork.run(scope, () => work(tx));
      scope.open = false;
      await takeInnerTurn(async () => {
        if (broken) throw broken;
      });
      await attempt(() => connection.exec('COMMIT'));
      return result;
    } catch (error) {
      scope.open = false;
      await takeInnerTurn(async () => {});
      // Fails only where SQLite has already rolled back by itself.
      await connection.exec('ROLLBACK').catch(() => {});
      throw error;
    }
  };

  return {
    driver: connection.driver,
    file,
    ...statementsOver(outside),
    transaction: (work) => outside(() => runTransaction(work)),
    close: async () => {
      if (insideWork.getStore()?.open)
        throw new AppError('INTERNAL', 'A connection cannot be closed from inside its own transaction.');
      closing ??= takeTurn(() => attempt(() => connection.close()));
      return closing;
    },
  };
}

function closed(file: string): AppError {
  return new AppError('INTERNAL', `The database ${file} has been closed; nothing was read or written.`);
}

/** A queue of one: each piece of work starts when the one before it has ended, whether it succeeded or not. */
function createTurns(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
}
