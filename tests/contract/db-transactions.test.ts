// Transactions and several connections: whole or nothing, one at a time, over both drivers.
import { beforeEach, expect, it } from 'vitest';
import type { Db } from '../../src/services/db/index.ts';
import { describeDrivers } from './db-drivers.ts';

describeDrivers('database transactions', (bench) => {
  let db: Db;
  beforeEach(async () => {
    db = await bench.open();
    await db.exec('CREATE TABLE entry (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)');
  });
  const add = (on: Db, word: string) => on.run('INSERT INTO entry (word) VALUES (?)', [word]);
  const words = async (on: Db) =>
    (await on.all<{ word: string }>('SELECT word FROM entry ORDER BY id')).map((row) => row.word);

  it('keeps everything of a transaction that ends well, and returns its result', async () => {
    const result = await db.transaction(async (tx) => {
      await add(tx, 'a');
      await add(tx, 'b');
      return (await words(tx)).length;
    });
    expect(result).toBe(2);
    expect(await words(db)).toEqual(['a', 'b']);
  });

  it('keeps nothing of one that throws, and throws the same', async () => {
    await add(db, 'before');
    const failure = new Error('stop');
    const failed = db.transaction(async (tx) => {
      await add(tx, 'lost');
      throw failure;
    });
    await expect(failed).rejects.toBe(failure);
    expect(await words(db)).toEqual(['before']);
    await db.transaction((tx) => add(tx, 'after'));
    expect(await words(db)).toEqual(['before', 'after']);
  });

  it('lets work go on after a statement that failed alone', async () => {
    await db.transaction(async (tx) => {
      await add(tx, 'a');
      await expect(add(tx, 'a')).rejects.toMatchObject({ code: 'CONFLICT' });
      await add(tx, 'b');
    });
    expect(await words(db)).toEqual(['a', 'b']);
  });

  it('runs transactions of one connection after each other', async () => {
    const log: string[] = [];
    const slow = (name: string) =>
      db.transaction(async (tx) => {
        log.push(`${name} starts`);
        await add(tx, `${name}1`);
        await new Promise((resolve) => setImmediate(resolve));
        await add(tx, `${name}2`);
        log.push(`${name} ends`);
      });
    await Promise.all([slow('x'), slow('y'), slow('z')]);
    expect(log).toEqual(['x starts', 'x ends', 'y starts', 'y ends', 'z starts', 'z ends']);
    expect(await words(db)).toEqual(['x1', 'x2', 'y1', 'y2', 'z1', 'z2']);
  });

  it('never lets an outside statement slip into a transaction', async () => {
    const gate = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    const failed = db.transaction(async (tx) => {
      await add(tx, 'inside');
      entered.resolve();
      await gate.promise;
      throw new Error('undo');
    });
    await entered.promise;
    const outside = add(db, 'outside');
    const read = words(db);
    gate.resolve();
    await expect(failed).rejects.toThrow('undo');
    await outside;
    expect(await read).toEqual(['outside']);
  });

  it('includes statements that were started inside and not awaited', async () => {
    await db.transaction(async (tx) => {
      void add(tx, 'late');
    });
    expect(await words(db)).toEqual(['late']);
  });

  it('refuses nesting, by the connection inside and by the one outside', async () => {
    await expect(db.transaction((tx) => tx.transaction(async () => 1))).rejects.toThrow(/cannot be nested/);
    await expect(db.transaction(() => db.transaction(async () => 1))).rejects.toThrow(/inside a transaction/);
    await expect(db.transaction(() => add(db, 'deadlock'))).rejects.toThrow(/inside a transaction/);
    await expect(db.transaction((tx) => tx.close())).rejects.toThrow(/cannot be closed/);
    await expect(db.transaction(() => db.close())).rejects.toThrow(/cannot be closed/);
    expect(await words(db)).toEqual([]);
  });

  it('lets work started inside use the outer connection once the transaction has ended', async () => {
    const ended = Promise.withResolvers<void>();
    let later: Promise<unknown> = Promise.resolve();
    await db.transaction(async (tx) => {
      await add(tx, 'first');
      later = ended.promise.then(() => add(db, 'second'));
    });
    ended.resolve();
    await later;
    expect(await words(db)).toEqual(['first', 'second']);
  });

  it('refuses the inner connection after the end', async () => {
    let kept: Db | undefined;
    await db.transaction(async (tx) => {
      kept = tx;
    });
    await expect(add(kept!, 'too late')).rejects.toThrow(/has ended/);
    expect(await words(db)).toEqual([]);
  });

  it('shows a second connection only what is committed, while the first one writes', async () => {
    const reader = await bench.open({ readOnly: true });
    await add(db, 'committed');
    await db.transaction(async (tx) => {
      await add(tx, 'pending');
      expect(await words(reader)).toEqual(['committed']);
    });
    expect(await words(reader)).toEqual(['committed', 'pending']);
  });

  it('gives a read-only transaction one view of the file', async () => {
    const reader = await bench.open({ readOnly: true });
    await add(db, 'a');
    await reader.transaction(async (view) => {
      expect(await words(view)).toEqual(['a']);
      await add(db, 'b');
      expect(await words(view)).toEqual(['a']);
    });
    expect(await words(reader)).toEqual(['a', 'b']);
  });

  it('lets two writers of one process wait for each other', async () => {
    const other = await bench.open();
    const writeMany = async (on: Db, name: string) => {
      for (let i = 0; i < 15; i++)
        await on.transaction(async (tx) => {
          await add(tx, `${name}${i}a`);
          await new Promise((resolve) => setImmediate(resolve));
          await add(tx, `${name}${i}b`);
        });
    };
    await Promise.all([writeMany(db, 'x'), writeMany(other, 'y')]);
    const all = await words(db);
    expect(all).toHaveLength(60);
    for (let i = 0; i < 60; i += 2) expect(all[i]!.slice(0, -1)).toBe(all[i + 1]!.slice(0, -1));
  });

  it('takes the write lock at its start, so that what it read is still true when it writes', async () => {
    const hurried = await bench.open({ busyTimeoutMs: 30 });
    await db.transaction(async (tx) => {
      const seen = await words(tx);
      await expect(add(hurried, 'in between')).rejects.toMatchObject({ code: 'CONFLICT' });
      await add(tx, `after ${seen.length}`);
    });
    expect(await words(db)).toEqual(['after 0']);
  });

  it('gives up on a lock after its time, with nothing changed', async () => {
    const hurried = await bench.open({ busyTimeoutMs: 30 });
    await db.transaction(async (tx) => {
      await add(tx, 'holder');
      await expect(add(hurried, 'waiting')).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining('Nothing was changed'),
      });
      await expect(hurried.transaction((inner) => add(inner, 'waiting'))).rejects.toMatchObject({
        code: 'CONFLICT',
      });
    });
    expect(await words(hurried)).toEqual(['holder']);
  });
});
