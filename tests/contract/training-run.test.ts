// Runs of training from start to end over a made table: order, reuse, stopping, budgets, failures. The computations are small fakes; the
// threads, the store and the files are real.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createResultStore } from '../../src/services/training/run/result-store.ts';
import {
  createTrainingRunStore,
  markInterruptedTrainings,
} from '../../src/services/training/run/run-store.ts';
import { createStepStore } from '../../src/services/training/run/step-store.ts';
import type { ThreadOutput } from '../../src/services/training/steps/contract.ts';
import { openTrainingDesk, smallRequest, type TrainingDesk } from '../fixtures/training-run.ts';

const RUN = 'run-of-test';

describe('a training run', () => {
  let folder: string;
  let desk: TrainingDesk;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'training-run-'));
    desk = await openTrainingDesk(folder);
  });
  afterEach(async () => {
    delete process.env.TRAINING_FAKE;
    await desk.db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const stepsOf = (runId = RUN) => createStepStore(desk.db).list(runId);
  const runs = () => createTrainingRunStore(desk.db);
  const resultsOf = async (runId = RUN) => {
    const steps = await stepsOf(runId);
    const results = await createResultStore(desk.db).many(steps.flatMap(({ inputHash }) => inputHash ?? []));
    return new Map<string, ThreadOutput | undefined>(
      steps.map((step) => [step.key, results.get(step.inputHash ?? '')?.output]),
    );
  };
  const checkpoints = () => {
    const path = join(folder, 'training', 'checkpoints');
    return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.bin')) : [];
  };
  /** Trains until so many steps are done, then does `act`; resolves with how the job ended. */
  async function trainUntil(
    done: number,
    act: () => void,
    options: Parameters<TrainingDesk['train']>[1] = {},
  ) {
    let acted = false;
    return desk
      .train(RUN, {
        ...options,
        onProgress: (progress) => {
          if (acted || (progress.done ?? 0) < done) return;
          acted = true;
          act();
        },
      })
      .then(
        (result) => result.state,
        (error: { code: string }) => error.code,
      );
  }

  it('computes every step once, each after the steps it reads', async () => {
    await desk.add(RUN);
    expect(await desk.train(RUN)).toEqual({ runId: RUN, state: 'done' });
    const steps = await stepsOf();
    const run = await runs().get(RUN);
    expect(run).toMatchObject({
      state: 'done',
      segments: 3,
      trials: 16,
      splitWords: 'walk-forward 20/10 sessions, 3 folds',
      waitingFor: null,
      error: null,
    });
    expect(run.holdOut).toMatchObject({ sessions: 10 });
    expect(run.activeMs).toBeGreaterThan(0);
    const trained = steps.filter((step) => step.kind === 'trial' || step.kind === 'fit');
    expect(trained).toHaveLength(2 * 4 * 3);
    expect(new Set(trained.map(({ state, reused }) => `${state} ${reused}`))).toEqual(
      new Set(['done false']),
    );
    for (const step of trained)
      for (const need of step.needs)
        expect(steps.find(({ key }) => key === need)!.endedAt).toBeLessThanOrEqual(step.startedAt!);
    expect(checkpoints()).toEqual([]);
    const temporary = readdirSync(join(folder, 'training'), { recursive: true }).map(String);
    expect(temporary.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('gives a fit the best parameters of its own study, and each trial those before it', async () => {
    await desk.add(RUN, smallRequest({ trials: 4 }));
    await desk.train(RUN);
    const results = await resultsOf();
    const trials = [0, 1, 2, 3].map((t) => results.get(`s1/leafwise/t${t}`));
    const scores = trials.map((one) => (one?.kind === 'trial' ? one.trial!.score! : Number.NaN));
    const best = trials[scores.indexOf(Math.min(...scores))];
    const fit = results.get('s1/leafwise/fit');
    if (best?.kind !== 'trial' || fit?.kind !== 'fit') throw new Error('not computed');
    expect(fit.parameters).toMatchObject(best.trial!.values);
    expect(fit.searchScore).toBe(Math.min(...scores));
    expect(trials.map((one) => (one?.kind === 'trial' ? one.trial!.index : -1))).toEqual([0, 1, 2, 3]);
    // Places have chances of their own.
    const elsewhere = results.get('s2/leafwise/t1');
    expect(elsewhere?.kind === 'trial' && elsewhere.trial!.values).not.toEqual(
      trials[1]?.kind === 'trial' && trials[1].trial!.values,
    );
  });

  it('takes what another run computed from the same inputs, and computes only what differs', async () => {
    await desk.add('run-first');
    await desk.train('run-first');
    await desk.add('run-second', smallRequest({ trials: 3 }));
    await desk.train('run-second', { jobId: 'second' });
    const steps = await stepsOf('run-second');
    const trials = steps.filter(({ kind }) => kind === 'trial');
    // TPE draws its start at random from the index alone, so the first two trials are those of the first run.
    expect(trials.filter(({ reused }) => reused).map(({ trial }) => trial)).toEqual(
      Array(8).fill([0, 1]).flat(),
    );
    expect(trials.filter(({ reused }) => !reused).every(({ trial }) => trial === 2)).toBe(true);
    expect((await runs().summary('run-second')).steps.reused).toBeGreaterThanOrEqual(16);
  });

  it('pauses and resumes to the results of an uninterrupted run', async () => {
    await desk.add('run-whole');
    await desk.train('run-whole');
    const whole = await desk.hashes('run-whole');
    await desk.db.exec('DELETE FROM training_result');
    await desk.add(RUN);
    expect(await trainUntil(4, () => void runs().askToStop(RUN, 'pause'))).toBe('paused');
    const paused = await runs().summary(RUN);
    expect(paused.state).toBe('paused');
    expect(paused.steps.done).toBeLessThan(paused.steps.total);
    expect((await stepsOf()).some(({ state }) => state === 'running')).toBe(false);
    expect(await runs().requeue(RUN)).toBe(true);
    await desk.train(RUN, { jobId: 'again' });
    expect(await desk.hashes(RUN)).toEqual(whole);
    expect((await runs().summary(RUN)).steps.reused).toBeGreaterThanOrEqual(4);
    expect(checkpoints()).toEqual([]);
  });

  it('ends cancelled when asked, and interrupted when its job is stopped; both go on later', async () => {
    await desk.add(RUN);
    expect(await trainUntil(3, () => void runs().askToStop(RUN, 'cancel'))).toBe('CANCELLED');
    expect((await runs().summary(RUN)).state).toBe('cancelled');
    expect((await stepsOf()).filter(({ state }) => state === 'waiting')).toEqual([]);
    await runs().requeue(RUN);
    const stop = new AbortController();
    expect(await trainUntil(6, () => stop.abort(), { signal: stop.signal, jobId: 'second' })).toBe(
      'CANCELLED',
    );
    expect((await runs().summary(RUN)).state).toBe('interrupted');
    await runs().requeue(RUN);
    expect(await desk.train(RUN, { jobId: 'third' })).toMatchObject({ state: 'done' });
  });

  it('is not taken by a second job, nor by one that comes after it was cancelled', async () => {
    await desk.add(RUN);
    await runs().attachJob(RUN, 'its-own');
    await expect(desk.train(RUN, { jobId: 'another' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await runs().end(RUN, 'cancelled', 5);
    await expect(desk.train(RUN, { jobId: 'its-own' })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await runs().summary(RUN)).state).toBe('cancelled');
  });

  it('skips what reads a failed step, says so, and goes on with the rest', async () => {
    process.env.TRAINING_FAKE = 'throw 1/leafwise';
    await desk.add(RUN, smallRequest({ softVote: true, stack: 'logistic' }));
    expect(await desk.train(RUN)).toMatchObject({ state: 'done' });
    const byKey = new Map((await stepsOf()).map((step) => [step.key, step]));
    expect(byKey.get('s1/leafwise/t0')).toMatchObject({ state: 'failed', error: 'the made failure' });
    expect(byKey.get('s1/leafwise/t1')).toMatchObject({ state: 'skipped', words: 'trial 1 failed' });
    expect(byKey.get('s1/leafwise/fit')).toMatchObject({
      state: 'skipped',
      words: 'trial 1 of its search failed',
    });
    expect(byKey.get('s1/soft-vote/fit')).toMatchObject({ state: 'skipped' });
    expect(byKey.get('s2/leafwise/fit')).toMatchObject({ state: 'done' });
    expect(byKey.get('s2/soft-vote/fit')).toMatchObject({ state: 'done' });
    expect(byKey.get('s0/stack/fit')).toMatchObject({ state: 'skipped', words: 'no earlier segment' });
    expect((await runs().get(RUN)).notes).toContain('s1/leafwise/t0 failed: the made failure');
    // What failed gets another chance with the next start.
    delete process.env.TRAINING_FAKE;
    await runs().requeue(RUN);
    await desk.train(RUN, { jobId: 'again' });
    expect((await runs().summary(RUN)).steps).toMatchObject({ failed: 0 });
    expect((await stepsOf()).find(({ key }) => key === 's1/soft-vote/fit')!.state).toBe('done');
  });

  it('tries a step again whose thread dies, once, and leaves the others alone', async () => {
    process.env.TRAINING_FAKE = 'die 0/logistic';
    await desk.add(RUN);
    expect(await desk.train(RUN)).toMatchObject({ state: 'done' });
    const steps = await stepsOf();
    const dead = steps.find(({ key }) => key === 's0/logistic/t0')!;
    expect(dead.state).toBe('failed');
    expect(dead.error).toMatch(/ended unexpectedly 2 times \(exit code 3\)/);
    expect(steps.filter(({ state }) => state === 'failed')).toHaveLength(1);
    expect(steps.find(({ key }) => key === 's0/leafwise/fit')!.state).toBe('done');
  });

  it('says which trials failed when none of a study came to an end', async () => {
    process.env.TRAINING_FAKE = 'fail-trials 0/leafwise';
    await desk.add(RUN);
    await desk.train(RUN);
    const steps = await stepsOf();
    expect(steps.find(({ key }) => key === 's0/leafwise/t1')).toMatchObject({
      state: 'done',
      words: 'made to fail',
    });
    expect(steps.find(({ key }) => key === 's0/leafwise/fit')).toMatchObject({
      state: 'skipped',
      words: 'no trial of its search came to an end (made to fail)',
    });
  });

  it('begins no new trial once the minutes are used up, and finishes what is there', async () => {
    await desk.add(RUN, smallRequest({ trials: 8, budget: { cores: 2, wallMinutes: 1 } }));
    await desk.db.exec('UPDATE training_run SET active_ms = 59800');
    expect(await desk.train(RUN)).toMatchObject({ state: 'done' });
    const steps = await stepsOf();
    const late = steps.filter(({ words }) => words.startsWith('not begun: the 1 minutes'));
    expect(late.length).toBeGreaterThan(0);
    expect(late.every(({ state, kind }) => state === 'skipped' && kind === 'trial')).toBe(true);
    // Trials go round the segments in turn, so that each has some.
    for (const fit of steps.filter(({ kind }) => kind === 'fit')) {
      const own = steps.filter(
        (step) => step.kind === 'trial' && step.segment === fit.segment && step.family === fit.family,
      );
      expect(fit.state).toBe(own.some(({ state }) => state === 'done') ? 'done' : 'skipped');
    }
    expect(
      (await runs().get(RUN)).notes.some((note) => note.includes('minutes of training are used up')),
    ).toBe(true);
  });

  it('stands still on battery and goes on when power is back, from its checkpoints', async () => {
    await desk.add('run-whole');
    await desk.train('run-whole');
    const whole = await desk.hashes('run-whole');
    await desk.db.exec('DELETE FROM training_result');
    let looked = 0;
    // A look a second, remembered for ten of them: the clock of the run is fast, so that each looks anew.
    let clock = 1_760_000_000_000;
    const waits: (string | null)[] = [];
    await desk.add(RUN);
    await desk.train(RUN, {
      now: () => {
        clock += 11_000;
        return clock;
      },
      parts: {
        power: () => {
          looked++;
          return looked >= 2 && looked < 6 ? 'battery' : 'mains';
        },
      },
      onProgress: ({ stage }) => void waits.push(stage),
    });
    expect(waits).toContain('Waiting: the machine runs on battery');
    expect(await desk.hashes(RUN)).toEqual(whole);
  });

  it('forgets a step with those that read it, and computes them again', async () => {
    await desk.add(RUN);
    await desk.train(RUN);
    const before = await desk.hashes(RUN);
    const forgotten = await createStepStore(desk.db).forget(RUN, 's1/leafwise/t1');
    expect(forgotten).toEqual([
      's1/leafwise/t1',
      's1/leafwise/fit',
      'evaluate',
      'bundle/logistic',
      'bundle/leafwise',
      'report',
    ]);
    await runs().requeue(RUN);
    await desk.train(RUN, { jobId: 'again' });
    const steps = await stepsOf();
    const again = steps.filter((step) => !step.reused && (step.kind === 'trial' || step.kind === 'fit'));
    expect(again.map(({ key }) => key)).toEqual(['s1/leafwise/t1', 's1/leafwise/fit']);
    expect(steps.some(({ forgotten: still }) => still)).toBe(false);
    expect(await desk.hashes(RUN)).toEqual(before);
    await expect(createStepStore(desk.db).forget(RUN, 's9/none/fit')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('keeps the hold-out of the first run and refuses another', async () => {
    await desk.add(RUN);
    await desk.train(RUN);
    await desk.add('run-greedy', smallRequest({ holdOutSessions: 5 }));
    await expect(desk.train('run-greedy', { jobId: 'second' })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await runs().summary('run-greedy')).toMatchObject({ state: 'failed' });
    expect((await runs().summary('run-greedy')).error).toContain('reserved its last 10 sessions');
  });

  it('leaves out families it cannot train, each with its reason', async () => {
    await desk.add(
      RUN,
      smallRequest({
        families: [{ estimator: 'leafwise' }, { estimator: 'ridge' }, { estimator: 'nobody' }],
        softVote: true,
      }),
    );
    await desk.train(RUN);
    const run = await runs().get(RUN);
    expect(run.families).toEqual(['leafwise']);
    expect(run.notes).toEqual(
      expect.arrayContaining([
        'ridge is left out: it does not learn binary labels.',
        expect.stringMatching(/^nobody is left out: there is no estimator nobody/),
        'The vote is left out: it needs two families or more.',
      ]),
    );
  });

  it('marks a run whose process is gone as interrupted, and none other', async () => {
    await desk.add(RUN);
    await desk.add('run-alive');
    await runs().begin(RUN, 'gone', 1);
    await desk.db.run(
      `INSERT INTO job (id, kind, title, state, payload, progress, created_at, owner_pid)
       VALUES ('alive', 'training', 't', 'running', '{}', '{}', 1, 1)`,
    );
    await runs().begin('run-alive', 'alive', 1);
    expect(await markInterruptedTrainings(desk.db)).toBe(1);
    expect((await runs().summary(RUN)).state).toBe('interrupted');
    expect((await runs().summary('run-alive')).state).toBe('running');
  });
});
