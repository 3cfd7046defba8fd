// What several feature families share: parameters that are called and bounded the same everywhere, and the careful division.

import type { IndicatorParameter } from '../../indicators/definition.ts';

export function bars(name: string, standard: number, help: string, min = 1, max = 5000): IndicatorParameter {
  return { name, default: standard, min, max, help };
}

export const ATR_BARS: IndicatorParameter = bars(
  'atr_bars',
  14,
  "True ranges in the average (Wilder's, as TA-Lib starts it) that distances are measured in.",
);

/** `value / by`, missing where there is nothing to measure in (a standing market, no volume) or no finite result. */
export function over(value: number, by: number): number {
  const result = by > 0 ? value / by : Number.NaN;
  return Number.isFinite(result) ? result : Number.NaN;
}
