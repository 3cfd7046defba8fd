// Where the close stands in the high-low range of the last bars: the slow stochastic. Building block of scalper-52.

import type { IndicatorParameter } from '../../indicators/definition.ts';
import { STOCHASTIC } from '../../indicators/stochastic.ts';
import type { FeatureTemplate, SeriesTemplate } from '../definition.ts';
import { rowFeature } from '../row-feature.ts';

const bars = (name: string, standard: number, help: string): IndicatorParameter => ({
  name,
  default: standard,
  min: 1,
  max: 500,
  help,
});
const RANGE = bars('range', 14, 'Bars of the high-low range.');
const SMOOTHING = bars('smoothing', 3, 'Simple mean that makes %K slow; 1 leaves it fast.');
const SIGNAL = bars('signal', 3, 'Simple mean of %K that makes %D.');

function stochastic(
  id: string,
  title: string,
  help: string,
  parameters: SeriesTemplate['parameters'],
  output: number,
): FeatureTemplate {
  return rowFeature({
    id,
    version: 1,
    title,
    help,
    family: 'oscillator',
    unit: 'points 0-100',
    range: { min: 0, max: 100 },
    parameters,
    // %K does not depend on the mean taken of it: a signal of one bar adds no warm-up.
    indicators: ({ range, smoothing, signal = 1 }) => [
      { definition: STOCHASTIC, parameters: { range: range!, smoothing: smoothing!, signal } },
    ],
    lookback: 0,
    // The running means may leave the scale by a rounding error.
    compute: (row) => Math.min(100, Math.max(0, row.value(0, output, 0))),
  });
}

export const STOCHASTICS: readonly FeatureTemplate[] = [
  stochastic(
    'stochastic_k',
    'Slow stochastic %K',
    '100 · (close − lowest low) / (highest high − lowest low) over `range` bars, smoothed (G. Lane).',
    [RANGE, SMOOTHING],
    0,
  ),
  stochastic(
    'stochastic_d',
    'Slow stochastic %D',
    'Simple mean of the last `signal` values of %K.',
    [RANGE, SMOOTHING, SIGNAL],
    1,
  ),
];
