// Where the rules take VWAP deviation and volume delta from: the future where its bars are given, else the instrument itself.
// Called by the flow regime, the setups and the TA rule.

import type { FeaturePart, FeaturePlace } from '../definition.ts';

/**
 * [Note: whose flow] An index trades nothing, so its flow is read from its future: the `future` side series against the future's
 * own VWAP (the published code compared the index with the VWAP of the future, which measures the basis as well). Where that
 * series is absent or missing at a decision time, the instrument's own session VWAP and tick-rule volume delta are used; where
 * it has none either, flow is unknown.
 */
export const FLOW_HELP =
  'Flow is read from the `future` series where it is given, otherwise from the instrument’s own session VWAP and tick-rule volume delta';

/** Each feature of the instrument itself, then each of the future. Only the instrument's own place has a future. */
export function flowParts(
  features: readonly string[],
  { source, timeframe }: FeaturePlace,
): readonly FeaturePart[] {
  const from = (where: FeaturePlace['source']) =>
    features.map((feature) => ({ feature, source: where, timeframe }));
  return [...from(source), ...from(source === 'self' ? 'future' : source)];
}

/**
 * Values `first` to `first + count` of the future where all are known, else those of the instrument. All from one of them:
 * a deviation of one market and a delta of another would describe neither.
 */
export function readFlow(values: Float64Array, count: number, first = 0): Float64Array {
  const future = values.subarray(first + count, first + 2 * count);
  return future.every((value) => !Number.isNaN(value)) ? future : values.subarray(first, first + count);
}
