import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Waterfall, WaterfallStep } from '../../../../engines/backtest/contract.ts';
import { barWords, layoutWaterfall, waterfallWords } from './waterfall-model.ts';

function waterfallOf(totals: readonly number[]): Waterfall {
  const steps = totals.map(
    (netPnl, k): WaterfallStep => ({
      id: `step-${k}`,
      label: `Step ${k}`,
      meaning: 'One thing changed.',
      netPnl,
      change: k === 0 ? 0 : netPnl - (totals[k - 1] as number),
      trades: 100 - k,
      hitRate: 0.5,
      changedTrades: k,
      largestChanges: [],
    }),
  );
  return { steps, publishedNetPnl: totals[0] as number, honestNetPnl: totals.at(-1) as number };
}

describe('layoutWaterfall', () => {
  it('chains: every step starts where the one before ended, and the last total is the honest one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 9 }),
        (totals) => {
          const { bars, zero } = layoutWaterfall(waterfallOf(totals));
          expect(bars).toHaveLength(totals.length + 1);
          bars.forEach((bar, k) => {
            expect(bar.left).toBeGreaterThanOrEqual(0);
            expect(bar.left + bar.width).toBeLessThanOrEqual(1.0031);
            if (bar.kind === 'step') expect(bar.from).toBe(bars[k - 1]?.to);
            else expect(bar.from).toBe(0);
          });
          expect(bars.at(-1)?.to).toBe(totals.at(-1));
          expect(zero).toBeGreaterThanOrEqual(0);
          expect(zero).toBeLessThanOrEqual(1);
          const sum = bars.filter((bar) => bar.kind === 'step').reduce((total, bar) => total + bar.change, 0);
          expect(sum).toBeCloseTo((totals.at(-1) as number) - (totals[0] as number), 6);
        },
      ),
    );
  });

  it('spans zero when profit turned into loss', () => {
    const { bars, zero } = layoutWaterfall(waterfallOf([300, 100, -100]));
    expect(zero).toBeCloseTo(0.25);
    expect(bars[2]).toMatchObject({ left: 0, width: 0.5, change: -200 });
  });

  it('keeps a step of nothing visible', () => {
    expect(layoutWaterfall(waterfallOf([100, 100])).bars[1]?.width).toBeGreaterThan(0);
  });
});

describe('words', () => {
  it('name the gap, its share and the dearest assumption', () => {
    const words = waterfallWords(waterfallOf([400_000, 350_000, -50_000]));
    expect(words).toContain('+₹4 L');
    expect(words).toContain('−₹50,000');
    expect(words).toContain('more than the whole published profit');
    expect(waterfallWords(waterfallOf([400_000, 100_000]))).toContain('75 % of the published profit');
    expect(words).toContain('“Step 2”, −₹4 L');
  });
  it('do not claim flattery where there was none', () => {
    expect(waterfallWords(waterfallOf([-100, 50]))).toContain('did not flatter');
  });
  it('label a total with its level and a step with its change', () => {
    const { bars } = layoutWaterfall(waterfallOf([300, 100]));
    expect(bars.map(barWords)).toEqual(['+₹300', '−₹200', '+₹100']);
  });
});
