// The last few bars up close: slope, share of rising closes, bar ranges, and how near the price is to the edges of what it did.
// Every number is relative to the price (the published scalper mixed price levels with scaled ones). Building blocks of scalper-52.

import type { IndicatorParameter } from '../../indicators/definition.ts';
import { LINEAR_REGRESSION } from '../../indicators/linear-regression.ts';
import type { FeatureTemplate } from '../definition.ts';
import { rowFeature } from '../row-feature.ts';
import { highestHigh, lowestLow } from './row-extremes.ts';

const BARS: IndicatorParameter = {
  name: 'bars',
  default: 5,
  min: 1,
  max: 500,
  help: 'Bars looked at, the newest included.',
};

/** 1 or 0, and NaN where either number is missing. */
const flag = (yes: boolean, ...numbers: readonly number[]) =>
  numbers.some((number) => !Number.isFinite(number)) ? Number.NaN : yes ? 1 : 0;

export const MICROSTRUCTURE: readonly FeatureTemplate[] = [
  rowFeature({
    id: 'micro_slope',
    version: 1,
    title: 'Slope of the last closes',
    help: 'Slope of the least-squares line through the last `bars` closes / close: relative change per bar (the published scalper).',
    family: 'trend',
    unit: 'ratio per bar',
    range: null,
    parameters: [{ ...BARS, min: 2 }],
    indicators: ({ bars }) => [{ definition: LINEAR_REGRESSION, parameters: { period: bars! } }],
    lookback: 0,
    compute: (row) => row.value(0, 0, 0) / row.close(0),
  }),
  rowFeature({
    id: 'micro_imbalance',
    version: 1,
    title: 'Rising against falling closes',
    help: '(rises − falls) / (rises + falls) over the last `bars` changes; 0 where nothing moved. The published scalper counted over whatever its list held; here the length is fixed.',
    family: 'trend',
    unit: 'ratio',
    range: { min: -1, max: 1 },
    parameters: [{ ...BARS, default: 32, help: 'Changes counted.' }],
    lookback: ({ bars }) => bars!,
    compute: (row, { bars }) => {
      let rises = 0;
      let falls = 0;
      for (let lag = 0; lag < bars!; lag++) {
        const change = row.close(lag) - row.close(lag + 1);
        if (!Number.isFinite(change)) return Number.NaN;
        if (change > 0) rises++;
        else if (change < 0) falls++;
      }
      return rises + falls === 0 ? 0 : (rises - falls) / (rises + falls);
    },
  }),
  rowFeature({
    id: 'mean_range',
    version: 1,
    title: 'Mean bar range',
    help: 'Mean of high − low over the last `bars` bars / close. The definition the published scalper used live (5 and 15 bars; offline it took 14 and 42): one is kept.',
    family: 'volatility',
    unit: 'ratio',
    range: null,
    parameters: [BARS],
    lookback: ({ bars }) => bars! - 1,
    compute: (row, { bars }) => {
      let total = 0;
      for (let lag = bars! - 1; lag >= 0; lag--) total += row.high(lag) - row.low(lag);
      return total / bars! / row.close(0);
    },
  }),
  rowFeature({
    id: 'high_distance',
    version: 1,
    title: 'Distance to the highest high',
    help: '(highest high of the last `bars` − close) / close: room up to the nearest resistance (the published scalper, sr_*_hi_dist).',
    family: 'structure',
    unit: 'ratio',
    range: null,
    parameters: [BARS],
    lookback: ({ bars }) => bars! - 1,
    compute: (row, { bars }) => (highestHigh(row, 0, bars!) - row.close(0)) / row.close(0),
  }),
  rowFeature({
    id: 'low_distance',
    version: 1,
    title: 'Distance to the lowest low',
    help: '(close − lowest low of the last `bars`) / close: room down to the nearest support (the published scalper, sr_*_lo_dist).',
    family: 'structure',
    unit: 'ratio',
    range: null,
    parameters: [BARS],
    lookback: ({ bars }) => bars! - 1,
    compute: (row, { bars }) => (row.close(0) - lowestLow(row, 0, bars!)) / row.close(0),
  }),
  rowFeature({
    id: 'breakout_up',
    version: 1,
    title: 'Close at or above the high before',
    help: '1 where the close is at or above the highest high of the `bars` bars before it, else 0. The published scalper counted the bar itself, so that only a close at its own high could break out.',
    family: 'structure',
    unit: 'flag',
    range: { min: 0, max: 1 },
    parameters: [{ ...BARS, help: 'Bars before the newest one.' }],
    lookback: ({ bars }) => bars!,
    compute: (row, { bars }) => {
      const level = highestHigh(row, 1, bars!);
      return flag(row.close(0) >= level, row.close(0), level);
    },
  }),
  rowFeature({
    id: 'breakout_down',
    version: 1,
    title: 'Close at or below the low before',
    help: '1 where the close is at or below the lowest low of the `bars` bars before it, else 0.',
    family: 'structure',
    unit: 'flag',
    range: { min: 0, max: 1 },
    parameters: [{ ...BARS, help: 'Bars before the newest one.' }],
    lookback: ({ bars }) => bars!,
    compute: (row, { bars }) => {
      const level = lowestLow(row, 1, bars!);
      return flag(row.close(0) <= level, row.close(0), level);
    },
  }),
];
