// The weekend over a small real desk with a clock of its own: a Friday starts a training on a dataset brought up to the last stored day, a missed
// one is made up for once, two are never at work, what cannot start says why, and Monday reports it all.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TrainingRequest, trainingRequestSchema } from '../../src/contracts/training.ts';
import { scheduleEntrySchema } from '../../src/contracts/training-schedule.ts';
import { loadCalendar } from '../../src/services/market/index.ts';
import { createTrainingService, type TrainingWithWeekend } from '../../src/services/training/index.ts';
import { createTrainingRunStore } from '../../src/services/training/run/run-store.ts';
import { queueLauncher } from '../../src/services/training/schedule/launcher.ts';
import { createSchedule, type Weekend } from '../../src/services/training/schedule/schedule.ts';
import { createScheduleStore } from '../../src/services/training/schedule/schedule-store.ts';
import { built, fillWithSample, openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';

/** Exchange time. */
const at = (text: string) => Date.parse(`${text}+05:30`);

describe('the weekend', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weekend-'));
  let clock = at('2025-11-19T10:00');
  const now = () => clock;
  let desk: ResearchDesk;
  let training: TrainingWithWeekend;
  let weekend: Weekend;
  let datasetId: string;
  let entryId: string;
  const request = (changes: object = {}): TrainingRequest =>
    trainingRequestSchema.parse({
      datasetId,
      split: { kind: 'own', method: { kind: 'tail', share: 0.3, embargoMs: 0 } },
      holdOutSessions: 4,
      families: [{ estimator: 'logistic' }],
      trials: 1,
      // The jobs of this desk have a clock that stands at 14:23: hours that hold it would keep them waiting for ever.
      budget: { quietHours: { from: '15:00', to: '15:45' }, onBattery: 'run', wallMinutes: 60 },
      ...changes,
    });
  const entryNow = async () => (await weekend.list()).find(({ id }) => id === entryId)!;
  /** Waits for whatever the queue still does. */
  async function settled(runId: string) {
    const { jobId } = await training.get(runId);
    if (jobId !== null) await desk.jobs.waitFor(jobId);
    return training.get(runId);
  }

  beforeAll(async () => {
    desk = await openResearchDesk(folder);
    await fillWithSample(desk, { symbols: 2, sessions: 40 });
    ({ datasetId } = await built(desk, { from: '2025-01-01', to: '2025-06-20', name: 'Two names' }));
    const parts = { db: desk.db, jobs: desk.jobs, dataFolder: folder, now, calendar: loadCalendar() };
    training = createTrainingService(parts);
    weekend = createSchedule({
      ...parts,
      launcher: () => queueLauncher({ ...parts, training }),
      power: () => 'mains',
    });
  }, 60_000);
  afterAll(async () => {
    await desk.db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps an entry, with its next Friday', async () => {
    const saved = await weekend.save({
      ...{ name: ' Friday search ', rhythm: 'weekly', weekday: 5, at: '16:00' },
      ...{ refreshDataset: true, enabled: true, request: request() },
    });
    entryId = saved.id;
    expect(saved).toMatchObject({ name: 'Friday search', nextAt: at('2025-11-21T16:00'), lastRunId: null });
    const input = scheduleEntrySchema.parse(saved);
    expect((await weekend.save({ ...input, enabled: false }, entryId)).nextAt).toBeNull();
    expect((await weekend.save({ ...input, enabled: true }, entryId)).nextAt).toBe(at('2025-11-21T16:00'));
    expect(await weekend.list()).toHaveLength(1);
    await expect(weekend.save({ ...input, request: { datasetId } })).rejects.toMatchObject({
      code: 'BAD_PARAMETER',
    });
    await expect(
      weekend.save({ ...input, request: request({ datasetId: 'f'.repeat(64) }) }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('starts nothing before its time, nor in quiet hours', async () => {
    clock = at('2025-11-21T15:59');
    expect(await weekend.lookNow()).toEqual([]);
    const entry = await entryNow();
    const input = scheduleEntrySchema.parse(entry);
    await weekend.save({ ...input, at: '15:30' }, entryId);
    await desk.db.run('UPDATE training_schedule SET next_at = ? WHERE id = ?', [
      at('2025-11-21T15:30'),
      entryId,
    ]);
    clock = at('2025-11-21T15:31');
    expect(await weekend.lookNow()).toEqual([]);
    expect((await entryNow()).lastWords).toContain('waits: quiet hours until 15:45');
    expect(await training.list()).toEqual([]);
    await weekend.save({ ...input, at: '16:00' }, entryId);
  });

  it('builds the dataset up to the last stored day and trains on it', async () => {
    clock = at('2025-11-21T16:00:30');
    expect(await weekend.lookNow()).toEqual(['Started "Friday search".']);
    const entry = await entryNow();
    expect(entry).toMatchObject({ nextAt: at('2025-11-28T16:00'), lastStartedAt: clock });
    expect(entry.lastWords).toBe('Dataset built again up to 2025-06-30.');
    const run = await settled(entry.lastRunId!);
    expect(run).toMatchObject({
      state: 'done',
      name: 'Friday search · 2025-11-21',
      datasetName: 'Two names',
    });
    expect(run.datasetId).not.toBe(datasetId);
    expect(await desk.datasets.get(run.datasetId)).toMatchObject({ to: '2025-06-30', from: '2025-01-01' });
    // The next start goes on from this dataset.
    expect((entry.request as TrainingRequest).datasetId).toBe(run.datasetId);
    expect(await weekend.lookNow()).toEqual([]);
  }, 60_000);

  it('reports on Monday at 08:00, once', async () => {
    clock = at('2025-11-24T07:59');
    expect(await weekend.lookNow()).toEqual([]);
    clock = at('2025-11-24T08:00:10');
    const [words] = await weekend.lookNow();
    expect(words).toContain('weekend-2025-11-24');
    expect(await weekend.lookNow()).toEqual([]);
    const [report] = await weekend.reports();
    expect(report!.ran).toMatchObject([{ name: 'Friday search · 2025-11-21', state: 'done' }]);
    expect(report!.won).toMatchObject([
      { title: 'Logistic regression', words: expect.stringContaining('first of its dataset') },
    ]);
    expect(report!.changed).toEqual([expect.stringMatching(/^Two names: new/)]);
    expect(report!.failed).toEqual([]);
    expect(report!.budget).toMatchObject({ allowedMs: 3_600_000, sleepsMs: 0 });
    expect(await weekend.report(report!.id)).toEqual(report);
    const html = readFileSync(join(folder, report!.html), 'utf8');
    expect(html).toContain('Friday search · 2025-11-21');
    expect(html).not.toMatch(/<script|https?:\/\//i);
  });

  it('makes up for missed Fridays once, and says so', async () => {
    clock = at('2025-12-07T11:00');
    expect(await weekend.due()).toMatchObject([
      { verdict: { kind: 'start', words: expect.stringMatching(/^2 starts/) } },
    ]);
    expect(await weekend.lookNow()).toEqual([
      expect.stringContaining('report of the weekend'),
      'Started "Friday search".',
    ]);
    const entry = await entryNow();
    expect(entry.lastWords).toMatch(/^2 starts since 2025-11-28 .* No new day was stored since/);
    expect(entry.nextAt).toBe(at('2025-12-12T16:00'));
    const run = await settled(entry.lastRunId!);
    expect(run.state).toBe('done');
    expect(await weekend.lookNow()).toEqual([]);
  }, 60_000);

  it('compares with the report before', async () => {
    clock = at('2025-12-08T09:00');
    const { changed, won } = await weekend.makeReport();
    expect(changed).toEqual([expect.stringMatching(/^Two names: the same/)]);
    expect(won[0]!.words).toMatch(/As good as the best before/);
  });

  it('never has two at once', async () => {
    const { lastRunId } = await entryNow();
    const runs = createTrainingRunStore(desk.db);
    await desk.db.run(`UPDATE training_run SET state = 'running' WHERE id = ?`, [lastRunId]);
    await expect(weekend.runNow(entryId)).rejects.toMatchObject({ code: 'CONFLICT' });
    await runs.end(lastRunId!, 'paused', clock);
    const store = createScheduleStore(desk.db);
    expect(await store.claim(entryId)).toBe(true);
    await expect(weekend.runNow(entryId)).rejects.toMatchObject({ code: 'CONFLICT' });
    await store.release(entryId);
    // A claim of a process that is gone counts for nothing.
    await desk.db.run(`UPDATE training_schedule SET claimed_pid = 1, claimed_start = 'another boot:1'`);
    expect(await store.claim(entryId)).toBe(true);
    await store.release(entryId);
  });

  it('says why an entry could not start, and tries again the week after', async () => {
    await desk.db.run(`UPDATE training_schedule SET request = json_set(request, '$.holdOutSessions', 9)`);
    clock = at('2025-12-12T16:00:05');
    const [words] = await weekend.lookNow();
    expect(words).toMatch(/not started: .*reserved its last 4 sessions/);
    const entry = await entryNow();
    expect(entry).toMatchObject({
      nextAt: at('2025-12-19T16:00'),
      lastWords: expect.stringMatching(/^Not started/),
    });
    expect(await weekend.lookNow()).toEqual([]);
    expect((await weekend.makeReport()).failed).toContainEqual(
      expect.stringMatching(/^Friday search: Not started/),
    );
    await desk.db.run(`UPDATE training_schedule SET request = json_set(request, '$.holdOutSessions', 4)`);
  });

  it('stays due where the application closes meanwhile', async () => {
    clock = at('2025-12-19T16:00:05');
    const closing = new AbortController();
    const stopped = createSchedule({
      ...{ db: desk.db, dataFolder: folder, now, calendar: loadCalendar(), power: () => 'mains' as const },
      launcher: () => ({
        build: async () => {
          throw new Error('not asked for');
        },
        train: async () => {
          closing.abort();
          throw new Error('AnchorDesk is closing.');
        },
        resume: async () => {},
      }),
    });
    await stopped.lookNow(closing.signal);
    expect(await weekend.due()).toMatchObject([
      { nextAt: at('2025-12-19T16:00'), verdict: { kind: 'start' } },
    ]);
    // Nothing is begun by a look that comes too late.
    expect(await weekend.lookNow(closing.signal)).toEqual([]);
  });

  it('takes up an interrupted run again, three times at most', async () => {
    const { lastRunId } = await entryNow();
    await desk.db.run(`UPDATE training_run SET state = 'interrupted' WHERE id = ?`, [lastRunId]);
    await desk.db.run(`UPDATE training_step SET state = 'waiting' WHERE run_id = ? AND key = 'report'`, [
      lastRunId,
    ]);
    expect(await weekend.resumeInterrupted()).toEqual(['Resumed the run of "Friday search".']);
    expect((await settled(lastRunId!)).state).toBe('done');
    for (let k = 0; k < 2; k++) {
      await desk.db.run(`UPDATE training_run SET state = 'interrupted' WHERE id = ?`, [lastRunId]);
      expect(await weekend.resumeInterrupted()).toHaveLength(1);
      await settled(lastRunId!);
    }
    await desk.db.run(`UPDATE training_run SET state = 'interrupted' WHERE id = ?`, [lastRunId]);
    expect(await weekend.resumeInterrupted()).toEqual([]);
    expect((await entryNow()).lastWords).toContain('not taken up again');
    expect(await weekend.resumeInterrupted()).toEqual([]);
  }, 60_000);

  it('tells of a candidate that is gone, and of an entry removed', async () => {
    for (const { id } of await training.list()) await training.remove(id);
    clock = at('2025-12-22T08:30');
    const { changed, ran } = await weekend.makeReport();
    expect(ran).toEqual([]);
    expect(changed).toEqual([expect.stringMatching(/^Two names: gone/)]);
    await weekend.remove(entryId);
    expect(await weekend.list()).toEqual([]);
    await expect(weekend.runNow(entryId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(existsSync(join(folder, 'training', 'weekend'))).toBe(true);
  });
});
