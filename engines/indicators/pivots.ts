// Swing pivots: a bar that sticks out from its neighbours on both sides, known only once the later neighbours have closed.
// Structure indicators build on the detector; charts and features read the definition.

import { checkPeriod } from '../numeric/arrays.ts';
import { type IndicatorDefinition, type IndicatorParameter, period, type ValueStream } from './definition.ts';
import { stepwise } from './stepwise.ts';

export const STRENGTH: IndicatorParameter = period(
  'strength',
  3,
  'Bars on either side that the pivot must exceed; it is known that many bars after it happened.',
  100,
);

/**
 * Takes highs (`sign` 1) or lows (−1). Gives the pivot's level at the bar that confirms it, `strength` bars later, and NaN on
 * every other bar. A pivot exceeds the bars before it and is not exceeded by those after it: of equals the first counts.
 */
export function createPivotDetector(strength: number, sign: 1 | -1): ValueStream {
  checkPeriod(strength, 'strength');
  const size = 2 * strength + 1;
  const ring = new Float64Array(size).fill(Number.NaN);
  let next = 0;
  /** Value `back` bars ago (0 = the latest). */
  const level = (back: number) => ring[(next - 1 - back + 2 * size) % size]!;
  return {
    next(value) {
      ring[next] = value;
      next = next + 1 === size ? 0 : next + 1;
      const middle = level(strength);
      for (let k = 1; k <= strength; k++) {
        // Written so that a NaN (not enough bars yet) is no pivot.
        if (!((middle - level(strength + k)) * sign > 0)) return Number.NaN;
        if (!((middle - level(strength - k)) * sign >= 0)) return Number.NaN;
      }
      return middle;
    },
  };
}

/** Remembers the latest confirmed pivot of one side. */
function createLatestPivot(strength: number, sign: 1 | -1) {
  const detector = createPivotDetector(strength, sign);
  const state = { level: Number.NaN, barsSince: Number.NaN };
  return {
    state,
    next(value: number): void {
      const found = detector.next(value);
      state.barsSince++;
      if (Number.isNaN(found)) return;
      state.level = found;
      state.barsSince = strength;
    },
  };
}

/** Latest confirmed pivots; `…_bars_since` counts complete bars since the pivot itself, `strength` where it is confirmed. */
export const SWING_PIVOTS: IndicatorDefinition = stepwise({
  id: 'swing-pivots',
  title: 'Swing pivots',
  inputs: ['high', 'low'],
  parameters: [STRENGTH],
  outputs: ['high_level', 'high_bars_since', 'low_level', 'low_bars_since'],
  warmup: ({ strength }) => 2 * strength!,
  missing: 'skip',
  resetsEachSession: false,
  source: 'Higher (lower) than `strength` bars before, not exceeded by as many after; no repainting',
  create: ({ strength }) => {
    const top = createLatestPivot(strength!, 1);
    const bottom = createLatestPivot(strength!, -1);
    return (bar, _session, out) => {
      top.next(bar.high);
      bottom.next(bar.low);
      out[0] = top.state.level;
      out[1] = top.state.barsSince;
      out[2] = bottom.state.level;
      out[3] = bottom.state.barsSince;
    };
  },
});
