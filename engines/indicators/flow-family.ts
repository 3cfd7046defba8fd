// The volume and money-flow indicators that the registry lists besides volume average and anchored VWAP. Holds no formula.

import type { IndicatorDefinition } from './definition.ts';
import { CMF, MFI } from './money-flow.ts';
import { OBV } from './on-balance-volume.ts';

export const FLOW: readonly IndicatorDefinition[] = [MFI, CMF, OBV];
