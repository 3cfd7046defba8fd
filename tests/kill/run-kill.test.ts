// Kills a process in the middle of a backtest, again and again at random points: the file must open, the run must be whole or
// marked interrupted, and its trades there in full or not at all.
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../engines/numeric/random.ts';
import type { BacktestRequest, Run } from '../../src/contracts/backtests.ts';
import { createRunStore, markInterruptedRuns } from '../../src/services/backtests/index.ts';
import { migrate, openDb } from '../../src/services/db/index.ts';
import { runJobInProcess } from '../../src/services/jobs/in-process.ts';
import { migrations } from '../../src/services/migrations.ts';
import { ended, killedFromOutside, lastStatement } from './watched-process.ts';

/** Kills that must land: a process may end before its moment comes, and then counts for nothing. */
const KILLS = 30;
const MOST_ATTEMPTS = 3 * KILLS;
const RUN = 'the-run';
const worker = fileURLToPath(new URL('./run-kill-worker.ts', import.meta.url));
const request: BacktestRequest = {
  strategyId: 'sma-cross',
  instruments: 'all',
  interval: '5m',
  from: '2025-01-01',
  to: '2025-06-30',
  fillPolicy: 'pessimistic',
  parameters: { 'selection.top_n': 0 },
};

describe('killing a process during a run', () => {
  const root = mkdtempSync(join(tmpdir(), 'anchordesk-run-kill-'));
  const template = join(root, 'template.db');
  let whole: Run;
  let statements: number;

  beforeAll(async () => {
    const db = await openDb({ file: template });
    await migrate(db, migrations);
    await runJobInProcess('sample', { symbols: 6, sessions: 12 }, { db, dataFolder: root, now: Date.now });
    await createRunStore(db).begin({
      id: RUN,
      name: 'Kill me',
      origin: 'backtest',
      jobId: null,
      strategyId: request.strategyId,
      strategyVersion: '1',
      fillPolicy: request.fillPolicy,
      interval: request.interval,
      from: request.from,
      to: request.to,
      request,
      at: 0,
    });
    await db.get('PRAGMA wal_checkpoint(TRUNCATE)');
    await db.close();

    const file = join(root, 'reference.db');
    copyFileSync(template, file);
    statements = await lastStatement(start(file));
    const reference = await openDb({ file });
    whole = await createRunStore(reference).get(RUN);
    await reference.close();
    expect(whole.state).toBe('done');
    expect(whole.headline!.trades).toBeGreaterThan(20);
  }, 60_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function start(file: string, killAt?: number): ChildProcess {
    const args = [
      worker,
      file,
      JSON.stringify({ runId: RUN, request }),
      ...(killAt === undefined ? [] : [String(killAt)]),
    ];
    const env = { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') };
    return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  }

  it(`leaves the run whole or interrupted, ${KILLS} times`, async () => {
    const random = createRandom(20_260_401);
    let landed = 0;
    const states = { done: 0, interrupted: 0 };
    for (let kill = 0; landed < KILLS && kill < MOST_ATTEMPTS; kill++) {
      const file = join(root, `kill-${kill}.db`);
      copyFileSync(template, file);
      // The result is written by the last few statements: half of the kills aim there.
      const late = Math.max(1, statements - 6);
      const at =
        kill % 3 === 0
          ? 1 + Math.floor(random.next() * statements)
          : late + Math.floor(random.next() * (statements - late + 1));
      const signal = await (kill % 2 === 0 ? ended(start(file, at)) : killedFromOutside(start(file), at));
      if (signal === 'SIGKILL') landed++;

      const db = await openDb({ file });
      expect(await db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
      await markInterruptedRuns(db);
      const runs = createRunStore(db);
      const run = await runs.get(RUN);
      const trades = await runs.trades(RUN);
      if (run.state === 'done') {
        expect(run.contentHash).toBe(whole.contentHash);
        expect(run.equity).toEqual(whole.equity);
        expect(trades).toHaveLength(whole.headline!.trades);
        states.done++;
      } else {
        expect(run.state).toBe('interrupted');
        expect(run).toMatchObject({ headline: null, contentHash: null, metrics: null });
        expect(trades).toEqual([]);
        states.interrupted++;
      }
      await db.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    }
    expect(landed).toBe(KILLS);
    // Otherwise the moments were badly chosen. After its last statement the process ends too soon to be met often.
    expect(states.interrupted).toBeGreaterThan(KILLS / 6);
  }, 180_000);
});
