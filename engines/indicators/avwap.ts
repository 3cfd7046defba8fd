// Volume-weighted average price from an anchor, with bands of one and two volume-weighted standard deviations.
// Called by the AVWAP strategy, charts and features. Anchors are in `vwap-anchors.ts`.

import type { Bar, Bars } from '../market/bars.ts';
import { outputFor } from '../numeric/arrays.ts';
import type { IndicatorDefinition, IndicatorParameter, IndicatorParameters } from './definition.ts';
import { sigmaOf, typicalPrice, vwapOf } from './volume-moments.ts';
import { type AnchorTracker, createAnchorTracker, type VwapAnchor } from './vwap-anchors.ts';

type VwapColumns = Pick<Bars, 'length' | 'high' | 'low' | 'close' | 'volume'>;
type VwapBar = Pick<Bar, 'high' | 'low' | 'close' | 'volume'>;

export interface AvwapColumns {
  readonly vwap: Float64Array;
  readonly upper1: Float64Array;
  readonly lower1: Float64Array;
  readonly upper2: Float64Array;
  readonly lower2: Float64Array;
}

export interface AvwapValue {
  readonly vwap: number;
  readonly upper1: number;
  readonly lower1: number;
  readonly upper2: number;
  readonly lower2: number;
}

function addBar(tracker: AnchorTracker, bar: VwapBar, session: number): boolean {
  return tracker.add(bar.high, bar.low, typicalPrice(bar.high, bar.low, bar.close), bar.volume, session);
}

function addRow(tracker: AnchorTracker, bars: VwapColumns, session: Int32Array, i: number): boolean {
  const high = bars.high[i]!;
  const low = bars.low[i]!;
  return tracker.add(high, low, typicalPrice(high, low, bars.close[i]!), bars.volume[i]!, session[i]!);
}

/** `session` from `sessionNumbers`. Missing before the anchor, while no volume has traded, and on incomplete bars. */
export function anchoredVwap(bars: VwapColumns, session: Int32Array, anchor: VwapAnchor): AvwapColumns {
  const vwap = outputFor(bars.length);
  const upper1 = outputFor(bars.length);
  const lower1 = outputFor(bars.length);
  const upper2 = outputFor(bars.length);
  const lower2 = outputFor(bars.length);
  const tracker = createAnchorTracker(anchor);
  for (let i = 0; i < bars.length; i++) {
    const known = addRow(tracker, bars, session, i);
    const centre = known ? vwapOf(tracker.moments) : Number.NaN;
    const sigma = known ? sigmaOf(tracker.moments) : Number.NaN;
    vwap[i] = centre;
    upper1[i] = centre + sigma;
    lower1[i] = centre - sigma;
    upper2[i] = centre + 2 * sigma;
    lower2[i] = centre - 2 * sigma;
  }
  return { vwap, upper1, lower1, upper2, lower2 };
}

export function createAnchoredVwapStream(anchor: VwapAnchor): {
  next(bar: VwapBar, session: number): AvwapValue;
} {
  const tracker = createAnchorTracker(anchor);
  return {
    next(bar, session) {
      const known = addBar(tracker, bar, session);
      const vwap = known ? vwapOf(tracker.moments) : Number.NaN;
      const sigma = known ? sigmaOf(tracker.moments) : Number.NaN;
      return {
        vwap,
        upper1: vwap + sigma,
        lower1: vwap - sigma,
        upper2: vwap + 2 * sigma,
        lower2: vwap - 2 * sigma,
      };
    },
  };
}

/** The line alone, anchored at each session's open: the strategy's AVWAP. */
export function sessionVwap(bars: VwapColumns, session: Int32Array, out?: Float64Array): Float64Array {
  const result = outputFor(bars.length, out);
  const tracker = createAnchorTracker({ kind: 'session-open' });
  for (let i = 0; i < bars.length; i++)
    result[i] = addRow(tracker, bars, session, i) ? vwapOf(tracker.moments) : Number.NaN;
  return result;
}

export function createSessionVwapStream(): { next(bar: VwapBar, session: number): number } {
  const tracker = createAnchorTracker({ kind: 'session-open' });
  return {
    next: (bar, session) => (addBar(tracker, bar, session) ? vwapOf(tracker.moments) : Number.NaN),
  };
}

const INPUTS = ['high', 'low', 'close', 'volume', 'session'] as const;
const OUTPUTS = ['vwap', 'upper1', 'lower1', 'upper2', 'lower2'] as const;

export const SESSION_VWAP: IndicatorDefinition = {
  id: 'session-vwap',
  title: 'VWAP of the session',
  inputs: INPUTS,
  parameters: [],
  outputs: ['vwap'],
  warmup: () => 0,
  missing: 'skip',
  resetsEachSession: true,
  source: 'AVWAP v11 as published: Σ tp·v / Σ v with tp = (H + L + C)/3',
  batch: ({ bars, session }) => [sessionVwap(bars, session)],
  stream: () => {
    const stream = createSessionVwapStream();
    return { next: (bar, session) => [stream.next(bar, session)] };
  },
};

function avwapDefinition(
  anchorName: string,
  title: string,
  parameters: readonly IndicatorParameter[],
  anchorOf: (parameters: IndicatorParameters) => VwapAnchor,
  warmup: (parameters: IndicatorParameters) => number,
  resetsEachSession = false,
): IndicatorDefinition {
  return {
    id: `avwap-${anchorName}`,
    title,
    inputs: INPUTS,
    parameters,
    outputs: OUTPUTS,
    warmup,
    missing: 'skip',
    resetsEachSession,
    source: 'Anchored VWAP; bands: volume-weighted standard deviation of the typical price since the anchor',
    batch: ({ bars, session }, values) => {
      const columns = anchoredVwap(bars, session, anchorOf(values));
      return OUTPUTS.map((name) => columns[name]);
    },
    stream: (values) => {
      const stream = createAnchoredVwapStream(anchorOf(values));
      return {
        next: (bar, session) => {
          const value = stream.next(bar, session);
          return OUTPUTS.map((name) => value[name]);
        },
      };
    },
  };
}

const STRENGTH: IndicatorParameter = {
  name: 'strength',
  default: 3,
  min: 1,
  max: 100,
  help: 'Bars on either side that the pivot must exceed; it is known that many bars after it happened.',
};

export const AVWAP_DEFINITIONS: readonly IndicatorDefinition[] = [
  avwapDefinition(
    'session-open',
    'Anchored VWAP: session open',
    [],
    () => ({ kind: 'session-open' }),
    () => 0,
    true,
  ),
  avwapDefinition(
    'bar',
    'Anchored VWAP: a given bar',
    [{ name: 'index', default: 0, min: 0, max: 1e9, help: 'Index of the anchor bar in the series.' }],
    ({ index }) => ({ kind: 'bar', index: index! }),
    ({ index }) => index!,
  ),
  avwapDefinition(
    'previous-high',
    "Anchored VWAP: previous day's high",
    [],
    () => ({ kind: 'previous-high' }),
    () => 1,
  ),
  avwapDefinition(
    'previous-low',
    "Anchored VWAP: previous day's low",
    [],
    () => ({ kind: 'previous-low' }),
    () => 1,
  ),
  avwapDefinition(
    'pivot-high',
    'Anchored VWAP: latest swing high',
    [STRENGTH],
    ({ strength }) => ({ kind: 'pivot-high', strength: strength! }),
    ({ strength }) => 2 * strength!,
  ),
  avwapDefinition(
    'pivot-low',
    'Anchored VWAP: latest swing low',
    [STRENGTH],
    ({ strength }) => ({ kind: 'pivot-low', strength: strength! }),
    ({ strength }) => 2 * strength!,
  ),
];
