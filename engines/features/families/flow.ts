// Flow: the close against the session's VWAP, and volume by the tick rule. The same formulas serve the instrument and, through
// the side series `future`, its future (an index trades nothing itself: there all of these are missing). Signs as published:
// a reversal or divergence is +1 where it is bearish and −1 where it is bullish.

import { SESSION_VWAP } from '../../indicators/avwap.ts';
import type { IndicatorParameter } from '../../indicators/definition.ts';
import { CVD } from '../../indicators/volume-delta.ts';
import { clip } from '../../numeric/arrays.ts';
import type { FeatureTemplate } from '../definition.ts';
import { isOneSession } from '../patterns/template.ts';
import { type Row, rowFeature } from '../row-feature.ts';

const SIGN = { min: -1, max: 1 };
const LARGEST_DEVIATION = 0.01;

/** Cross of the session VWAP on the newest bar: +1 from above to at or below (bearish), −1 the mirror, 0 none. */
export function vwapReversion(row: Row, vwap: number): number {
  if (!isOneSession(row, 2)) return Number.NaN;
  const before = row.close(1) - row.value(vwap, 0, 1);
  const now = row.close(0) - row.value(vwap, 0, 0);
  if (Number.isNaN(before + now)) return Number.NaN;
  if (before > 0 && now <= 0) return 1;
  return before < 0 && now >= 0 ? -1 : 0;
}

/** Price against volume delta over `bars` bars of one session: +1 price up and delta down (bearish), −1 the mirror, 0 neither. */
export function cvdDivergence(row: Row, cvd: number, bars: number, leastMove: number): number {
  if (!isOneSession(row, bars + 1)) return Number.NaN;
  // The share is missing until something has traded: an index has no delta, which is not a delta of 0.
  if (Number.isNaN(row.value(cvd, 1, 0))) return Number.NaN;
  const move = row.close(0) / row.close(bars) - 1;
  const delta = row.value(cvd, 0, 0) - row.value(cvd, 0, bars);
  if (!Number.isFinite(move + delta)) return Number.NaN;
  if (Math.abs(move) < leastMove || delta === 0 || Math.sign(move) === Math.sign(delta)) return 0;
  return Math.sign(move);
}

export const DIVERGENCE_PARAMETERS: readonly IndicatorParameter[] = [
  {
    name: 'bars',
    default: 5,
    min: 1,
    max: 100,
    help: 'Bars over which price and volume delta are compared.',
  },
  {
    name: 'least_move',
    default: 0.0001,
    min: 0,
    max: 0.05,
    help: 'Smaller relative moves of the price are no move.',
  },
];

export const FLOW: readonly FeatureTemplate[] = [
  rowFeature({
    id: 'vwap_deviation',
    version: 1,
    title: 'Deviation from the session VWAP',
    help: '(close − session VWAP) / session VWAP, within ±1 %. Missing before anything has traded and where nothing trades at all.',
    family: 'volume',
    unit: 'ratio',
    range: { min: -LARGEST_DEVIATION, max: LARGEST_DEVIATION },
    parameters: [],
    indicators: () => [{ definition: SESSION_VWAP }],
    lookback: 0,
    compute: (row) => {
      const vwap = row.value(0, 0, 0);
      return clip((row.close(0) - vwap) / vwap, -LARGEST_DEVIATION, LARGEST_DEVIATION);
    },
  }),
  rowFeature({
    id: 'vwap_reversion_flag',
    version: 1,
    title: 'Cross of the session VWAP',
    help: '+1 where the close came from above the session VWAP to it or below (bearish), −1 where it came from below to it or above (bullish), else 0 (the published scalper).',
    family: 'volume',
    unit: 'sign',
    range: SIGN,
    parameters: [],
    indicators: () => [{ definition: SESSION_VWAP }],
    lookback: 1,
    compute: (row) => vwapReversion(row, 0),
  }),
  rowFeature({
    id: 'cvd_divergence',
    version: 1,
    title: 'Price against volume delta',
    help: '+1 where the price rose over `bars` bars of this session while the cumulative volume delta (tick rule) fell (bearish), −1 where it fell while the delta rose (bullish), 0 otherwise and for tiny moves.',
    family: 'volume',
    unit: 'sign',
    range: SIGN,
    parameters: DIVERGENCE_PARAMETERS,
    indicators: () => [{ definition: CVD }],
    lookback: ({ bars }) => bars!,
    compute: (row, { bars, least_move: leastMove }) => cvdDivergence(row, 0, bars!, leastMove!),
  }),
  rowFeature({
    id: 'cvd_delta',
    version: 1,
    title: 'Change of the volume delta',
    help: 'tanh(change of the cumulative volume delta over the bar / volume of the session so far): what the bar added to one side.',
    family: 'volume',
    unit: 'ratio',
    range: SIGN,
    parameters: [],
    indicators: () => [{ definition: CVD }],
    lookback: 1,
    compute: (row) => {
      if (!isOneSession(row, 2)) return Number.NaN;
      const before = row.value(0, 0, 1);
      const now = row.value(0, 0, 0);
      if (Number.isNaN(row.value(0, 1, 0))) return Number.NaN;
      if (now === before) return 0;
      // Volume so far = delta / share; a delta of 0 cannot tell it, but then the one before was not 0.
      const traded = now === 0 ? before / row.value(0, 1, 1) + row.volume(0) : now / row.value(0, 1, 0);
      return Math.tanh((now - before) / traded);
    },
  }),
  rowFeature({
    id: 'volume_delta',
    version: 1,
    title: 'Change of volume',
    help: 'tanh((volume − volume of the bar before) / mean volume of the `bars` bars before): the published rule divided by 10,000 shares, which means another thing for every instrument. Missing where nothing traded before.',
    family: 'volume',
    unit: 'ratio',
    range: SIGN,
    parameters: [
      { name: 'bars', default: 20, min: 1, max: 500, help: 'Bars whose mean volume is the measure.' },
    ],
    lookback: ({ bars }) => bars!,
    compute: (row, { bars }) => {
      let total = 0;
      for (let lag = bars!; lag >= 1; lag--) total += row.volume(lag);
      const usual = total / bars!;
      return usual > 0 ? Math.tanh((row.volume(0) - row.volume(1)) / usual) : Number.NaN;
    },
  }),
];
