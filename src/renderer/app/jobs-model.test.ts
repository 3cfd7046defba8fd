import { describe, expect, it } from 'vitest';
import type { Job, JobKind, JobState } from '../../contracts/jobs.ts';
import { mergeJob } from './merge-job.ts';
import { isOwnDoing, resultLink } from './result-link.ts';

function job(id: string, createdAt: number, more: Partial<Job> = {}): Job {
  return {
    id,
    kind: 'import' as JobKind,
    title: id,
    state: 'running' as JobState,
    payload: null,
    progress: { stage: '', fraction: 0 },
    result: null,
    error: null,
    createdAt,
    startedAt: null,
    endedAt: null,
    rerunOf: null,
    ...more,
  };
}

describe('mergeJob', () => {
  it('replaces in place and puts new jobs first', () => {
    const list = [job('b', 2), job('a', 1)];
    expect(mergeJob(list, job('a', 1, { state: 'done' }))?.map((each) => [each.id, each.state])).toEqual([
      ['b', 'running'],
      ['a', 'done'],
    ]);
    expect(mergeJob(list, job('c', 3))?.map((each) => each.id)).toEqual(['c', 'b', 'a']);
  });
  it('keeps reports out of the list, and the ids that lead to a result in it', () => {
    const list = [job('a', 1)];
    const study = job('a', 1, { kind: 'feature-study', state: 'done', result: { correlation: [[1]] } });
    expect(mergeJob(list, study)?.[0]).toEqual({ ...study, result: null });
    expect(study.result).toEqual({ correlation: [[1]] });
    const build = job('a', 1, { kind: 'dataset', state: 'done', result: { datasetId: 'd' } });
    expect(mergeJob(list, build)?.[0]).toEqual(build);
  });
  it('does not invent a list that was never read', () => {
    expect(mergeJob(undefined, job('a', 1))).toBeUndefined();
  });
});

describe('resultLink', () => {
  it('leads to the run a backtest made, by result or payload', () => {
    const done = { kind: 'backtest' as const, state: 'done' as const };
    expect(resultLink(job('a', 1, { ...done, result: { runId: 'r1' } })).to).toEqual({
      to: '/backtests/$runId',
      params: { runId: 'r1' },
    });
    expect(resultLink(job('a', 1, { ...done, payload: { runId: 'r2' } })).to).toMatchObject({
      params: { runId: 'r2' },
    });
    expect(resultLink(job('a', 1, { ...done, result: { runId: 7 } })).to).toEqual({ to: '/backtests' });
  });
  it('leads to the run of a training however it ended, and to Monitor for a prediction', () => {
    const training = { kind: 'training' as const, payload: { runId: 'run-1' } };
    for (const state of ['done', 'failed', 'interrupted'] as const)
      expect(resultLink(job('a', 1, { ...training, state })).to).toEqual({
        to: '/training/runs/$runId',
        params: { runId: 'run-1' },
      });
    expect(resultLink(job('a', 1, { kind: 'training', state: 'done' })).to).toEqual({ to: '/training' });
    expect(resultLink(job('a', 1, { kind: 'predict', state: 'done' })).to.to).toBe('/monitor');
  });
  it('leads to Monitor when the job did not end well', () => {
    expect(resultLink(job('a', 1, { kind: 'sample', state: 'failed' })).to).toEqual({
      to: '/monitor',
      search: { job: 'a' },
    });
  });
});

describe('isOwnDoing', () => {
  it('knows what was stopped at the desk from what ended by itself', () => {
    const training = { kind: 'training' as const, state: 'done' as const };
    expect(isOwnDoing(job('a', 1, { state: 'cancelled' }))).toBe(true);
    expect(isOwnDoing(job('a', 1, { ...training, result: { runId: 'r', state: 'paused' } }))).toBe(true);
    expect(isOwnDoing(job('a', 1, { ...training, result: { runId: 'r', state: 'done' } }))).toBe(false);
    expect(isOwnDoing(job('a', 1, { kind: 'backtest', state: 'done', result: { state: 'paused' } }))).toBe(
      false,
    );
  });
});
