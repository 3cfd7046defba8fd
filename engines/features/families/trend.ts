// Strength and direction of a trend after Wilder and others, and his relative strength index around zero. Building blocks of the meta-label
// sets. Both starts of his smoothing are offered: the published meta-model was fed with `seed` 0, TA-Lib's is 1.

import { ADX } from '../../indicators/adx.ts';
import type { IndicatorParameter, IndicatorParameters } from '../../indicators/definition.ts';
import { SEED_PARAMETER } from '../../indicators/exponential.ts';
import { RSI } from '../../indicators/rsi.ts';
import { TRIX } from '../../indicators/stacked-exponential.ts';
import { SUPERTREND } from '../../indicators/supertrend.ts';
import type { FeatureRange, FeatureTemplate, SeriesTemplate } from '../definition.ts';
import { rowFeature } from '../row-feature.ts';

const PERIOD: IndicatorParameter = {
  name: 'period',
  default: 14,
  min: 1,
  max: 500,
  help: "Length of Wilder's smoothing.",
};
const SUPERTREND_PARAMETERS: readonly IndicatorParameter[] = [
  { ...PERIOD, default: 10, help: 'True ranges averaged.' },
  { name: 'multiplier', default: 3, min: 0.1, max: 50, help: 'Average true ranges to the stop.' },
];
/** Output of the indicator: 1 above the stop, −1 below. */
const DIRECTION = 1;
const SEED: IndicatorParameter = { ...SEED_PARAMETER, default: 1 };

interface Directional {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly unit: string;
  readonly range: FeatureRange;
  readonly of: (plusDi: number, minusDi: number, adx: number) => number;
  /** The ADX comes a second smoothing after the DI; without it the warm-up is shorter. */
  readonly needsAdx: boolean;
}

/** DI come `period` bars after the start where TA-Lib's start is used, the ADX `period − 1` bars later; else from bar 0. */
function warmupOf({ period, seed }: IndicatorParameters, needsAdx: boolean): number {
  if (seed! < 0.5) return 0;
  return needsAdx ? 2 * period! - 1 : period!;
}

function directional({ of, needsAdx, ...facts }: Directional): SeriesTemplate {
  return rowFeature({
    ...facts,
    version: 1,
    family: 'trend',
    parameters: [PERIOD, SEED],
    indicators: (parameters) => [{ definition: ADX, parameters }],
    lookback: 0,
    warmup: (parameters) => warmupOf(parameters, needsAdx),
    compute: (row) => of(row.value(0, 0, 0), row.value(0, 1, 0), row.value(0, 2, 0)),
  });
}

export const TREND: readonly FeatureTemplate[] = [
  directional({
    id: 'adx',
    title: 'Average directional index',
    help: "Wilder's ADX: how strong the trend is, whatever its direction.",
    unit: 'points 0-100',
    range: { min: 0, max: 100 },
    of: (_plus, _minus, adx) => adx,
    needsAdx: true,
  }),
  directional({
    id: 'adx_norm',
    title: 'ADX over 50',
    help: 'ADX / 50, the scale of the five-feature meta-model (AVWAP v11 as published).',
    unit: 'ratio',
    range: { min: 0, max: 2 },
    of: (_plus, _minus, adx) => adx / 50,
    needsAdx: true,
  }),
  directional({
    id: 'plus_di',
    title: 'Positive directional indicator',
    help: "Wilder's +DI: smoothed upward movement as a percentage of the smoothed true range.",
    unit: 'points 0-100',
    range: { min: 0, max: 100 },
    of: (plus) => plus,
    needsAdx: false,
  }),
  directional({
    id: 'minus_di',
    title: 'Negative directional indicator',
    help: "Wilder's −DI: smoothed downward movement as a percentage of the smoothed true range.",
    unit: 'points 0-100',
    range: { min: 0, max: 100 },
    of: (_plus, minus) => minus,
    needsAdx: false,
  }),
  directional({
    id: 'di_difference',
    title: 'Directional difference',
    help: '+DI − −DI: the direction of the movement, positive where upward movement prevails.',
    unit: 'points ±100',
    range: { min: -100, max: 100 },
    of: (plus, minus) => plus - minus,
    needsAdx: false,
  }),
  rowFeature({
    id: 'rsi_centered',
    version: 1,
    title: 'RSI around zero',
    help: '(RSI − 50) / 50 (AVWAP v11 as published): −1 where only losses, +1 where only gains stand in the window.',
    family: 'oscillator',
    unit: 'ratio',
    range: { min: -1, max: 1 },
    parameters: [PERIOD, SEED],
    indicators: (parameters) => [{ definition: RSI, parameters }],
    lookback: 0,
    compute: (row) => (row.value(0, 0, 0) - 50) / 50,
  }),
  rowFeature({
    id: 'trix',
    version: 1,
    title: 'TRIX',
    help: 'Change per bar, in percent, of an average of an average of an average of the close (J. Hutson 1983): a trend without its ripples.',
    family: 'trend',
    unit: 'percent',
    range: null,
    parameters: [{ ...PERIOD, default: 15, help: 'Span of every average in the stack.' }],
    indicators: ({ period }) => [{ definition: TRIX, parameters: { period: period! } }],
    lookback: 0,
    compute: (row) => row.value(0, 0, 0),
  }),
  rowFeature({
    id: 'supertrend_direction',
    version: 1,
    title: 'Supertrend direction',
    help: '+1 while the price stands above its Supertrend stop, −1 below.',
    family: 'trend',
    unit: 'sign',
    range: { min: -1, max: 1 },
    parameters: SUPERTREND_PARAMETERS,
    indicators: (parameters) => [{ definition: SUPERTREND, parameters }],
    lookback: 0,
    compute: (row) => row.value(0, DIRECTION, 0),
  }),
  rowFeature({
    id: 'supertrend_flip',
    version: 1,
    title: 'Supertrend turn',
    help: '+1 on the bar that turned the Supertrend upwards, −1 on the one that turned it downwards, else 0.',
    family: 'trend',
    unit: 'sign',
    range: { min: -1, max: 1 },
    parameters: SUPERTREND_PARAMETERS,
    indicators: (parameters) => [{ definition: SUPERTREND, parameters }],
    lookback: 1,
    compute: (row) => (row.value(0, DIRECTION, 0) - row.value(0, DIRECTION, 1)) / 2,
  }),
];
