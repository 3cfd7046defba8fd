// The instrument against the market around it: index, volatility index. Combined features, read at one decision time.
// Sets take them from the catalogue; without the side series they are missing.

import type { CombinedTemplate, FeatureTemplate } from '../definition.ts';
import { rowFeature } from '../row-feature.ts';
import { bars, over } from './windows.ts';

const MINUS = (values: Float64Array) => values[0]! - values[1]!;

const RELATIVE_STRENGTH: CombinedTemplate = {
  kind: 'combined',
  id: 'relative_strength',
  version: 1,
  title: 'Strength against the market',
  help: 'Log return of the instrument over `bars` bars minus that of the market series over as many of its own: what the index does not explain.',
  family: 'market',
  unit: 'log ratio',
  range: null,
  parameters: [bars('bars', 10, 'Bars between the two closes.', 1, 500)],
  parts: ({ bars }, place) => [
    { ...place, feature: 'log_return', parameters: { bars: bars! } },
    { source: 'market', timeframe: place.timeframe, feature: 'log_return', parameters: { bars: bars! } },
  ],
  combine: MINUS,
};

const VOLATILITY_AGAINST_MARKET: CombinedTemplate = {
  kind: 'combined',
  id: 'volatility_against_market',
  version: 1,
  title: "Volatility over the market's",
  help: 'Realised volatility of the instrument over that of the market series, both of the last `period` bars.',
  family: 'market',
  unit: 'ratio',
  range: { min: 0, max: Number.POSITIVE_INFINITY },
  parameters: [bars('period', 20, 'Returns in the window.', 2, 500)],
  parts: ({ period }, place) => [
    { ...place, feature: 'realised_volatility', parameters: { period: period! } },
    {
      source: 'market',
      timeframe: place.timeframe,
      feature: 'realised_volatility',
      parameters: { period: period! },
    },
  ],
  combine: (values) => over(values[0]!, values[1]!),
};

export const MARKET: readonly FeatureTemplate[] = [
  rowFeature({
    id: 'close',
    version: 1,
    title: 'Close',
    help: 'The last price of the bar. A level: it feeds other features and cannot stand in a set.',
    family: 'market',
    unit: 'price',
    range: null,
    level: true,
    parameters: [],
    lookback: 0,
    compute: (row) => row.close(0),
  }),
  RELATIVE_STRENGTH,
  VOLATILITY_AGAINST_MARKET,
];
