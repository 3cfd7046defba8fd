// Where the price stands against its moving averages and how steep those are, in units that compare across instruments.
// Sets take them from the catalogue. The averages themselves are price levels and stay inside.

import type { IndicatorDefinition, IndicatorParameters } from '../../indicators/definition.ts';
import { EMA } from '../../indicators/exponential.ts';
import { SMA } from '../../indicators/sma.ts';
import { ATR } from '../../indicators/true-range.ts';
import type { FeatureTemplate } from '../definition.ts';
import { rowFeature, type UsedIndicator } from '../row-feature.ts';
import { ATR_BARS, bars, over } from './windows.ts';

interface Average {
  readonly id: string;
  readonly words: string;
  readonly used: (period: number) => UsedIndicator;
}

const averageOf = (definition: IndicatorDefinition, own: IndicatorParameters) => (period: number) => ({
  definition,
  parameters: { ...own, period },
});

const SIMPLE: Average = { id: 'sma', words: 'simple moving average', used: averageOf(SMA, {}) };
/** Starts at the mean of its first n: an EMA that starts at one price tells more of that price than of the market. */
const EXPONENTIAL: Average = {
  id: 'ema',
  words: 'exponential moving average',
  used: averageOf(EMA, { seed: 1 }),
};

const PERIOD = bars('period', 20, 'Bars of the average.');
const STEP = bars('bars', 5, 'Bars over which the slope is taken.', 1, 500);
const DEGREES = 180 / Math.PI;
const atr = (parameters: IndicatorParameters): UsedIndicator => ({
  definition: ATR,
  parameters: { period: parameters.atr_bars! },
});

function familyOf({ id, words, used }: Average): FeatureTemplate[] {
  return [
    rowFeature({
      id: `distance_to_${id}`,
      version: 1,
      title: `Distance to the ${words}`,
      help: `100 · (close − average) / average: how far the price stands from its ${words}.`,
      family: 'trend',
      unit: 'percent',
      range: null,
      parameters: [PERIOD],
      indicators: ({ period }) => [used(period!)],
      lookback: 0,
      compute(row) {
        const average = row.value(0, 0, 0);
        return (100 * (row.close(0) - average)) / average;
      },
    }),
    rowFeature({
      id: `distance_to_${id}_atr`,
      version: 1,
      title: `Distance to the ${words}, in ATR`,
      help: `(close − average) / ATR: the distance from the ${words} in ranges a bar usually covers.`,
      family: 'trend',
      unit: 'atr',
      range: null,
      parameters: [PERIOD, ATR_BARS],
      indicators: (parameters) => [used(parameters.period!), atr(parameters)],
      lookback: 0,
      compute: (row) => over(row.close(0) - row.value(0, 0, 0), row.value(1, 0, 0)),
    }),
    rowFeature({
      id: `${id}_slope`,
      version: 1,
      title: `Slope of the ${words}`,
      help: '(average − average `bars` ago) / (`bars` · close): change per bar as a fraction of the price.',
      family: 'trend',
      unit: 'ratio per bar',
      range: null,
      parameters: [PERIOD, STEP],
      indicators: ({ period }) => [used(period!)],
      lookback: ({ bars }) => bars!,
      compute: (row, { bars }) => (row.value(0, 0, 0) - row.value(0, 0, bars!)) / (bars! * row.close(0)),
    }),
    rowFeature({
      id: `${id}_angle`,
      version: 1,
      title: `Angle of the ${words}`,
      help: 'atan((average − average `bars` ago) / (`bars` · ATR)) in degrees: 45° is one ATR per bar. The published formula divides by nothing, so that its angle depends on the price of the share.',
      family: 'trend',
      unit: 'degrees',
      range: { min: -90, max: 90 },
      parameters: [PERIOD, STEP, ATR_BARS],
      indicators: (parameters) => [used(parameters.period!), atr(parameters)],
      lookback: ({ bars }) => bars!,
      warmup: ({ period, bars, atr_bars }) => Math.max(period! - 1 + bars!, atr_bars!),
      compute: (row, { bars }) =>
        Math.atan(over(row.value(0, 0, 0) - row.value(0, 0, bars!), bars! * row.value(1, 0, 0))) * DEGREES,
    }),
    rowFeature({
      id: `${id}_spread`,
      version: 1,
      title: `Fast against slow ${words}`,
      help: `100 · (fast − slow) / slow of two ${words}s: the state of their cross and how far it has gone.`,
      family: 'trend',
      unit: 'percent',
      range: null,
      parameters: [
        bars('fast', 8, 'Bars of the fast average.'),
        bars('slow', 21, 'Bars of the slow average.'),
      ],
      indicators: ({ fast, slow }) => [used(fast!), used(slow!)],
      lookback: 0,
      compute(row) {
        const slow = row.value(1, 0, 0);
        return (100 * (row.value(0, 0, 0) - slow)) / slow;
      },
    }),
  ];
}

export const AVERAGES: readonly FeatureTemplate[] = [...familyOf(SIMPLE), ...familyOf(EXPONENTIAL)];
