import { describe, expect, it } from 'vitest';
import type { Job, JobProgress, JobState } from '../../contracts/jobs.ts';
import { isActive, jobFigures, jobOutcome } from './job-words.ts';

const START = Date.UTC(2024, 2, 28, 4, 0, 0);

function job(state: JobState, progress: JobProgress): Job {
  return {
    id: 'j',
    kind: 'import',
    title: 'Import',
    state,
    payload: null,
    progress,
    result: null,
    error: null,
    createdAt: START,
    startedAt: START,
    endedAt: null,
    rerunOf: null,
  };
}

describe('jobFigures', () => {
  it('states amount, rate and remaining time', () => {
    const figures = jobFigures(
      job('running', {
        stage: 's',
        fraction: 0.5,
        done: 120_400,
        total: 240_800,
        unit: 'bars',
        eta: START + 20_000,
      }),
      START + 10_000,
    );
    expect(figures.percent).toBe(50);
    expect(figures.amount).toBe('1,20,400 of 2,40,800 bars');
    expect(figures.rate).toBe('12,040 bars/s');
    expect(figures.remaining).toBe('10 s left, about 09:30:20');
    expect(figures.elapsed).toBe('10 s');
  });

  it('never shows 100 % before the job is done', () => {
    expect(jobFigures(job('running', { stage: 's', fraction: 1 }), START).percent).toBe(99);
    expect(jobFigures(job('done', { stage: 's', fraction: 0.97 }), START).percent).toBe(100);
    expect(jobFigures(job('failed', { stage: 's', fraction: 0.4 }), START).percent).toBe(40);
  });

  it('says nothing it does not know', () => {
    const figures = jobFigures(job('running', { stage: 's', fraction: Number.NaN }), START + 500);
    expect(figures).toMatchObject({ percent: 0, amount: null, rate: null, remaining: null });
    // An estimate already in the past is no estimate.
    expect(
      jobFigures(job('running', { stage: 's', fraction: 0.9, eta: START }), START + 5_000).remaining,
    ).toBeNull();
  });

  it('knows which states still change', () => {
    expect(isActive({ state: 'queued' })).toBe(true);
    expect(isActive({ state: 'interrupted' })).toBe(false);
  });
});

describe('jobOutcome', () => {
  const ended = (state: JobState) => ({
    ...job(state, { stage: 'Measuring', fraction: 0.97 }),
    endedAt: START + 420,
  });

  it('shows the stage only while the job runs', () => {
    expect(jobOutcome(job('running', { stage: 'Measuring', fraction: 0.5 }), START)).toBe('50 % · Measuring');
    expect(jobOutcome(ended('done'), START)).toBe('Done in 420 ms');
    expect(jobOutcome(ended('cancelled'), START)).toBe('Cancelled after 420 ms');
  });

  it('gives the reason of a failure, and never an empty line', () => {
    const error = { code: 'NOT_FOUND', message: 'The file is gone.' } as const;
    expect(jobOutcome({ ...ended('failed'), error }, START)).toBe('The file is gone.');
    expect(jobOutcome(ended('failed'), START)).toContain('log');
    expect(jobOutcome({ ...job('cancelled', { stage: '', fraction: 0 }), startedAt: null }, START)).toBe(
      'Cancelled before it began',
    );
  });
});
