// The registry's list of moving averages. A new one is added here and is thereby covered by the contract suite.

import type { IndicatorDefinition } from './definition.ts';
import { EMA, WILDER } from './exponential.ts';
import { KAMA } from './kaufman-average.ts';
import { HIGHEST, LOWEST } from './rolling-extreme.ts';
import { SMA, VOLUME_SMA } from './sma.ts';
import { DEMA, TEMA } from './stacked-exponential.ts';
import { VWMA } from './volume-weighted-average.ts';
import { HMA, WMA } from './weighted-average.ts';

export const MOVING_AVERAGES: readonly IndicatorDefinition[] = [
  SMA,
  EMA,
  WILDER,
  WMA,
  DEMA,
  TEMA,
  HMA,
  KAMA,
  VWMA,
  VOLUME_SMA,
  HIGHEST,
  LOWEST,
];
