// meta-5: the five inputs of the published meta-model of AVWAP v11, in the order of its features file.
// Describes proposed trades only. Values are the strategy's own: simple mean true range, Wilder's smoothing from the first bar.

import type { FeatureSet } from '../definition.ts';
import { entry } from './entry.ts';

const WILDER = { period: 14, seed: 0 };

export const META_5: FeatureSet = {
  id: 'meta-5',
  version: 1,
  title: 'Meta-label, 5 features',
  description:
    'Quality, volatility, RSI, ADX and side of a proposed trade (AVWAP v11): the published meta-model’s inputs in its order, on the bars the strategy decides on (15 minutes in use). atr_pct is a fraction, as the published data has it. Quality is on another scale for longs than for shorts; the side tells them apart. A bar without the numbers is missing here, where the published data wrote 0, 50 and 20.',
  entries: [
    entry('quality_score'),
    entry('atr_pct', 'atr_fraction', { atr_bars: 14 }),
    entry('rsi_centered', 'rsi_centered', WILDER),
    entry('adx_norm', 'adx_norm', WILDER),
    entry('side'),
  ],
};
