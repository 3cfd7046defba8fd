// Runs of training from start to end over a made table: order, reuse, resuming, budgets, failures. The computations are small fakes, the
// threads, the store and the files are real.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTrainingRunStore } from '../../src/services/training/run/run-store.ts';
import { createStepStore } from '../../src/services/training/run/step-store.ts';
import { openTrainingDesk, smallRequest, type TrainingDesk } from '../fixtures/training-run.ts';

describe('a training run', () => {
  let folder: string;
  let desk: TrainingDesk;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'training-run-'));
    desk = await openTrainingDesk(folder);
  });
  afterEach(async () => {
    await desk.db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const stepsOf = (runId: string) => createStepStore(desk.db).list(runId);
  const runOf = (runId: string) => createTrainingRunStore(desk.db).get(runId);

  it('computes every step once, in an order in which each reads what it needs', async () => {
    await desk.add('run-whole');
    expect(await desk.train('run-whole')).toEqual({ runId: 'run-whole', state: 'done' });
    const steps = await stepsOf('run-whole');
    const run = await runOf('run-whole');
    expect(run).toMatchObject({
      state: 'done',
      segments: 3,
      splitWords: 'walk-forward 20/10 sessions, 3 folds',
    });
    expect(run.holdOut).toMatchObject({ sessions: 10 });
    const fits = steps.filter((step) => step.kind === 'trial' || step.kind === 'fit');
    expect(fits.map(({ state, reused }) => ({ state, reused }))).toEqual(
      fits.map(() => ({ state: 'done', reused: false })),
    );
    expect(fits).toHaveLength(2 * 4 * 3);
    for (const step of fits)
      for (const need of step.needs) {
        const before = steps.find(({ key }) => key === need)!;
        expect(before.endedAt).toBeLessThanOrEqual(step.startedAt!);
      }
  });
});
