import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingsSchema } from '../../contracts/system.ts';
import { type Db, migrate, openDb } from '../db/index.ts';
import { createSettingsStore, type SettingsStore } from './index.ts';
import { migrations } from './migrations.ts';

describe('settings', () => {
  const defaults = settingsSchema.parse({});
  let db: Db;
  let store: SettingsStore;
  beforeEach(async () => {
    db = await openDb({ file: ':memory:' });
    await migrate(db, migrations);
    store = createSettingsStore(db, () => 42);
  });
  afterEach(() => db.close());

  it('are the defaults until something is set', async () => {
    expect(await store.read()).toEqual({ settings: defaults, warnings: [] });
  });

  it('keep what is set, and leave the others alone', async () => {
    expect(await store.update({ theme: 'light' })).toEqual({ ...defaults, theme: 'light' });
    expect(await store.update({ jobConcurrency: 4 })).toEqual({
      ...defaults,
      theme: 'light',
      jobConcurrency: 4,
    });
    expect(await store.update({})).toEqual({ ...defaults, theme: 'light', jobConcurrency: 4 });
    expect(await db.all('SELECT * FROM setting ORDER BY key')).toEqual([
      { key: 'jobConcurrency', value: '4', recorded_at: 42 },
      { key: 'theme', value: '"light"', recorded_at: 42 },
    ]);
  });

  it('refuse a value out of range together with everything given with it', async () => {
    await expect(store.update({ theme: 'light', jobConcurrency: 99 })).rejects.toMatchObject({
      code: 'BAD_PARAMETER',
      message: expect.stringContaining('"jobConcurrency" was not changed'),
      details: { key: 'jobConcurrency' },
    });
    expect((await store.read()).settings).toEqual(defaults);
  });

  it('refuse a key that does not exist', async () => {
    await expect(store.update({ colour: 'red' } as never)).rejects.toMatchObject({ code: 'BAD_PARAMETER' });
  });

  it.each([
    ['not JSON at all', '{"theme'],
    ['of another type', '17'],
    ['not among the choices', '"purple"'],
  ])('fall back to the default, with a warning, where the stored value is %s', async (_, value) => {
    await store.update({ jobMemoryMb: 512 });
    await db.run("INSERT INTO setting VALUES ('theme', ?, 1)", [value]);
    const { settings, warnings } = await store.read();
    expect(settings).toEqual({ ...defaults, jobMemoryMb: 512 });
    expect(warnings).toEqual([expect.stringContaining('The stored setting "theme"')]);
    expect(await db.get("SELECT value FROM setting WHERE key = 'theme'")).toEqual({ value });
    await store.update({ theme: 'system' });
    expect((await store.read()).warnings).toEqual([]);
  });

  it('leave keys of a later version in the table', async () => {
    await db.run("INSERT INTO setting VALUES ('later', '1', 1)");
    expect(await store.read()).toEqual({ settings: defaults, warnings: [] });
    await store.update({ theme: 'light' });
    expect(await db.get("SELECT value FROM setting WHERE key = 'later'")).toEqual({ value: '1' });
  });
});
