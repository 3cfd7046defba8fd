import { describe, expect, it } from 'vitest';
import { codec } from '../../../../contracts/codec.ts';
import type { FeatureProfile, FeatureStudy } from '../../../../contracts/features.ts';
import type { Job } from '../../../../contracts/jobs.ts';
import {
  clusterNumber,
  clusterOrder,
  latestStudy,
  neighboursOf,
  stabilityOf,
  studyOf,
  worstPsi,
} from './study-model.ts';

const profile = (name: string, psi: readonly number[] = []): FeatureProfile => ({
  name,
  rows: 10,
  missing: 0,
  mean: 0,
  std: 1,
  quantiles: [],
  histogram: { from: 0, to: 1, counts: [] },
  months: psi.map((value, k) => ({
    month: `2024-0${k + 1}`,
    rows: 10,
    missing: 0,
    mean: 0,
    std: 1,
    psi: value,
  })),
});

const study: FeatureStudy = {
  features: ['a', 'b', 'c', 'd'].map((name) => profile(name)),
  correlation: [
    [1, 0.1, -0.9, Number.NaN],
    [0.1, 1, 0.2, 0.3],
    [-0.9, 0.2, 1, 0],
    [Number.NaN, 0.3, 0, 1],
  ],
  clusters: [
    { features: ['a', 'c'], correlation: 0.9 },
    { features: ['b'], correlation: 1 },
  ],
  rows: 10,
  instruments: ['NSE:AAA'],
  from: '2024-01-01',
  to: '2024-02-01',
};

const job = (part: Partial<Job>): Job => ({
  id: 'j',
  kind: 'feature-study',
  title: '',
  state: 'done',
  payload: {
    request: {
      featureSet: { id: 'meta-5', version: 1 },
      instruments: ['NSE:AAA'],
      interval: '5m',
      from: '2024-01-01',
      to: '2024-02-01',
    },
  },
  progress: { stage: '', fraction: 1 },
  result: null,
  error: null,
  createdAt: 1,
  startedAt: null,
  endedAt: null,
  rerunOf: null,
  ...part,
});

describe('neighbours and groups', () => {
  it('orders by strength whatever the sign and leaves out what is not known', () => {
    expect(neighboursOf(study, 'a').map((one) => one.name)).toEqual(['c', 'b']);
    expect(neighboursOf(study, 'a')[0]?.correlation).toBe(-0.9);
    expect(neighboursOf(study, 'unknown')).toEqual([]);
  });
  it('puts the members of a group side by side and keeps every feature once', () => {
    expect(clusterOrder(study)).toEqual([0, 2, 1, 3]);
    expect(clusterNumber(study, 'c')).toBe(1);
    expect(clusterNumber(study, 'b')).toBeNull();
  });
});

describe('stability', () => {
  it('takes the worst month and names it by the customary bounds', () => {
    expect(worstPsi(profile('a', [Number.NaN, 0.02, 0.3]))).toBe(0.3);
    expect(worstPsi(profile('a', [Number.NaN]))).toBeNaN();
    expect([0.05, 0.1, 0.25, Number.NaN].map(stabilityOf)).toEqual([
      'stable',
      'drifts',
      'unstable',
      'unknown',
    ]);
  });
});

describe('studies of a set', () => {
  it('reads a result with figures that are not finite', () => {
    const read = studyOf(job({ result: JSON.parse(JSON.stringify(codec.serialize(study))) }));
    expect(read?.correlation[0]?.[3]).toBeNaN();
    expect(studyOf(job({ state: 'failed', result: {} }))).toBeNull();
  });
  it('takes the newest of this version that did not fail', () => {
    const jobs = [
      job({ id: 'old', createdAt: 1 }),
      job({ id: 'new', createdAt: 3, state: 'failed' }),
      job({ id: 'mid', createdAt: 2 }),
    ];
    expect(latestStudy(jobs, 'meta-5', 1)?.id).toBe('mid');
    expect(latestStudy(jobs, 'meta-5', 2)).toBeNull();
    const running = [job({ id: 'runs', createdAt: 9, state: 'running' }), ...jobs];
    expect(latestStudy(running, 'meta-5', 1)?.id).toBe('runs');
    expect(latestStudy(running, 'meta-5', 1, ['done'])?.id).toBe('mid');
    expect(latestStudy([job({ kind: 'dataset' })], 'meta-5', 1)).toBeNull();
  });
});
