// Checkpoints of training live exactly as long as somebody may go on from them.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeRun } from '../../src/services/training/run/remove-run.ts';
import { createTrainingRunStore } from '../../src/services/training/run/run-store.ts';
import { createStepStore } from '../../src/services/training/run/step-store.ts';
import { openTrainingDesk, smallRequest, type TrainingDesk } from '../fixtures/training-run.ts';

describe('checkpoints', () => {
  let folder: string;
  let checkpoints: string;
  let desk: TrainingDesk;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'training-checkpoints-'));
    checkpoints = join(folder, 'training', 'checkpoints');
    desk = await openTrainingDesk(folder);
  });
  afterEach(async () => {
    await desk.db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const names = () => (existsSync(checkpoints) ? readdirSync(checkpoints).sort() : []);

  it('of a paused run stay when another run is removed, those of nobody go', async () => {
    const runs = createTrainingRunStore(desk.db);
    const steps = createStepStore(desk.db);
    const fit = {
      key: 's0/logistic/fit',
      kind: 'fit',
      segment: 0,
      family: 'logistic',
      trial: null,
      needs: [],
    } as const;
    await desk.add('paused');
    await steps.plan('paused', [fit]);
    const inputHash = 'b'.repeat(64);
    await steps.start('paused', { key: fit.key, inputHash, at: 2 });
    await steps.settle('paused', 'waiting');
    await runs.end('paused', 'paused', 3);
    mkdirSync(checkpoints, { recursive: true });
    const mine = `${inputHash}.bin`;
    for (const name of [mine, `${'c'.repeat(64)}.bin`, `${'d'.repeat(64)}.bin.1.tmp`])
      writeFileSync(join(checkpoints, name), 'state');
    await desk.add('other');
    await runs.end('other', 'cancelled', 3);
    await removeRun(desk.db, folder, 'other', () => 4);
    expect(names()).toEqual([mine]);
  });

  it('of a step whose result was stored before a kill go when the run is resumed', async () => {
    await desk.add('first', smallRequest({ trials: 1 }));
    await desk.train('first');
    expect(names()).toEqual([]);
    const trained = (await createStepStore(desk.db).list('first')).filter(({ kind }) => kind === 'fit');
    expect(trained.length).toBeGreaterThan(0);
    mkdirSync(checkpoints, { recursive: true });
    for (const { inputHash } of trained) writeFileSync(join(checkpoints, `${inputHash}.bin`), 'state');
    await desk.add('second', smallRequest({ trials: 1 }));
    await desk.train('second', { jobId: 'again' });
    expect(names()).toEqual([]);
  });
});
