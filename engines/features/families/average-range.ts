// The average true range as the strategy measures it, over the price and against its own past: the simple mean of 14 (AVWAP v11 as published).
// `atr_ratio` of volatility.ts is Wilder's; a model of the strategy's trades must see the number its stops were made with.

import type { IndicatorParameter, IndicatorParameters } from '../../indicators/definition.ts';
import { ATR_SMA } from '../../indicators/true-range.ts';
import type { FeatureTemplate } from '../definition.ts';
import { rowFeature, type UsedIndicator } from '../row-feature.ts';

export const MEAN_ATR_BARS: IndicatorParameter = {
  name: 'atr_bars',
  default: 14,
  min: 1,
  max: 500,
  help: 'True ranges in the simple mean that distances are measured in.',
};

export const meanAtr = (parameters: IndicatorParameters): UsedIndicator => ({
  definition: ATR_SMA,
  parameters: { period: parameters.atr_bars! },
});

/** A standing market has no range to measure in: missing, never infinite. */
export const inAtr = (distance: number, atr: number) => (atr > 0 ? distance / atr : Number.NaN);

export const AVERAGE_RANGE: readonly FeatureTemplate[] = [
  rowFeature({
    id: 'atr_fraction',
    version: 1,
    title: 'Mean true range over price',
    help: 'Simple mean of the last true ranges as a fraction of the close: `atr_pct` of AVWAP v11 as published, which is a fraction whatever its name says.',
    family: 'volatility',
    unit: 'ratio',
    range: null,
    parameters: [MEAN_ATR_BARS],
    indicators: (parameters) => [meanAtr(parameters)],
    lookback: 0,
    compute: (row) => row.value(0, 0, 0) / row.close(0),
  }),
  rowFeature({
    id: 'atr_percentile',
    version: 1,
    title: 'Rank of the mean true range',
    help: 'Share of the last `bars` values of the mean true range that are not above the newest one: 1 is the widest market of the window.',
    family: 'volatility',
    unit: 'ratio',
    range: { min: 0, max: 1 },
    parameters: [
      { name: 'bars', default: 50, min: 1, max: 500, help: 'Values ranked, the newest included.' },
      MEAN_ATR_BARS,
    ],
    indicators: (parameters) => [meanAtr(parameters)],
    lookback: ({ bars }) => bars! - 1,
    compute: (row, { bars }) => {
      const newest = row.value(0, 0, 0);
      let notAbove = 0;
      for (let lag = 0; lag < bars!; lag++) {
        const value = row.value(0, 0, lag);
        if (!Number.isFinite(value)) return Number.NaN;
        if (value <= newest) notAbove++;
      }
      return notAbove / bars!;
    },
  }),
];
