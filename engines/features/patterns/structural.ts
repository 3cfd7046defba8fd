// Patterns of more than three bars: narrow ranges, failed breaks, sweeps of swing points, squeezed volatility. Gathered by
// `index.ts`; the rules read `isTrap` as well.

import { BOLLINGER } from '../../indicators/bollinger.ts';
import { ATR_SMA } from '../../indicators/true-range.ts';
import { extremeOf, rangeOf } from './anatomy.ts';
import { directionOf, type PatternBars, type PatternDefinition, type Side } from './definition.ts';

function narrowest(count: number): PatternDefinition {
  return {
    id: `nr${count}`,
    title: `Narrowest range of ${count}`,
    rule: `The bar's range is smaller than each of the ${count - 1} ranges before (Toby Crabel, 1990).`,
    direction: 'neutral',
    bars: count,
    found: (bars) => {
      const range = rangeOf(bars, 0);
      for (let lag = 1; lag < count; lag++) if (range >= rangeOf(bars, lag)) return false;
      return true;
    },
  };
}

const TRAP_BARS = 3;
/** Beyond the extreme by two hundredths of a percent: less is the spread, not a break. */
const LEAST_POKE = 2e-4;

/** The bar broke the extreme of the last three above (+1) or below (−1) and closed back inside. */
export function isTrap(bars: PatternBars, side: Side): boolean {
  const extreme = extremeOf(bars, 1, TRAP_BARS, side);
  const reached = side > 0 ? bars.high(0) : bars.low(0);
  return side * (reached - extreme) >= LEAST_POKE * Math.abs(extreme) && side * (extreme - bars.close(0)) > 0;
}

function trap(breaks: Side): PatternDefinition {
  return {
    id: breaks > 0 ? 'trap_up' : 'trap_down',
    title: breaks > 0 ? 'Failed break up (bull trap)' : 'Failed break down (bear trap)',
    rule: `The bar goes at least 2 basis points beyond the ${breaks > 0 ? 'highest high' : 'lowest low'} of the three bars before and closes back inside.`,
    direction: directionOf(breaks > 0 ? -1 : 1),
    bars: TRAP_BARS + 1,
    found: (bars) => isTrap(bars, breaks),
  };
}

const SWEEP_BARS = 20;
const PIVOT_REACH = 2;

/** The newest swing point that nothing has passed since; NaN where there is none. */
function standingPivot(bars: PatternBars, side: Side): number {
  const at = (lag: number) => side * (side > 0 ? bars.high(lag) : bars.low(lag));
  let since = Math.max(at(1), at(2));
  for (let lag = 1 + PIVOT_REACH; lag <= SWEEP_BARS - PIVOT_REACH; lag++) {
    const candidate = at(lag);
    if (candidate > since) {
      if (candidate > at(lag + 1) && candidate > at(lag + 2)) return side * candidate;
      since = candidate;
    }
  }
  return Number.NaN;
}

function sweep(breaks: Side): PatternDefinition {
  const end = breaks > 0 ? 'high' : 'low';
  return {
    id: breaks > 0 ? 'swing_sweep_up' : 'swing_sweep_down',
    title: breaks > 0 ? 'Swing high swept' : 'Swing low swept',
    rule: `The newest standing swing ${end} of the last ${SWEEP_BARS} bars (two bars on either side, passed by none since) is passed by the bar's ${end}, and the bar closes back on the near side.`,
    direction: directionOf(breaks > 0 ? -1 : 1),
    bars: SWEEP_BARS + 1,
    found: (bars) => {
      const pivot = standingPivot(bars, breaks);
      const reached = breaks > 0 ? bars.high(0) : bars.low(0);
      return breaks * (reached - pivot) > 0 && breaks * (pivot - bars.close(0)) > 0;
    },
  };
}

/** Multiples of the average range between the mean and either band of the Keltner channel. */
const KELTNER_RANGES = 1.5;

export const STRUCTURAL_PATTERNS: readonly PatternDefinition[] = [
  narrowest(4),
  narrowest(7),
  trap(1),
  trap(-1),
  sweep(1),
  sweep(-1),
  {
    id: 'squeeze',
    title: 'Squeeze',
    rule: 'The Bollinger bands (20 closes, 2 deviations) lie inside the Keltner channel (the same mean, 1.5 simple average true ranges of 20): volatility has contracted (John Carter).',
    direction: 'neutral',
    bars: 1,
    indicators: [
      { definition: BOLLINGER, parameters: { period: 20, deviations: 2 } },
      { definition: ATR_SMA, parameters: { period: 20 } },
    ],
    // Both share the mean: comparing half widths compares either side.
    found: (bars) => bars.value(0, 0, 0) - bars.value(0, 1, 0) < KELTNER_RANGES * bars.value(1, 0, 0),
  },
];
