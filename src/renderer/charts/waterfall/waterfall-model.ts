// Layout and words of the honesty waterfall: from what was published to what is honest, one signed bar per assumption. Pure.

import type { Waterfall } from '../../../../engines/backtest/contract.ts';
import { formatMoney, formatMoneyCompact, formatPercent } from '../../ui/format.ts';

export interface WaterfallBar {
  readonly id: string;
  readonly label: string;
  readonly meaning: string;
  /** `total` bars stand on zero, `step` bars hang between two totals. */
  readonly kind: 'total' | 'step';
  /** Rupees at the two ends; `to` is the running total after the bar. */
  readonly from: number;
  readonly to: number;
  readonly change: number;
  readonly trades: number;
  readonly hitRate: number;
  readonly changedTrades: number;
  /** Left edge and width as fractions of the track. */
  readonly left: number;
  readonly width: number;
}

export interface WaterfallLayout {
  readonly bars: readonly WaterfallBar[];
  /** Where zero rupees stands on the track, 0…1. */
  readonly zero: number;
}

/** A bar of no rupees is still seen. */
const LEAST_WIDTH = 0.003;

export function layoutWaterfall(waterfall: Waterfall): WaterfallLayout {
  const { steps } = waterfall;
  const first = steps[0];
  const last = steps.at(-1);
  if (!first || !last) return { bars: [], zero: 0 };
  const ends = [0, ...steps.map((step) => step.netPnl)];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const span = high - low || 1;
  const place = (rupees: number): number => (rupees - low) / span;
  const bar = (
    base: Pick<WaterfallBar, 'id' | 'label' | 'meaning' | 'kind' | 'trades' | 'hitRate' | 'changedTrades'>,
    from: number,
    to: number,
  ): WaterfallBar => ({
    ...base,
    from,
    to,
    change: to - from,
    left: Math.min(place(from), place(to)),
    width: Math.max(LEAST_WIDTH, Math.abs(place(to) - place(from))),
  });
  const bars = steps.map((step, k) =>
    k === 0
      ? bar({ ...step, kind: 'total' }, 0, step.netPnl)
      : { ...bar({ ...step, kind: 'step' }, steps[k - 1]?.netPnl ?? 0, step.netPnl), change: step.change },
  );
  const honest = bar(
    {
      id: 'honest',
      label: 'Honest',
      meaning: 'What is left of the same signals when no assumption flatters them.',
      kind: 'total',
      trades: last.trades,
      hitRate: last.hitRate,
      changedTrades: 0,
    },
    0,
    last.netPnl,
  );
  return { bars: [...bars, honest], zero: place(0) };
}

/** One or two sentences that say what the picture says. */
export function waterfallWords(waterfall: Waterfall): string {
  const { publishedNetPnl, honestNetPnl, steps } = waterfall;
  const gap = publishedNetPnl - honestNetPnl;
  const costliest = steps.slice(1).reduce((worst, step) => (step.change < worst.change ? step : worst), {
    label: '',
    change: 0,
  });
  const head = `As published the signals made ${formatMoneyCompact(publishedNetPnl, 'always')}; honestly they made ${formatMoneyCompact(honestNetPnl, 'always')}.`;
  if (gap <= 0) return `${head} Here the assumptions did not flatter.`;
  const share =
    publishedNetPnl <= 0
      ? ''
      : gap > publishedNetPnl
        ? ', more than the whole published profit'
        : `, ${formatPercent(gap / publishedNetPnl, 0)} of the published profit`;
  const tail =
    costliest.change < 0
      ? ` The dearest one: “${costliest.label}”, ${formatMoneyCompact(costliest.change)}.`
      : '';
  return `${head} ${formatMoneyCompact(gap)} of it was assumption${share}.${tail}`;
}

/** Label of a bar: the change of a step, the level of a total. */
export function barWords(bar: WaterfallBar): string {
  return formatMoney(bar.kind === 'total' ? bar.to : bar.change, 0, 'always');
}
