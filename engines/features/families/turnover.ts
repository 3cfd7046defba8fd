// Money traded, what a price move cost in it, and on-balance volume: each against its own recent past, because an amount in
// rupees says which instrument it is and not what happens there. An index has no volume: all of these are missing there.

import type { IndicatorParameter } from '../../indicators/definition.ts';
import { OBV } from '../../indicators/on-balance-volume.ts';
import { clip } from '../../numeric/arrays.ts';
import type { FeatureTemplate } from '../definition.ts';
import { type Row, rowFeature } from '../row-feature.ts';

const USUAL: IndicatorParameter = {
  name: 'bars',
  default: 75,
  min: 2,
  max: 500,
  help: 'Bars whose mean turnover is the usual one, the newest included (75: a regular session of 5 minutes).',
};

const turnoverOf = (row: Row, lag: number) => row.close(lag) * row.volume(lag);

/** Turnover of the newest bar over the mean of the last `bars`; NaN where a bar is missing or nothing trades. */
function relativeTurnover(row: Row, bars: number): number {
  let total = 0;
  for (let lag = bars - 1; lag >= 0; lag--) total += turnoverOf(row, lag);
  const ratio = (turnoverOf(row, 0) * bars) / total;
  return Number.isFinite(ratio) && ratio > 0 ? ratio : Number.NaN;
}

export const TURNOVER: readonly FeatureTemplate[] = [
  rowFeature({
    id: 'log_turnover',
    version: 1,
    title: 'Turnover against the usual, logarithm',
    help: 'ln(close · volume / its mean of the last `bars` bars): `dollar_vol` of AVWAP v11 as published without the rupees. Missing where the bar did not trade.',
    family: 'volume',
    unit: 'log ratio',
    range: null,
    parameters: [USUAL],
    lookback: ({ bars }) => bars! - 1,
    compute: (row, { bars }) => Math.log(relativeTurnover(row, bars!)),
  }),
  rowFeature({
    id: 'illiquidity',
    version: 1,
    title: 'Price move per usual turnover',
    help: '|ln(close / close before)| / (turnover / its mean of the last `bars` bars): how far the price would have gone on a usual turnover (after Y. Amihud 2002, who divides by the amount itself). Missing where the bar did not trade.',
    family: 'volume',
    unit: 'log ratio',
    range: null,
    parameters: [USUAL],
    lookback: ({ bars }) => bars! - 1,
    compute: (row, { bars }) =>
      Math.abs(Math.log(row.close(0) / row.close(1))) / relativeTurnover(row, bars!),
  }),
  rowFeature({
    id: 'obv_z_score',
    version: 1,
    title: 'On-balance volume, z-score',
    help: '(OBV − mean) / population standard deviation of its last `bars` values, within ±5 (the published scalper); missing where it stood still.',
    family: 'volume',
    unit: 'sigma',
    range: { min: -5, max: 5 },
    parameters: [{ name: 'bars', default: 100, min: 3, max: 500, help: 'Values in the window.' }],
    indicators: () => [{ definition: OBV }],
    lookback: ({ bars }) => bars! - 1,
    compute: (row, { bars }) => {
      const newest = row.value(0, 0, 0);
      // Distances from the newest value: OBV itself grows without bound and would drown them in rounding.
      let total = 0;
      for (let lag = bars! - 1; lag > 0; lag--) total += row.value(0, 0, lag) - newest;
      const mean = total / bars!;
      let squares = mean * mean;
      for (let lag = bars! - 1; lag > 0; lag--) squares += (row.value(0, 0, lag) - newest - mean) ** 2;
      const deviation = Math.sqrt(squares / bars!);
      return deviation > 0 ? clip(-mean / deviation, -5, 5) : Number.NaN;
    },
  }),
];
