// What happens where the native driver is missing. Everything else about opening is in tests/contract/db-errors.test.ts.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../contracts/errors.ts';
import { openDb } from './open.ts';
import { openSqlite3 } from './sqlite3-driver.ts';

vi.mock('./sqlite3-driver.ts', () => ({ openSqlite3: vi.fn() }));

const failWith = (error: unknown) => vi.mocked(openSqlite3).mockRejectedValue(error);
const withCode = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('opening without the native driver', () => {
  beforeEach(() => vi.stubEnv('ANCHORDESK_DB_DRIVER', ''));
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ['is not installed', withCode('ERR_MODULE_NOT_FOUND', "Cannot find package 'sqlite3'")],
    ['was never built', new Error('Could not locate the bindings file. Tried: build/node_sqlite3.node')],
    ['was built for another platform', withCode('ERR_DLOPEN_FAILED', 'invalid ELF header')],
  ])('uses the one of Node where the package %s', async (_, error) => {
    failWith(error);
    const db = await openDb({ file: ':memory:' });
    expect(db.driver).toBe('node:sqlite');
    expect(await db.get('SELECT 1 AS one')).toEqual({ one: 1 });
    await db.close();
  });

  it('says so where the driver was asked for by name', async () => {
    failWith(withCode('ERR_MODULE_NOT_FOUND', "Cannot find package 'sqlite3'"));
    vi.stubEnv('ANCHORDESK_DB_DRIVER', 'sqlite3');
    await expect(openDb({ file: ':memory:' })).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringMatching(/driver sqlite3 cannot be loaded.*ANCHORDESK_DB_DRIVER out/),
    });
  });

  it('does not try a second driver on a file the first one refuses', async () => {
    failWith(
      Object.assign(new Error('SQLITE_NOTADB: file is not a database'), { errno: 26, code: 'SQLITE_NOTADB' }),
    );
    const failure = await openDb({ file: ':memory:' }).catch((error) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure.code).toBe('DATABASE_DAMAGED');
  });
});
