// Break and retest: a close beyond the latest swing level, and the later bar that comes back to it and closes beyond it again.
// Called by features, patterns and charts.

import type { Bar } from '../market/bars.ts';
import { type IndicatorDefinition, type IndicatorParameter, period } from './definition.ts';
import { createPivotDetector, STRENGTH } from './pivots.ts';
import { stepwise } from './stepwise.ts';

const TOLERANCE: IndicatorParameter = {
  name: 'tolerance_bps',
  default: 5,
  min: 0,
  max: 500,
  help: 'How near the level counts as coming back to it, in hundredths of a percent of the level.',
};

/** One side: `sign` 1 watches breaks above swing highs. Ages count complete bars. */
function createSide(sign: 1 | -1, strength: number, tolerance: number, patience: number) {
  const detector = createPivotDetector(strength, sign);
  let level = Number.NaN;
  let broken = Number.NaN;
  let age = 0;
  const state = { broke: false, retested: false };

  /** A close back beyond the level, or no return in time, ends the wait; a return that holds is the retest. */
  function waitForReturn(bar: Bar): void {
    age++;
    const holds = (bar.close - broken) * sign > 0;
    const touch = sign === 1 ? bar.low : bar.high;
    const returned = (touch - broken) * sign <= tolerance * broken;
    if (holds && returned) state.retested = true;
    if (!holds || returned || age >= patience) broken = Number.NaN;
  }

  return {
    state,
    next(bar: Bar): void {
      state.broke = false;
      state.retested = false;
      if (!Number.isNaN(broken)) waitForReturn(bar);
      // A level breaks once; the next one is the next confirmed pivot.
      if ((bar.close - level) * sign > 0) {
        state.broke = true;
        broken = level;
        level = Number.NaN;
        age = 0;
      }
      const pivot = detector.next(sign === 1 ? bar.high : bar.low);
      if (!Number.isNaN(pivot)) level = pivot;
    },
  };
}

/** Each 1 on the bar where it happens, else 0. A newer break replaces a level still waiting for its retest. */
export const BREAK_RETEST: IndicatorDefinition = stepwise({
  id: 'break-retest',
  title: 'Break and retest of a swing level',
  inputs: ['high', 'low', 'close'],
  parameters: [STRENGTH, TOLERANCE, period('patience', 20, 'Bars within which the retest must come.')],
  outputs: ['bull_break', 'bull_retest', 'bear_break', 'bear_retest'],
  warmup: ({ strength }) => 2 * strength!,
  missing: 'skip',
  resetsEachSession: false,
  source:
    'Close beyond the latest confirmed swing pivot; retest: back within the tolerance, close beyond again',
  create: ({ strength, tolerance_bps: tolerance, patience }) => {
    const bulls = createSide(1, strength!, tolerance! / 10_000, patience!);
    const bears = createSide(-1, strength!, tolerance! / 10_000, patience!);
    let count = 0;
    return (bar, _session, out) => {
      bulls.next(bar);
      bears.next(bar);
      if (count++ < 2 * strength!) return;
      out[0] = Number(bulls.state.broke);
      out[1] = Number(bulls.state.retested);
      out[2] = Number(bears.state.broke);
      out[3] = Number(bears.state.retested);
    };
  },
});
