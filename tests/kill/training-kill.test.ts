// Kills a process in the middle of a training run, again and again at random points: the run must resume to the very same models as one
// that was never stopped, and any number of threads must give them, too.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../engines/numeric/random.ts';
import { openDb } from '../../src/services/db/index.ts';
import { loadStepLibrary } from '../../src/services/training/run/library.ts';
import {
  createTrainingRunStore,
  markInterruptedTrainings,
} from '../../src/services/training/run/run-store.ts';
import { createStepStore } from '../../src/services/training/run/step-store.ts';
import { openTrainingDesk, smallRequest, trainingOver } from '../fixtures/training-run.ts';
import { ended, killedFromOutside, lastStatement } from './watched-process.ts';

/** Kills that must land: a process may end before its moment comes, and then counts for nothing. */
const KILLS = 20;
const MOST_ATTEMPTS = 3 * KILLS;
const RUN = 'run-to-kill';
const worker = fileURLToPath(new URL('./training-kill-worker.ts', import.meta.url));
/** Boosted trees, whose checkpoints are continued, beside a family that has none, and blends that read what both wrote. */
const request = smallRequest({
  families: [
    { estimator: 'leafwise', parameters: { rounds: 60, maxLeaves: 7, earlyStoppingRounds: 0 } },
    { estimator: 'logistic' },
  ],
  softVote: true,
  stack: 'logistic',
});
const real = { steps: () => loadStepLibrary(), stepsModule: undefined };

describe('killing a process that trains', () => {
  const root = mkdtempSync(join(tmpdir(), 'training-kill-'));
  const template = join(root, 'template');
  let whole: Readonly<Record<string, string>>;
  let statements: number;
  let files = 0;

  beforeAll(async () => {
    mkdirSync(template);
    const desk = await openTrainingDesk(template);
    await desk.add(RUN, request);
    await desk.db.get('PRAGMA wal_checkpoint(TRUNCATE)');
    await desk.db.close();

    const reference = copyOf('reference');
    const child = start(reference, 2);
    child.stderr!.on('data', (chunk: Buffer) => {
      files += chunk.toString('utf8').split('\n').length - 1;
    });
    statements = await lastStatement(child);
    whole = await resultsIn(reference);
    expect(Object.keys(whole)).toEqual(
      expect.arrayContaining([
        's0/leafwise/fit',
        's2/stack/fit',
        'final/leafwise/fit',
        'final/soft-vote/fit',
      ]),
    );
    expect(files).toBeGreaterThan(KILLS);
  }, 60_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function copyOf(name: string): string {
    const folder = join(root, name);
    cpSync(template, folder, { recursive: true });
    return folder;
  }
  function start(folder: string, cores: number, killAt?: number): ChildProcess {
    const args = [worker, join(folder, 'anchordesk.db'), RUN, String(cores)];
    const env = { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') };
    return spawn(process.execPath, killAt === undefined ? args : [...args, String(killAt)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    });
  }
  /** Kills while a thread writes: after the `nth` change among objects and checkpoints. */
  function killedAtFile(child: ChildProcess, nth: number): Promise<string | null> {
    let seen = 0;
    child.stderr!.on('data', (chunk: Buffer) => {
      seen += chunk.toString('utf8').split('\n').length - 1;
      if (seen >= nth) child.kill('SIGKILL');
    });
    return ended(child);
  }
  async function resultsIn(folder: string): Promise<Readonly<Record<string, string>>> {
    const db = await openDb({ file: join(folder, 'anchordesk.db') });
    const hashes = await trainingOver(db, folder).hashes(RUN);
    await db.close();
    return hashes;
  }

  it(`resumes to the same models, ${KILLS} times`, async () => {
    const random = createRandom(20_261_121);
    let landed = 0;
    let reused = 0;
    let continued = 0;
    for (let kill = 0; landed < KILLS && kill < MOST_ATTEMPTS; kill++) {
      const folder = copyOf(`kill-${kill}`);
      const cores = 1 + (kill % 2);
      const at = 1 + random.integer(statements);
      const signal =
        kill % 3 === 0
          ? await ended(start(folder, cores, at))
          : kill % 3 === 1
            ? await killedFromOutside(start(folder, cores), at)
            : await killedAtFile(start(folder, cores), 1 + random.integer(files));
      if (signal === 'SIGKILL') landed++;

      const db = await openDb({ file: join(folder, 'anchordesk.db') });
      expect(await db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
      await markInterruptedTrainings(db);
      const runs = createTrainingRunStore(db);
      const left = await runs.summary(RUN);
      if (left.state !== 'done') {
        expect(left.state).toBe('interrupted');
        const checkpoints = join(folder, 'training', 'checkpoints');
        if (readdirSync(join(folder, 'training')).includes('checkpoints'))
          continued += readdirSync(checkpoints).some((name) => name.endsWith('.bin')) ? 1 : 0;
        expect(await runs.requeue(RUN)).toBe(true);
        const desk = trainingOver(db, folder);
        expect(await desk.train(RUN, { parts: real, jobId: 'again' })).toMatchObject({ state: 'done' });
        if ((await runs.summary(RUN)).steps.reused > 0) reused++;
        if (readdirSync(join(folder, 'training')).includes('checkpoints'))
          expect(readdirSync(checkpoints).filter((name) => name.endsWith('.bin'))).toEqual([]);
      }
      expect(await trainingOver(db, folder).hashes(RUN)).toEqual(whole);
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    }
    expect(landed).toBe(KILLS);
    expect(reused).toBeGreaterThan(KILLS / 3);
    expect(continued).toBeGreaterThan(0);
  }, 240_000);

  it('gives the same models on 1, 2 and 4 threads', async () => {
    for (const cores of [1, 2, 4]) {
      const folder = join(root, `threads-${cores}`);
      mkdirSync(folder);
      const desk = await openTrainingDesk(folder);
      await desk.add(RUN, { ...request, budget: { ...request.budget, cores } });
      await desk.train(RUN, { parts: { ...real, cores } });
      const steps = await createStepStore(desk.db).list(RUN);
      expect(steps.filter(({ kind, state }) => kind === 'fit' && state === 'done')).toHaveLength(8);
      expect(await desk.hashes(RUN)).toEqual(whole);
      await desk.db.close();
    }
  }, 60_000);
});
