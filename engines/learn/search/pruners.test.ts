import { describe, expect, it } from 'vitest';
import { bracketOf, type PrunedHistory, shouldPrune } from './pruners.ts';

describe('pruning', () => {
  const history = (index: number, values: readonly number[], finished = true): PrunedHistory => ({
    index,
    finished,
    steps: values.map((value, k) => ({ step: k + 1, value })),
  });

  it('by the median: the best so far against the middle of the finished ones at that step', () => {
    const others = [1, 2, 3, 4, 5].map((value, k) => history(k, [value, value + 1]));
    const rule = (
      values: readonly number[],
      more: Partial<{ startupTrials: number; warmUpSteps: number }> = {},
      list = others,
    ) =>
      shouldPrune(
        { kind: 'median', startupTrials: 5, warmUpSteps: 0, ...more },
        history(9, values, false),
        list,
      );
    expect(rule([2.9])).toBe(true);
    expect(rule([3])).toBe(false);
    expect(rule([4, 0])).toBe(false);
    expect(rule([3, 3.5])).toBe(true);
    expect(rule([0], { warmUpSteps: 2 })).toBe(false);
    expect(rule([0], { startupTrials: 6 })).toBe(false);
    expect(
      rule(
        [0],
        {},
        others.map((one) => ({ ...one, finished: false })),
      ),
    ).toBe(false);
    expect(rule([0, 0, 0])).toBe(false);
  });

  it('by halving: at each rung only the best third of those that came goes on', () => {
    const others = [1, 2, 3, 4, 5].map((value, k) => history(k, [0, value, value], k < 3));
    const rule = (values: readonly number[], list = others) =>
      shouldPrune({ kind: 'successive-halving', least: 2, factor: 3 }, history(9, values, false), list);
    // Of six at rung 2 two go on.
    expect(rule([0, 4.5])).toBe(false);
    expect(rule([0, 3.5])).toBe(true);
    // Between rungs nothing is judged, however bad.
    expect(rule([-9])).toBe(false);
    expect(rule([0, 5, -9])).toBe(false);
    // Few have come: only the best goes on; the first always does.
    expect(rule([0, 4.5], others.slice(3))).toBe(true);
    expect(rule([0, 6], others.slice(3))).toBe(false);
    expect(rule([0, -9], [])).toBe(false);
  });

  it('by hyperband: brackets by their budgets, judged apart, the last one never stopped', () => {
    const rule = { kind: 'hyperband', least: 1, most: 9, factor: 3 } as const;
    const dealt = Array.from({ length: 17 }, (_, index) => bracketOf(rule, index));
    // Three brackets: ceil(3·9/3) = 9, ceil(3·3/2) = 5, 3.
    expect([0, 1, 2].map((bracket) => dealt.filter((one) => one === bracket).length)).toEqual([9, 5, 3]);
    expect(bracketOf(rule, 17)).toBe(dealt[0]);
    const strict = dealt.indexOf(0);
    const free = dealt.indexOf(2);
    const good = (index: number): PrunedHistory => history(index, [9, 9, 9]);
    const rivals = dealt.map((_, index) => good(index));
    expect(
      shouldPrune(
        rule,
        history(strict, [0], false),
        rivals.filter(({ index }) => index !== strict),
      ),
    ).toBe(true);
    expect(shouldPrune(rule, history(free, [0, 0, 0], false), rivals)).toBe(false);
    const elsewhere = rivals.filter(({ index }) => dealt[index] !== 0);
    expect(shouldPrune(rule, history(strict, [0], false), elsewhere)).toBe(false);
  });
});
