// The honesty waterfall: the same signals, run again and again while one flattering assumption after another is replaced by
// the honest one. Says in rupees what each assumption was worth. Called by the waterfall job; shown by `compare --waterfall`
// and on the compare screen.

import { AS_PUBLISHED } from './assumptions.ts';
import type { Assumptions, Trade, TradeDifference, Waterfall, WaterfallStep } from './contract.ts';
import { diffTrades } from './difference.ts';
import { type SimulationInput, simulate } from './simulate.ts';

/** Changed trades kept per step for the reader to look at. */
const CHANGES_KEPT = 50;

interface StepDefinition {
  readonly id: string;
  readonly label: string;
  readonly meaning: string;
  readonly change: Partial<Assumptions>;
}

/** From as published to honest. The last step is exactly the `pessimistic` preset (asserted by a test). */
export const WATERFALL_STEPS: readonly StepDefinition[] = [
  {
    id: 'as-published',
    label: 'As published',
    meaning: 'Every favourable assumption of the published system at once.',
    change: {},
  },
  {
    id: 'exit-order',
    label: 'Stop first inside a bar',
    meaning:
      'Exits no longer assume that a bar’s best price came before its worst, and are resolved on the finest bars stored.',
    change: { exitOrder: 'pessimistic', exitBars: 'finest' },
  },
  {
    id: 'entry-price',
    label: 'Enter after the confirming close',
    meaning:
      'Entries fill at the first price after the bar that confirms them, not at the trigger inside it.',
    change: { entryPrice: 'next-open' },
  },
  {
    id: 'stop-fills',
    label: 'Gaps and stop slippage',
    meaning: 'Prices that gap through a stop fill at the open, and every stop slips.',
    change: { stopFills: 'gap-and-slip' },
  },
  {
    id: 'forced-exit',
    label: 'Flat before the broker’s square-off',
    meaning: 'What is still open leaves at the flat-by time instead of the last close of the day.',
    change: { forcedExit: 'flat-by' },
  },
  {
    id: 'selection',
    label: 'Choose without hindsight',
    meaning: 'The day’s best signals are chosen as they appear, not after the day is known.',
    change: { selection: 'online' },
  },
  {
    id: 'costs',
    label: 'Real charges of the day',
    meaning: 'Dated statutory charges and modelled slippage replace the flat 13 basis points.',
    change: { costs: 'dated' },
  },
  {
    id: 'capacity',
    label: 'Whole shares and one account',
    meaning: 'Whole shares, volume, cash, margin, position and daily limits of a single account.',
    change: { capacity: 'limited' },
  },
];

/**
 * Runs every step. Undefined only when `onProgress` asked to stop. Rupees are rounded to the paisa per step, and changes
 * are differences of those, so the steps sum exactly to the total difference.
 */
export function computeWaterfall(
  input: SimulationInput,
  onProgress?: (fraction: number) => boolean,
): Waterfall | undefined {
  let assumptions = AS_PUBLISHED;
  let before: readonly Trade[] = [];
  let beforePaise = 0;
  const steps: WaterfallStep[] = [];
  for (const [index, step] of WATERFALL_STEPS.entries()) {
    assumptions = { ...assumptions, ...step.change };
    const result = simulate({
      ...input,
      options: {
        ...input.options,
        assumptions,
        ...(onProgress
          ? { onProgress: (fraction: number) => onProgress((index + fraction) / WATERFALL_STEPS.length) }
          : {}),
      },
    });
    if (result === undefined) return undefined;
    const { trades } = result;
    const paise = Math.round(trades.reduce((sum, trade) => sum + trade.netPnl, 0) * 100);
    const changes = index === 0 ? [] : changesBetween(before, trades);
    steps.push({
      id: step.id,
      label: step.label,
      meaning: step.meaning,
      netPnl: paise / 100,
      change: index === 0 ? 0 : (paise - beforePaise) / 100,
      trades: trades.length,
      hitRate:
        trades.length === 0 ? Number.NaN : trades.filter((trade) => trade.netPnl > 0).length / trades.length,
      changedTrades: changes.length,
      largestChanges: changes.slice(0, CHANGES_KEPT),
    });
    before = trades;
    beforePaise = paise;
  }
  return { steps, publishedNetPnl: steps[0]!.netPnl, honestNetPnl: steps.at(-1)!.netPnl };
}

/** What the step did to single trades, largest effect first. */
function changesBetween(before: readonly Trade[], after: readonly Trade[]): readonly TradeDifference[] {
  return diffTrades(before, after)
    .filter((difference) => difference.kind !== 'same')
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
}
