// Training runs on a bad day: files damaged or gone, a full disk, a dataset removed before its job began, two runs over the same steps at
// once, stopping before anything started. Whatever happens, a run ends in the results of an undisturbed one, or says why it did not.

import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/contracts/errors.ts';
import { createResultStore } from '../../src/services/training/run/result-store.ts';
import {
  createTrainingRunStore,
  markInterruptedTrainings,
} from '../../src/services/training/run/run-store.ts';
import { createStepStore } from '../../src/services/training/run/step-store.ts';
import type { TailLibrary } from '../../src/services/training/run/tail-library.ts';
import { fakeTail } from '../fakes/training-tail.ts';
import { openTrainingDesk, smallRequest, type TrainingDesk, trainingOver } from '../fixtures/training-run.ts';

const RUN = 'run-of-test';

describe('a training run on a bad day', () => {
  let folder: string;
  let desk: TrainingDesk;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'training-adversity-'));
    desk = await openTrainingDesk(folder);
  });
  afterEach(async () => {
    delete process.env.TRAINING_FAKE;
    await desk.db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const runs = () => createTrainingRunStore(desk.db);
  const stepsOf = (runId = RUN) => createStepStore(desk.db).list(runId);
  const objects = () =>
    readdirSync(join(folder, 'training', 'objects'), { recursive: true })
      .map((name) => join(folder, 'training', 'objects', String(name)))
      .filter((path) => /[0-9a-f]{64}$/.test(path))
      .sort();

  it.each([
    ['gone', (path: string) => rmSync(path)],
    ['cut', (path: string) => truncateSync(path, 3)],
    ['empty', (path: string) => truncateSync(path, 0)],
    [
      'changed without changing its length',
      (path: string) =>
        writeFileSync(
          path,
          readFileSync(path).map((byte, k) => (k === 1 ? byte ^ 1 : byte)),
        ),
    ],
  ])('computes again what made an object that is %s, and nothing else comes out', async (_, harm) => {
    const request = smallRequest({ softVote: true, trials: 1 });
    await desk.add(RUN, request);
    await desk.train(RUN);
    const before = await desk.hashes(RUN);
    const kept = new Map(objects().map((path) => [path, readFileSync(path).toString('base64')]));
    for (const path of objects()) harm(path);
    await desk.add('run-after', request);
    await desk.train('run-after', { jobId: 'after' });
    expect(await desk.hashes('run-after')).toEqual(before);
    expect(new Map(objects().map((path) => [path, readFileSync(path).toString('base64')]))).toEqual(kept);
    const computed = (await stepsOf('run-after')).filter(({ reused, state }) => !reused && state === 'done');
    expect(new Set(computed.map(({ kind }) => kind))).toEqual(
      new Set(['split', 'fit', 'blend', 'evaluate', 'report']),
    );
  });

  it('stops at a full disk, keeps what was finished, and goes on when there is space again', async () => {
    await desk.add(RUN);
    process.env.TRAINING_FAKE = 'full disk 1/leafwise';
    await expect(desk.train(RUN)).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(await runs().summary(RUN)).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/disk is full/),
    });
    const done = (await stepsOf()).filter(({ state }) => state === 'done').length;
    expect((await stepsOf()).some(({ state }) => state === 'running' || state === 'failed')).toBe(false);
    delete process.env.TRAINING_FAKE;
    expect(await runs().requeue(RUN)).toBe(true);
    await desk.train(RUN, { jobId: 'again' });
    const steps = await stepsOf();
    expect(steps.filter(({ reused }) => reused).length).toBeGreaterThanOrEqual(done - 1);
    await desk.add('undisturbed');
    await desk.db.run('DELETE FROM training_result');
    await desk.train('undisturbed', { jobId: 'undisturbed' });
    expect(await desk.hashes(RUN)).toEqual(await desk.hashes('undisturbed'));
  });

  it('tells why it failed where not even that can be stored, and is interrupted at the next start', async () => {
    await desk.add(RUN);
    let full = false;
    const run: typeof desk.db.run = (sql, parameters) =>
      full ? Promise.reject(new Error('database or disk is full')) : desk.db.run(sql, parameters);
    const loadTable = async () => {
      full = true;
      throw new AppError('DISK_FULL', 'The disk is full: nothing was read.');
    };
    const lines: string[] = [];
    const stuck = trainingOver({ ...desk.db, run }, folder);
    await expect(
      stuck.train(RUN, { parts: { loadTable }, log: (line) => lines.push(line) }),
    ).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(lines.join()).toContain('Its end could not be stored');
    expect((await runs().summary(RUN)).state).toBe('running');
    expect(await markInterruptedTrainings(desk.db)).toBe(1);
    expect(await runs().requeue(RUN)).toBe(true);
    expect(await desk.train(RUN, { jobId: 'again' })).toMatchObject({ state: 'done' });
  });

  it('keeps results while any run is queued or goes on, whoever removes another', async () => {
    await desk.add('first');
    await desk.train('first');
    const results = createResultStore(desk.db);
    const count = async () =>
      (await desk.db.get<{ n: number }>('SELECT count(*) AS n FROM training_result'))!.n;
    const all = await count();
    await runs().remove('first');
    await desk.add('waits');
    expect(await results.prune()).toBeNull();
    expect(await count()).toBe(all);
    await runs().end('waits', 'paused', 5);
    expect(await results.prune()).toEqual(new Set());
    expect(await count()).toBe(0);
  });

  it('fails with the reason where the dataset is gone or is another by the time it begins, and reserves nothing', async () => {
    await desk.add(RUN);
    const gone = async () => {
      throw new AppError('NOT_FOUND', 'There is no dataset made-dataset.');
    };
    await expect(desk.train(RUN, { parts: { loadTable: gone } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await runs().summary(RUN)).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/no dataset/),
    });
    const { madeTable } = await import('../fixtures/training-run.ts');
    const other = async () => ({ ...madeTable(), datasetHash: 'b'.repeat(64) });
    await runs().requeue(RUN);
    await expect(desk.train(RUN, { jobId: 'other', parts: { loadTable: other } })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(await desk.db.get('SELECT 1 FROM hold_out')).toBeUndefined();
    // A failed run is resumed like any other.
    await runs().requeue(RUN);
    expect(await desk.train(RUN, { jobId: 'third' })).toMatchObject({ state: 'done' });
    expect((await runs().summary(RUN)).error).toBeNull();
  });

  it('shares what is computed with another run that goes on at the same time', async () => {
    await desk.add('first');
    await desk.add('second', smallRequest({ trials: 3 }));
    await desk.add('third');
    await Promise.all(['first', 'second', 'third'].map((runId) => desk.train(runId, { jobId: runId })));
    expect(await desk.hashes('third')).toEqual(await desk.hashes('first'));
    const alone = mkdtempSync(join(tmpdir(), 'training-adversity-'));
    const other = await openTrainingDesk(alone);
    try {
      await other.add('second', smallRequest({ trials: 3 }));
      await other.train('second');
      expect(await desk.hashes('second')).toEqual(await other.hashes('second'));
    } finally {
      await other.db.close();
      rmSync(alone, { recursive: true, force: true });
    }
    expect(readdirSync(join(folder, 'training', 'checkpoints'))).toEqual([]);
  });

  it('pauses before its first step, and then begins', async () => {
    await desk.add(RUN);
    let asked = false;
    const ended = await desk.train(RUN, {
      onProgress: () => {
        if (asked) return;
        asked = true;
        void runs().askToStop(RUN, 'pause');
      },
    });
    expect(ended.state).toBe('paused');
    expect((await stepsOf()).filter(({ state, kind }) => state === 'done' && kind !== 'split')).toEqual([]);
    await runs().requeue(RUN);
    expect(await desk.train(RUN, { jobId: 'again' })).toMatchObject({ state: 'done' });
  });

  it('takes another thread where one dies between two steps', async () => {
    await desk.add(RUN, smallRequest({ budget: { cores: 1 } }));
    process.env.TRAINING_FAKE = 'die idle 1/leafwise';
    expect(await desk.train(RUN)).toMatchObject({ state: 'done' });
    expect((await stepsOf()).filter(({ state }) => state === 'failed')).toEqual([]);
  });

  it.each(['cancel', 'pause'] as const)(
    'hears a %s while it is judged: judging stops, nothing is half done, and a resume judges again',
    async (asked) => {
      await desk.add(RUN, smallRequest({ trials: 1 }));
      let begun = 0;
      const evaluate: TailLibrary['evaluate'] = async (_parts, { signal }) => {
        begun++;
        await runs().askToStop(RUN, asked);
        await once(signal, 'abort');
        signal.throwIfAborted();
        return [];
      };
      const stopped = desk.train(RUN, { parts: { tail: async () => ({ ...fakeTail, evaluate }) } });
      if (asked === 'cancel') await expect(stopped).rejects.toMatchObject({ code: 'CANCELLED' });
      else await expect(stopped).resolves.toMatchObject({ state: 'paused' });
      expect(await runs().summary(RUN)).toMatchObject({
        state: asked === 'cancel' ? 'cancelled' : 'paused',
        error: null,
      });
      const left = (await stepsOf()).filter(({ state }) => state !== 'done').map(({ key }) => key);
      expect(left).toEqual(['evaluate', 'bundle/logistic', 'bundle/leafwise', 'report']);
      expect(begun).toBe(1);
      await runs().requeue(RUN);
      expect(await desk.train(RUN, { jobId: 'again' })).toMatchObject({ state: 'done' });
      expect((await stepsOf()).find(({ key }) => key === 'evaluate')!.state).toBe('done');
    },
  );

  it('is forgotten in the middle of its pause, and still ends as if nothing had happened', async () => {
    await desk.add('whole');
    await desk.train('whole');
    const whole = await desk.hashes('whole');
    await desk.db.run('DELETE FROM training_result');
    await desk.add(RUN);
    let asked = false;
    await desk.train(RUN, {
      jobId: 'job',
      onProgress: ({ done = 0 }) => {
        if (asked || done < 9) return;
        asked = true;
        void runs().askToStop(RUN, 'pause');
      },
    });
    const forgotten = await createStepStore(desk.db).forget(RUN, 's0/leafwise/t0');
    expect(forgotten).toContain('s0/leafwise/fit');
    await runs().requeue(RUN);
    // Killed once more while it computes them again.
    const abort = new AbortController();
    let killed = false;
    await desk
      .train(RUN, {
        jobId: 'job2',
        signal: abort.signal,
        onProgress: ({ done = 0 }) => {
          if (killed || done < 11) return;
          killed = true;
          abort.abort();
        },
      })
      .catch((error: AppError) => expect(error.code).toBe('CANCELLED'));
    await runs().requeue(RUN);
    await desk.train(RUN, { jobId: 'job3' });
    expect(await desk.hashes(RUN)).toEqual(whole);
  });
});
