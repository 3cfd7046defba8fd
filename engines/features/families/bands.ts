// Where the price stands inside its bands, and how wide those are: Bollinger, Keltner and Donchian, relative to themselves or
// to the price. Sets take them from the catalogue.

import { BOLLINGER } from '../../indicators/bollinger.ts';
import { DONCHIAN, KELTNER } from '../../indicators/channels.ts';
import type { IndicatorParameters } from '../../indicators/definition.ts';
import type { FeatureTemplate, SeriesTemplate } from '../definition.ts';
import { type Row, rowFeature, type UsedIndicator } from '../row-feature.ts';
import { bars, over } from './windows.ts';

const DEVIATIONS = {
  name: 'deviations',
  default: 2,
  min: 0.1,
  max: 20,
  help: 'Standard deviations between the mean and either band.',
};
const UPPER = 0;
const MIDDLE = 1;
const LOWER = 2;

interface BandFeature {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly unit: string;
  readonly range?: SeriesTemplate['range'];
  readonly compute: (row: Row) => number;
}

const percentTo = (row: Row, output: number) =>
  (100 * (row.close(0) - row.value(0, output, 0))) / row.value(0, output, 0);

const bollinger = ({ range = null, ...feature }: BandFeature): SeriesTemplate =>
  rowFeature({
    ...feature,
    range,
    version: 1,
    family: 'volatility',
    parameters: [bars('period', 20, 'Bars of the mean and the deviation.', 2), DEVIATIONS],
    indicators: (parameters): UsedIndicator[] => [{ definition: BOLLINGER, parameters }],
    lookback: 0,
  });

const channel = (
  definition: typeof DONCHIAN,
  parameters: SeriesTemplate['parameters'],
  { range = null, ...feature }: BandFeature,
): SeriesTemplate =>
  rowFeature({
    ...feature,
    range,
    version: 1,
    family: 'volatility',
    parameters,
    indicators: (own: IndicatorParameters) => [{ definition, parameters: own }],
    lookback: 0,
  });

const DONCHIAN_PERIOD = [bars('period', 20, 'Bars of the channel, the current one included.')];
const KELTNER_PARAMETERS = [
  bars('period', 20, 'Span of the middle line.'),
  bars('range', 10, 'True ranges averaged.'),
  { name: 'multiplier', default: 2, min: 0.1, max: 50, help: 'Average true ranges to either band.' },
];

export const BANDS: readonly FeatureTemplate[] = [
  bollinger({
    id: 'bollinger_percent_b',
    title: 'Bollinger %b',
    help: '(close − lower) / (upper − lower): 0 at the lower band, 1 at the upper one (J. Bollinger 2001).',
    unit: 'ratio',
    compute: (row) => row.value(0, 3, 0),
  }),
  bollinger({
    id: 'bollinger_bandwidth',
    title: 'Bollinger bandwidth',
    help: '100 · (upper − lower) / middle: how wide the bands are against the price.',
    unit: 'percent',
    compute: (row) => 100 * row.value(0, 4, 0),
  }),
  bollinger({
    id: 'distance_to_bollinger_upper',
    title: 'Distance to the upper Bollinger band',
    help: '100 · (close − upper) / upper: negative below the band.',
    unit: 'percent',
    compute: (row) => percentTo(row, UPPER),
  }),
  bollinger({
    id: 'distance_to_bollinger_lower',
    title: 'Distance to the lower Bollinger band',
    help: '100 · (close − lower) / lower: negative below the band.',
    unit: 'percent',
    compute: (row) => percentTo(row, LOWER),
  }),
  channel(DONCHIAN, DONCHIAN_PERIOD, {
    id: 'donchian_position',
    title: 'Position in the Donchian channel',
    help: '(close − lowest low) / (highest high − lowest low) of the last `period` bars: 1 is a breakout upwards.',
    unit: 'ratio',
    compute: (row) => row.value(0, 3, 0),
  }),
  channel(DONCHIAN, DONCHIAN_PERIOD, {
    id: 'donchian_width',
    title: 'Width of the Donchian channel',
    help: '100 · (highest high − lowest low) / close of the last `period` bars.',
    unit: 'percent',
    compute: (row) => (100 * (row.value(0, UPPER, 0) - row.value(0, LOWER, 0))) / row.close(0),
  }),
  channel(KELTNER, KELTNER_PARAMETERS, {
    id: 'keltner_position',
    title: 'Position in the Keltner channel',
    help: '(close − middle) / (upper − middle): 1 at the upper, −1 at the lower band.',
    unit: 'ratio',
    compute: (row) =>
      over(row.close(0) - row.value(0, MIDDLE, 0), row.value(0, UPPER, 0) - row.value(0, MIDDLE, 0)),
  }),
];
