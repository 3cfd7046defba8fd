// How much was traded, on which side, and where the price stands against what was paid on average. Sets take them from the
// catalogue. An index has no volume: all of these are missing there.

import { SESSION_VWAP } from '../../indicators/avwap.ts';
import type { IndicatorDefinition } from '../../indicators/definition.ts';
import { DIRECTED_MONEY_FLOW } from '../../indicators/directed-money-flow.ts';
import { CMF, MFI } from '../../indicators/money-flow.ts';
import { RELATIVE_VOLUME, VOLUME_Z_SCORE } from '../../indicators/volume-compared.ts';
import { CVD } from '../../indicators/volume-delta.ts';
import type { FeatureTemplate, SeriesTemplate } from '../definition.ts';
import { type Row, rowFeature } from '../row-feature.ts';
import { bars, over } from './windows.ts';

const NOT_NEGATIVE = { min: 0, max: Number.POSITIVE_INFINITY };
const SIGNED_SHARE = { min: -1, max: 1 };

/** Mean of the last `count` volumes; NaN where one of them is missing. */
function meanVolume(row: Row, count: number): number {
  let total = 0;
  for (let lag = 0; lag < count; lag++) total += row.volume(lag);
  return total / count;
}

/** An indicator whose output has no unit already: shown as it is. */
function unitless(
  definition: IndicatorDefinition,
  output: number,
  facts: Pick<SeriesTemplate, 'id' | 'title' | 'help' | 'unit' | 'range' | 'parameters'>,
): FeatureTemplate {
  return rowFeature({
    ...facts,
    version: 1,
    family: 'volume',
    indicators: (parameters) => [{ definition, parameters }],
    lookback: 0,
    compute: (row) => row.value(0, output, 0),
  });
}

export const VOLUME: readonly FeatureTemplate[] = [
  rowFeature({
    id: 'volume_ratio',
    version: 1,
    title: 'Volume ratio',
    help: 'Volume over its mean of the last `period` bars, the bar itself included. Only on a full window.',
    family: 'volume',
    unit: 'ratio',
    range: NOT_NEGATIVE,
    parameters: [bars('period', 20, 'Bars averaged.', 1, 500)],
    lookback: ({ period }) => period! - 1,
    compute: (row, { period }) => over(row.volume(0), meanVolume(row, period!)),
  }),
  rowFeature({
    id: 'volume_trend',
    version: 1,
    title: 'Volume trend',
    help: 'Mean volume of the short window over that of the long one: above 1 trading picks up.',
    family: 'volume',
    unit: 'ratio',
    range: NOT_NEGATIVE,
    parameters: [
      bars('short', 5, 'Bars of the short window.', 1, 500),
      bars('long', 20, 'Bars of the long window.', 1, 500),
    ],
    lookback: ({ short, long }) => Math.max(short!, long!) - 1,
    compute: (row, { short, long }) => over(meanVolume(row, short!), meanVolume(row, long!)),
  }),
  unitless(VOLUME_Z_SCORE, 0, {
    id: 'volume_z_score',
    title: 'Volume z-score',
    help: '(volume − mean) / standard deviation of the last `period` bars.',
    unit: 'sigma',
    range: null,
    parameters: [bars('period', 20, 'Bars in the window.', 2)],
  }),
  unitless(RELATIVE_VOLUME, 0, {
    id: 'relative_volume',
    title: 'Relative volume by time of day',
    help: 'Volume over the mean volume of the same time of day in earlier sessions: the morning is always busy, this says whether it is busier than usual.',
    unit: 'ratio',
    range: NOT_NEGATIVE,
    parameters: [
      bars('sessions', 20, 'Sessions looked back, the current one not counted.', 1, 250),
      bars('minimum', 5, 'Sessions among them that must have traded at this time.', 1, 250),
    ],
  }),
  rowFeature({
    id: 'distance_to_vwap',
    version: 1,
    title: 'Distance to the session VWAP',
    help: '100 · (close − VWAP) / VWAP, the average price paid since the session opened. It starts anew every day; the published one ran on across days.',
    family: 'volume',
    unit: 'percent',
    range: null,
    parameters: [],
    indicators: () => [{ definition: SESSION_VWAP }],
    lookback: 0,
    compute: (row) => (100 * (row.close(0) - row.value(0, 0, 0))) / row.value(0, 0, 0),
  }),
  unitless(MFI, 0, {
    id: 'mfi',
    title: 'Money flow index',
    help: 'Money of rising typical prices as a share of all money of the last `period` changes.',
    unit: 'points 0-100',
    range: { min: 0, max: 100 },
    parameters: [bars('period', 14, 'Changes of the typical price.')],
  }),
  unitless(CMF, 0, {
    id: 'cmf',
    title: "Chaikin's money flow",
    help: "Volume weighted by the close's place in each bar, over all volume of the window.",
    unit: 'ratio',
    range: null,
    parameters: [bars('period', 20, 'Bars summed.')],
  }),
  unitless(CVD, 1, {
    id: 'volume_delta_share',
    title: 'Volume delta of the session',
    help: 'Volume of bars that closed higher minus volume of those that closed lower since the open, over all volume (tick rule).',
    unit: 'ratio',
    range: SIGNED_SHARE,
    parameters: [],
  }),
  unitless(DIRECTED_MONEY_FLOW, 0, {
    id: 'directed_money_flow',
    title: 'Directed money flow (ADMF)',
    help: 'Money signed by direction and size of the change, smoothed, over all money smoothed alike: −1 to 1. The published form is in rupees and grows with the share’s turnover.',
    unit: 'ratio',
    range: SIGNED_SHARE,
    parameters: [
      bars('period', 20, "Length of Wilder's smoothing."),
      { name: 'weight', default: 0.6, min: 0, max: 1, help: 'Weight of the mere direction of a change.' },
    ],
  }),
];
