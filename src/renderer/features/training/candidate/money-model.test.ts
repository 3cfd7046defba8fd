import { describe, expect, it } from 'vitest';
import { fakeCandidate, fakeMoney } from '../../../../../tests/fakes/desk/fake-candidate.ts';
import { chargeShare, comparableRuns, rowsWorth } from './money-model.ts';

const candidate = (id: string, rank: number, runId: string | null) => ({
  id,
  rank,
  money: { ...fakeMoney(1), runId },
});

describe('charges', () => {
  it('are a share of what was earned before them, where anything was', () => {
    expect(chargeShare({ grossPnl: 200, charges: 50 })).toBe('25 % of what was earned before them');
    expect(chargeShare({ grossPnl: 0, charges: 50 })).toBe('nothing was earned before them');
    expect(chargeShare({ grossPnl: -10, charges: 50 })).toBe('nothing was earned before them');
  });
});

describe('runs to compare', () => {
  const own = candidate('b', 2, 'run-b');
  it('begin with its own, the others by rank, each once', () => {
    const all = [candidate('c', 3, 'run-c'), own, candidate('a', 1, 'run-a'), candidate('d', 4, null)];
    expect(comparableRuns(own, all)).toEqual(['run-b', 'run-a', 'run-c']);
  });
  it('are at most six', () => {
    const many = Array.from({ length: 9 }, (_, k) => candidate(`other-${k}`, k, `run-${k}`));
    expect(comparableRuns(own, many)).toHaveLength(6);
  });
  it('are none without a stored run of its own', () => {
    expect(comparableRuns(candidate('b', 2, null), [candidate('a', 1, 'run-a')])).toEqual([]);
    expect(comparableRuns({ id: 'b', money: null }, [candidate('a', 1, 'run-a')])).toEqual([]);
  });
});

describe('the worth of the acted rows', () => {
  const report = fakeCandidate({ segments: 2 });
  const of = (nets: readonly number[], low: number, high: number, acted = 10) =>
    rowsWorth({
      perSegment: nets.map((net) => ({ ...report.perSegment[0]!, net, acted })),
      intervals: { ...report.intervals, net: { low, high } },
    });
  it('sums the segments and says when even the sign is unsure', () => {
    expect(of([0.05, -0.02], -0.01, 0.08)).toBe(
      'Without an account around them, the 20 acted rows sum to +3.0 % of one position after charges (90 % interval −1.0 % to +8.0 %: even its sign is not certain).',
    );
    expect(of([0.05], 0.01, 0.08)).not.toContain('sign');
  });
  it('leaves out an interval nobody could draw, and rows that never were', () => {
    expect(of([0.05], Number.NaN, Number.NaN)).toMatch(/after charges\.$/);
    expect(of([0], 0, 0, 0)).toContain('no test row was acted on');
  });
});
