// On-balance volume: volume added on rising and taken off on falling closes since the first bar. Called by features and charts.

import type { Bars } from '../market/bars.ts';
import { outputFor } from '../numeric/arrays.ts';
import type { IndicatorDefinition } from './definition.ts';
import { stepwise } from './stepwise.ts';

type VolumeColumns = Pick<Bars, 'length' | 'close' | 'volume'>;

function createCore(): (close: number, volume: number) => number {
  let before = Number.NaN;
  let total = 0;
  return (close, volume) => {
    if (Number.isNaN(before)) total = volume;
    else if (close > before) total += volume;
    else if (close < before) total -= volume;
    before = close;
    return total;
  };
}

/** Starts at the first bar's volume, as TA-Lib does. A bar without close or volume is passed over. */
export function onBalanceVolume(bars: VolumeColumns, out?: Float64Array): Float64Array {
  const { close, volume, length } = bars;
  const result = outputFor(length, out);
  // See [Note: optimistic loops] in exponential.ts.
  if (plainFlow(bars, result)) return result;
  const step = createCore();
  for (let i = 0; i < length; i++)
    result[i] = Number.isFinite(close[i]! + volume[i]!) ? step(close[i]!, volume[i]!) : Number.NaN;
  return result;
}

/** False where something was missing and the result is of no use. */
function plainFlow({ close, volume, length }: VolumeColumns, result: Float64Array): boolean {
  if (length === 0) return true;
  let total = volume[0]!;
  let before = close[0]!;
  // Comparisons lose a missing value; zero times it keeps it.
  let seen = (total + before) * 0;
  result[0] = total;
  for (let i = 1; i < length; i++) {
    const price = close[i]!;
    const traded = volume[i]!;
    seen += (price + traded) * 0;
    // The sign as arithmetic: whether a price rises, no processor can predict.
    total += (Number(price > before) - Number(price < before)) * traded;
    before = price;
    result[i] = total;
  }
  return seen === 0;
}

export const OBV: IndicatorDefinition = {
  ...stepwise({
    id: 'obv',
    title: 'On-balance volume',
    inputs: ['close', 'volume'],
    parameters: [],
    outputs: ['obv'],
    warmup: () => 0,
    missing: 'skip',
    resetsEachSession: false,
    source: "TA-Lib OBV: starts at the first bar's volume",
    create: () => {
      const step = createCore();
      return (bar, _session, out) => {
        out[0] = step(bar.close, bar.volume);
      };
    },
  }),
  batch: ({ bars }) => [onBalanceVolume(bars)],
};
