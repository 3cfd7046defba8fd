import { describe, expect, it } from 'vitest';
import type { Run } from '../../../../contracts/backtests.ts';
import { movedFirst, runIdsOf, waterfallRun } from './compare-model.ts';

const run = (id: string, fillPolicy: Run['fillPolicy'], hasRequest = true) =>
  ({ id, fillPolicy, request: hasRequest ? {} : null }) as unknown as Run;

describe('comparison', () => {
  it('reads two to six ids, each once', () => {
    expect(runIdsOf('a, b,,a,c')).toEqual(['a', 'b', 'c']);
    expect(runIdsOf('a,b,c,d,e,f,g')).toHaveLength(6);
    expect(runIdsOf(undefined)).toEqual([]);
  });
  it('shows the honest run’s waterfall where there is one', () => {
    const published = run('p', 'as-published');
    const honest = run('h', 'pessimistic');
    const imported = run('i', 'as-published', false);
    expect(waterfallRun([published, honest])).toBe(honest);
    expect(waterfallRun([imported, published])).toBe(published);
    expect(waterfallRun([imported])).toBe(imported);
    expect(waterfallRun([])).toBeUndefined();
  });
  it('moves a run to the front', () => expect(movedFirst(['a', 'b', 'c'], 'c')).toBe('c,a,b'));
});
