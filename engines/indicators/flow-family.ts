// The volume and money-flow indicators that the registry lists besides volume average and anchored VWAP. Holds no formula.

import { ACCUMULATION, ACCUMULATION_OSCILLATOR } from './accumulation.ts';
import type { IndicatorDefinition } from './definition.ts';
import { DIRECTED_MONEY_FLOW } from './directed-money-flow.ts';
import { CMF, MFI } from './money-flow.ts';
import { OBV } from './on-balance-volume.ts';
import { ROLLING_VWAP } from './rolling-vwap.ts';
import { RELATIVE_VOLUME, VOLUME_Z_SCORE } from './volume-compared.ts';
import { CVD } from './volume-delta.ts';

export const FLOW: readonly IndicatorDefinition[] = [
  MFI,
  CMF,
  OBV,
  ACCUMULATION,
  ACCUMULATION_OSCILLATOR,
  ROLLING_VWAP,
  VOLUME_Z_SCORE,
  RELATIVE_VOLUME,
  CVD,
  DIRECTED_MONEY_FLOW,
];
