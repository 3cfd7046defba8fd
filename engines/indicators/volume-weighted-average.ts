// Volume-weighted moving average (VWMA): closes of the last n bars, each weighing its volume.
// Called by charts and features. Not a VWAP: it has a window and no anchor.

import type { Bar, Bars } from '../market/bars.ts';
import { outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period } from './definition.ts';
import { createMovingSum } from './moving-sum.ts';

/** Missing until n bars with close and volume stand in a row, and while nothing was traded in the window. */
export function createVwmaStream(period: number): { next(bar: Pick<Bar, 'close' | 'volume'>): number } {
  const step = createCore(period);
  return { next: ({ close, volume }) => step(close, volume) };
}

function createCore(period: number): (close: number, volume: number) => number {
  const turnover = createMovingSum(period);
  const volumes = createMovingSum(period);
  return (close, volume) => {
    // Both windows start again where either figure is missing: what is not finite stays so in the product.
    const money = turnover.next(close * volume);
    const traded = volumes.next(Number.isFinite(close) ? volume : Number.NaN);
    return traded > 0 ? money / traded : Number.NaN;
  };
}

export function vwma(
  bars: Pick<Bars, 'length' | 'close' | 'volume'>,
  period: number,
  out?: Float64Array,
): Float64Array {
  const result = outputFor(bars.length, out);
  const step = createCore(period);
  for (let i = 0; i < bars.length; i++) result[i] = step(bars.close[i]!, bars.volume[i]!);
  return result;
}

export const VWMA: IndicatorDefinition = {
  id: 'vwma',
  title: 'Volume-weighted moving average',
  inputs: ['close', 'volume'],
  parameters: [period('period', 20, 'Bars averaged.')],
  outputs: ['vwma'],
  warmup: ({ period }) => period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'Σ close·volume / Σ volume over the last n bars',
  batch: ({ bars }, { period }) => [vwma(bars, period!)],
  stream: ({ period }) => {
    const stream = createVwmaStream(period!);
    return { next: (bar) => [stream.next(bar)] };
  },
};
