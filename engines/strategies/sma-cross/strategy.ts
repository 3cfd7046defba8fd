// SMA cross: the textbook strategy, used as the yardstick of speed and of the sweep engine's agreement with the kernel.
// Enters on the close of a crossing bar, leaves on the opposite crossing, its stop or its target.

import { sma } from '../../indicators/sma.ts';
import type { Parameter } from '../../parameters/parameters.ts';
import {
  type EnterIntent,
  type Intent,
  NO_INTENTS,
  type Side,
  type Strategy,
  type StrategyRun,
} from '../contract.ts';
import { crossings } from './crossings.ts';

const parameters: readonly Parameter[] = [
  {
    name: 'fast',
    label: 'Fast average',
    group: 'Signal',
    type: 'integer',
    default: 10,
    min: 1,
    max: 500,
    unit: 'bars',
    help: 'Bars of the fast simple average. Must be smaller than the slow one.',
  },
  {
    name: 'slow',
    label: 'Slow average',
    group: 'Signal',
    type: 'integer',
    default: 50,
    min: 2,
    max: 2000,
    unit: 'bars',
    help: 'Bars of the slow simple average.',
  },
  {
    name: 'sides',
    label: 'Sides',
    group: 'Signal',
    type: 'choice',
    default: 'long',
    choices: [
      { value: 'long', label: 'Long only', help: 'Buys when the fast average rises above the slow one.' },
      { value: 'short', label: 'Short only', help: 'Sells when the fast average falls below the slow one.' },
      { value: 'both', label: 'Long and short', help: 'Always turns with the crossing.' },
    ],
    help: 'Which crossings open a position; the opposite crossing always closes it.',
  },
  {
    name: 'stop_pct',
    label: 'Stop',
    group: 'Exits',
    type: 'number',
    default: 0.01,
    min: 0.0005,
    max: 0.5,
    step: 0.0005,
    unit: 'fraction',
    help: 'Distance of the stop from the close of the signal bar.',
  },
  {
    name: 'target_pct',
    label: 'Target',
    group: 'Exits',
    type: 'number',
    default: 0.02,
    min: 0.0005,
    max: 1,
    step: 0.0005,
    unit: 'fraction',
    help: 'Distance of the target from the close of the signal bar.',
  },
];

export const smaCross: Strategy = {
  id: 'sma-cross',
  version: '1',
  title: 'SMA cross',
  summary:
    'Buys when a fast simple average crosses above a slow one and leaves on the opposite crossing, a stop or a target. ' +
    'A yardstick, not a recommendation.',
  parameters,
  defaultInterval: '1m',
  warmupBars: 50,

  contradictions: ({ fast, slow }) =>
    fast! < slow!
      ? []
      : [
          {
            name: 'fast',
            message: `(${fast} bars) must be shorter than slow (${slow} bars)`,
          },
        ],

  prepare({ bars }, values): StrategyRun {
    const fastBars = values.fast as number;
    const slowBars = values.slow as number;
    if (!(fastBars < slowBars))
      throw new RangeError(
        `the fast average (${fastBars} bars) must be shorter than the slow one (${slowBars} bars)`,
      );
    const sides = values.sides as string;
    const stopFraction = values.stop_pct as number;
    const targetFraction = values.target_pct as number;
    const fast = sma(bars.close, fastBars);
    const slow = sma(bars.close, slowBars);
    const crossing = crossings(fast, slow);
    const allowed = (side: Side) => sides === 'both' || sides === (side === 1 ? 'long' : 'short');
    const longs = allowed(1);
    const shorts = allowed(-1);

    function enter(i: number, side: Side): EnterIntent {
      const close = bars.close[i]!;
      return {
        kind: 'enter',
        side,
        tag: side === 1 ? 'SMA_CROSS_UP' : 'SMA_CROSS_DOWN',
        exits: {
          basis: 'price',
          stop: close * (1 - side * stopFraction),
          target: close * (1 + side * targetFraction),
          breakevenTrigger: Number.NaN,
          breakevenPad: Number.NaN,
          trail: Number.NaN,
        },
        triggerPrice: close,
        score: Math.abs(fast[i]! - slow[i]!) / slow[i]!,
        signalBar: i,
        details: { fast: fast[i]!, slow: slow[i]!, signal_close: close },
      };
    }

    const crossingBars = barsOf(crossing);
    let upcoming = 0;

    return {
      nextBar(i) {
        while (upcoming > 0 && crossingBars[upcoming - 1]! >= i) upcoming--;
        while (upcoming < crossingBars.length && crossingBars[upcoming]! < i) upcoming++;
        return crossingBars[upcoming] ?? bars.length;
      },
      onBar(i, position) {
        const side = crossing[i]!;
        if (side === 0) return NO_INTENTS;
        const intents: Intent[] = [];
        if (position !== null && position.side === -side)
          intents.push({ kind: 'exit', side: position.side, reason: 'opposite cross' });
        // A position on this side is kept, not added to.
        if ((side === 1 ? longs : shorts) && position?.side !== side) intents.push(enter(i, side as Side));
        return intents;
      },
      plots: () => [
        { name: `SMA ${fastBars}`, pane: 'price', values: fast },
        { name: `SMA ${slowBars}`, pane: 'price', values: slow },
      ],
    };
  },
};

/** Indices of the bars with a crossing, ascending. */
function barsOf(crossing: Int8Array): Int32Array {
  let count = 0;
  for (let i = 0; i < crossing.length; i++) count += crossing[i]! & 1;
  const found = new Int32Array(count);
  let k = 0;
  for (let i = 0; i < crossing.length; i++) if (crossing[i] !== 0) found[k++] = i;
  return found;
}
