// Statements, values and the order they run in: the same over both drivers.
import { beforeEach, expect, it } from 'vitest';
import type { Db, SqlValue } from '../../src/services/db/index.ts';
import { describeDrivers } from './db-drivers.ts';

describeDrivers('database statements', (bench) => {
  let db: Db;
  beforeEach(async () => {
    db = await bench.open();
    await db.exec(
      'CREATE TABLE sample (id INTEGER PRIMARY KEY, whole INTEGER, fraction REAL, words TEXT, bytes BLOB, loose)',
    );
  });

  const roundTrip = async (column: string, value: SqlValue) => {
    await db.run(`INSERT INTO sample (id, ${column}) VALUES (1, ?)`, [value]);
    const row = await db.get<{ value: unknown; type: string }>(
      `SELECT ${column} AS value, typeof(${column}) AS type FROM sample WHERE id = 1`,
    );
    await db.run('DELETE FROM sample');
    return row!;
  };

  it('says which driver and file it is', () => {
    expect(db.driver).toBe(bench.driver);
    expect(db.file).toBe(bench.file());
  });

  it.each([0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 40 + 1, 2 ** 53 - 1, -(2 ** 53 - 1)])(
    'keeps the whole number %d in an INTEGER column',
    async (value) => {
      expect(await roundTrip('whole', value)).toEqual({ value, type: 'integer' });
    },
  );

  it.each([0.1, -1.5, 1e300, 5e-324, Number.MAX_VALUE, Number.POSITIVE_INFINITY])(
    'keeps %d in a REAL column to the last bit',
    async (value) => {
      expect(await roundTrip('fraction', value)).toEqual({ value, type: 'real' });
    },
  );

  it('binds small whole numbers as INTEGER and others as REAL where the column has no type', async () => {
    expect(await roundTrip('loose', 7)).toEqual({ value: 7, type: 'integer' });
    expect(await roundTrip('loose', 2 ** 40)).toEqual({ value: 2 ** 40, type: 'real' });
    expect(await roundTrip('words', 7)).toEqual({ value: '7', type: 'text' });
  });

  it('turns NaN into NULL', async () => {
    expect(await roundTrip('fraction', Number.NaN)).toEqual({ value: null, type: 'null' });
  });

  it('takes a bigint up to 2^53 and gives back a number', async () => {
    expect(await roundTrip('whole', 12n)).toEqual({ value: 12, type: 'integer' });
    const largest = BigInt(Number.MAX_SAFE_INTEGER);
    expect(await roundTrip('whole', largest)).toEqual({ value: Number.MAX_SAFE_INTEGER, type: 'integer' });
  });

  it.each([2n ** 53n, -(2n ** 53n), 2n ** 63n - 1n])(
    'refuses the bigint %d, which would lose digits',
    async (value) => {
      await expect(db.run('INSERT INTO sample (whole) VALUES (?)', [value])).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      });
      expect(await db.get('SELECT count(*) AS rows FROM sample')).toEqual({ rows: 0 });
    },
  );

  it('refuses a parameter that is undefined', async () => {
    const values = [undefined] as unknown as SqlValue[];
    await expect(db.run('INSERT INTO sample (whole) VALUES (?)', values)).rejects.toThrow(
      /parameter 1 is undefined/,
    );
  });

  it.each(['', 'plain', 'M&M ₹1,23,456.78 — ü 中文 🚀', 'quote \' and " and ;', 'line\nbreak\ttab'])(
    'keeps the text %j',
    async (value) => {
      expect(await roundTrip('words', value)).toEqual({ value, type: 'text' });
    },
  );

  it('keeps bytes, also none at all', async () => {
    for (const bytes of [
      new Uint8Array(0),
      Uint8Array.of(0, 255, 128, 10),
      new Uint8Array(1 << 20).fill(171),
    ]) {
      const row = await roundTrip('bytes', bytes);
      expect(row.type).toBe('blob');
      expect(row.value).toBeInstanceOf(Uint8Array);
      expect(Buffer.isBuffer(row.value)).toBe(false);
      expect(Buffer.from(row.value as Uint8Array).equals(bytes)).toBe(true);
    }
  });

  it('binds only the part a view shows', async () => {
    const whole = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const row = await roundTrip('bytes', whole.subarray(2, 5));
    expect([...(row.value as Uint8Array)]).toEqual([3, 4, 5]);
  });

  it('keeps every bit of Float64 columns, NaN payloads and signed zero included', async () => {
    const column = Float64Array.of(Number.NaN, -0, 1.1, Number.NEGATIVE_INFINITY, 5e-324);
    const bits = new BigUint64Array(column.buffer);
    bits[0] = 0x7ff8_dead_beef_0001n;
    const row = await roundTrip('bytes', new Uint8Array(column.buffer));
    const back = (row.value as Uint8Array).slice();
    expect([...new BigUint64Array(back.buffer)]).toEqual([...bits]);
  });

  it('gives back bytes that later statements do not change', async () => {
    await db.run('INSERT INTO sample (id, bytes) VALUES (1, ?), (2, ?)', [
      Uint8Array.of(1),
      Uint8Array.of(2),
    ]);
    const first = await db.get<{ bytes: Uint8Array }>('SELECT bytes FROM sample WHERE id = ?', [1]);
    await db.get('SELECT bytes FROM sample WHERE id = ?', [2]);
    await db.run('UPDATE sample SET bytes = ?', [Uint8Array.of(9)]);
    expect([...first!.bytes]).toEqual([1]);
  });

  it('reports changes and the last row id', async () => {
    expect(await db.run('INSERT INTO sample (id, whole) VALUES (41, 1)')).toEqual({
      changes: 1,
      lastInsertRowid: 41,
    });
    expect(await db.run('INSERT INTO sample (whole) VALUES (1), (2)')).toEqual({
      changes: 2,
      lastInsertRowid: 43,
    });
    expect((await db.run('UPDATE sample SET whole = 5 WHERE whole = 1')).changes).toBe(2);
    expect((await db.run('DELETE FROM sample WHERE id = 99')).changes).toBe(0);
  });

  it('gives undefined for no row, an empty list for no rows, plain objects for rows', async () => {
    expect(await db.get('SELECT * FROM sample')).toBeUndefined();
    expect(await db.all('SELECT * FROM sample')).toEqual([]);
    await db.run('INSERT INTO sample (id) VALUES (1), (2)');
    expect(await db.all('SELECT id, words FROM sample ORDER BY id')).toStrictEqual([
      { id: 1, words: null },
      { id: 2, words: null },
    ]);
    expect(await db.get('SELECT id FROM sample ORDER BY id DESC')).toStrictEqual({ id: 2 });
  });

  it('answers a repeated statement after the table has changed', async () => {
    await db.run('INSERT INTO sample (id) VALUES (1)');
    const before = await db.get('SELECT * FROM sample');
    await db.exec('ALTER TABLE sample ADD COLUMN added TEXT');
    expect(await db.get('SELECT * FROM sample')).toEqual({ ...before!, added: null });
  });

  it('runs several statements in one exec', async () => {
    await db.exec("INSERT INTO sample (id) VALUES (1); INSERT INTO sample (id, words) VALUES (2, 'a;b');");
    expect(await db.get('SELECT count(*) AS rows FROM sample')).toEqual({ rows: 2 });
  });

  it('runs statements in the order they were asked, awaited or not', async () => {
    const asked: Promise<unknown>[] = [];
    for (let i = 1; i <= 50; i++) asked.push(db.run('INSERT INTO sample (whole) VALUES (?)', [i]));
    const seen = db.all<{ whole: number }>('SELECT whole FROM sample ORDER BY id');
    asked.push(db.run('DELETE FROM sample'));
    expect((await seen).map((row) => row.whole)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    await Promise.all(asked);
  });

  it('lets timers run during a long series of statements', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks++;
    }, 1);
    // Far more statements than fit into the few milliseconds after which a timer must have had its turn.
    for (let i = 0; i < 20_000 && ticks < 3; i++) await db.run('UPDATE sample SET whole = ?', [i]);
    clearInterval(timer);
    expect(ticks).toBeGreaterThanOrEqual(3);
  });

  it('refuses statements after closing; closing twice is fine', async () => {
    await db.close();
    await db.close();
    await expect(db.get('SELECT 1')).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('has been closed'),
    });
    await expect(db.transaction(async () => 1)).rejects.toThrow(/has been closed/);
  });

  it('finishes what was asked before closing', async () => {
    const asked = db.run('INSERT INTO sample (id) VALUES (7)');
    await db.close();
    await asked;
    const again = await bench.open();
    expect(await again.get('SELECT id FROM sample')).toEqual({ id: 7 });
  });
});
