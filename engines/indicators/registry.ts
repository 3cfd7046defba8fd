// Every indicator by id. The contract suite proves each one's batch and stream equal; charts and features choose from it.

import { ADX } from './adx.ts';
import { AVWAP_DEFINITIONS, SESSION_VWAP } from './avwap.ts';
import type { IndicatorDefinition, IndicatorParameters } from './definition.ts';
import { FLOW } from './flow-family.ts';
import { MOVING_AVERAGES } from './moving-average-family.ts';
import { OSCILLATORS } from './oscillator-family.ts';
import { SESSION } from './session-family.ts';
import { STRUCTURE } from './structure-family.ts';
import { TREND } from './trend-family.ts';
import { ATR, ATR_SMA, TRUE_RANGE } from './true-range.ts';
import { VOLATILITY } from './volatility-family.ts';

export const INDICATORS: readonly IndicatorDefinition[] = [
  ...MOVING_AVERAGES,
  ...OSCILLATORS,
  TRUE_RANGE,
  ATR,
  ATR_SMA,
  ADX,
  SESSION_VWAP,
  ...AVWAP_DEFINITIONS,
  ...TREND,
  ...VOLATILITY,
  ...FLOW,
  ...STRUCTURE,
  ...SESSION,
];

export function findIndicator(id: string): IndicatorDefinition | undefined {
  return INDICATORS.find((definition) => definition.id === id);
}

export function defaultIndicatorParameters(definition: IndicatorDefinition): IndicatorParameters {
  return Object.fromEntries(definition.parameters.map((parameter) => [parameter.name, parameter.default]));
}
