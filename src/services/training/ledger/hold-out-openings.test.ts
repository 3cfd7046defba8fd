import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Db, migrate, openDb } from '../../db/index.ts';
import { migrations } from '../../migrations.ts';
import { looksAtHoldOut } from './hold-out-openings.ts';
import { recordTrials } from './trial-ledger.ts';

describe('looks at a hold-out', () => {
  let folder: string;
  let db: Db;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hold-out-'));
    db = await openDb({ file: join(folder, 'anchordesk.db') });
    await migrate(db, migrations);
  });
  afterEach(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const tried = (id: string, recordedAt: number, source: 'search' | 'manual-backtest' = 'search') =>
    recordTrials(
      db,
      [{ id, datasetHash: 'own', source, fingerprint: id, sharpe: null, observations: 0, happenedAt: 1 }],
      recordedAt,
    );
  const reserve = (at: number) =>
    db.run(
      `INSERT INTO hold_out (dataset_hash, from_time, to_time, sessions, run_id, happened_at) VALUES ('own', 1, 2, 3, 'run', ?)`,
      [at],
    );

  it('are trials over the whole dataset written down before it was set apart', async () => {
    await tried('early', 50);
    await tried('by hand', 60, 'manual-backtest');
    expect(await looksAtHoldOut(db, 'own')).toEqual({ before: 0, opened: 0 });
    await reserve(100);
    await tried('late', 150);
    expect(await looksAtHoldOut(db, 'own')).toEqual({ before: 1, opened: 0 });
    expect(await looksAtHoldOut(db, 'another')).toEqual({ before: 0, opened: 0 });
  });

  it('are candidates that have met it', async () => {
    await reserve(100);
    for (const candidate of ['one', 'two'])
      await db.run(
        `INSERT INTO hold_out_opening (dataset_hash, candidate_id, reason, result, happened_at, recorded_at)
         VALUES ('own', ?, 'to see', '{}', 1, 1)`,
        [candidate],
      );
    expect(await looksAtHoldOut(db, 'own')).toEqual({ before: 0, opened: 2 });
  });
});
