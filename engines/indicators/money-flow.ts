// Money flow: the money flow index (0 to 100) and Chaikin's money flow (−1 to 1). Called by strategies, features and charts.

import type { Bars } from '../market/bars.ts';
import { checkPeriod, outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period } from './definition.ts';
import { createMovingSum } from './moving-sum.ts';
import { stepwise } from './stepwise.ts';
import { typicalPrice } from './volume-moments.ts';

/** Close's place in the bar from −1 (at the low) to 1 (at the high); 0 where the bar has no range. */
export function closeLocation(high: number, low: number, close: number): number {
  const range = high - low;
  return range > 0 ? (close - low - (high - close)) / range : 0;
}

type FlowColumns = Pick<Bars, 'length' | 'high' | 'low' | 'close' | 'volume'>;
type FlowStep = (high: number, low: number, close: number, volume: number) => number;

function createFlowIndex(period: number): FlowStep {
  const inflow = createMovingSum(period);
  const outflow = createMovingSum(period);
  let before = Number.NaN;
  return (high, low, close, volume) => {
    const price = typicalPrice(high, low, close);
    const change = price - before;
    before = price;
    if (Number.isNaN(change)) return Number.NaN;
    const money = price * volume;
    const positive = inflow.next(change > 0 ? money : 0);
    const negative = outflow.next(change < 0 ? money : 0);
    // Nothing either way is 0 / 0, the missing value wanted.
    return 100 * (positive / (positive + negative));
  };
}

/**
 * Share of the money that flowed in on rising typical prices, percent. Missing where no money has flowed either way in the
 * whole window: TA-Lib divides two rounding rests there. An incomplete bar restarts the window.
 */
export function moneyFlowIndex(bars: FlowColumns, period: number, out?: Float64Array): Float64Array {
  checkPeriod(period);
  const { high, low, close, volume, length } = bars;
  const result = outputFor(length, out);
  // See [Note: optimistic loops] in exponential.ts.
  if (plainFlowIndex(bars, period, result)) return result;
  let step = createFlowIndex(period);
  for (let i = 0; i < length; i++) {
    if (Number.isFinite(high[i]! + low[i]! + close[i]! + volume[i]!)) {
      result[i] = step(high[i]!, low[i]!, close[i]!, volume[i]!);
    } else {
      step = createFlowIndex(period);
      result[i] = Number.NaN;
    }
  }
  return result;
}

/** Longest window whose bars fit, one bit each, into a whole number of the processor. */
const LONGEST_PLAIN = 31;

/**
 * The two moving sums of `createFlowIndex` in one loop, with one bit per bar for "something flowed" in place of a count.
 * False where something was missing or the period is too long, and the result is of no use.
 */
function plainFlowIndex(
  { high, low, close, volume, length }: FlowColumns,
  period: number,
  result: Float64Array,
): boolean {
  if (period > LONGEST_PLAIN) return false;
  result.fill(Number.NaN, 0, Math.min(length, period));
  if (length === 0) return true;
  const inflows = new Float64Array(period);
  const outflows = new Float64Array(period);
  const window = 2 ** period - 1;
  let before = typicalPrice(high[0]!, low[0]!, close[0]!);
  // Comparisons lose a missing value; zero times it keeps it.
  let seen = (before + volume[0]!) * 0;
  let inflow = 0;
  let outflow = 0;
  let inflowBits = 0;
  let outflowBits = 0;
  let at = 0;
  for (let i = 1; i < length; i++) {
    const price = typicalPrice(high[i]!, low[i]!, close[i]!);
    const money = price * volume[i]!;
    seen += (price + money) * 0;
    // Which way it flows as arithmetic: no processor can predict it.
    const entering = Number(price > before) * money;
    const leaving = Number(price < before) * money;
    before = price;
    inflowBits = ((inflowBits << 1) | Number(entering !== 0)) & window;
    outflowBits = ((outflowBits << 1) | Number(leaving !== 0)) & window;
    inflow = inflow - inflows[at]! + entering;
    outflow = outflow - outflows[at]! + leaving;
    if (inflowBits === 0) inflow = 0;
    if (outflowBits === 0) outflow = 0;
    inflows[at] = entering;
    outflows[at] = leaving;
    at = at === period - 1 ? 0 : at + 1;
    if (i >= period) result[i] = 100 * (inflow / (inflow + outflow));
  }
  return seen === 0;
}

export const MFI: IndicatorDefinition = {
  ...stepwise({
    id: 'mfi',
    title: 'Money flow index',
    inputs: ['high', 'low', 'close', 'volume'],
    parameters: [period('period', 14, 'Changes of the typical price summed.')],
    outputs: ['mfi'],
    warmup: (parameters) => parameters.period!,
    missing: 'restart',
    resetsEachSession: false,
    source: 'TA-Lib MFI',
    create: (parameters) => {
      const step = createFlowIndex(parameters.period!);
      return (bar, _session, out) => {
        out[0] = step(bar.high, bar.low, bar.close, bar.volume);
      };
    },
  }),
  batch: ({ bars }, parameters) => [moneyFlowIndex(bars, parameters.period!)],
};

/** Missing where nothing traded in the whole window. */
export const CMF: IndicatorDefinition = stepwise({
  id: 'cmf',
  title: "Chaikin's money flow",
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [period('period', 20, 'Bars summed.')],
  outputs: ['cmf'],
  warmup: (parameters) => parameters.period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'Marc Chaikin: Σ(close location · volume) / Σ volume',
  create: (parameters) => {
    const flow = createMovingSum(parameters.period!);
    const volume = createMovingSum(parameters.period!);
    return (bar, _session, out) => {
      const signed = flow.next(closeLocation(bar.high, bar.low, bar.close) * bar.volume);
      const traded = volume.next(bar.volume);
      out[0] = traded > 0 ? signed / traded : Number.NaN;
    };
  },
});
