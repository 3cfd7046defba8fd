// "The strat": bars numbered by what they took out of the bar before (1 inside, 2 one side, 3 both). Gathered by `index.ts`.

import { isColoured, isDirectional, isInside, trendedInto } from './anatomy.ts';
import { directionOf, type PatternDefinition, type Side } from './definition.ts';

function continuation(side: Side): PatternDefinition {
  const name = side > 0 ? '2u2u' : '2d2d';
  const end = side > 0 ? 'high' : 'low';
  return {
    id: `thestrat_${name}_cont`,
    title: side > 0 ? 'Strat 2-up 2-up' : 'Strat 2-down 2-down',
    rule: `Twice in a row the bar takes out the ${end} of the bar before and leaves its other end alone.`,
    direction: directionOf(side),
    bars: 3,
    found: (bars) => isDirectional(bars, 1, side) && isDirectional(bars, 0, side),
  };
}

function reversal(side: Side): PatternDefinition {
  return {
    id: side > 0 ? 'thestrat_2d_1_2u_rev' : 'thestrat_2u_1_2d_rev',
    title: side > 0 ? 'Strat 2-down, inside, 2-up' : 'Strat 2-up, inside, 2-down',
    rule: `An inside bar, then a bar that takes out only its ${side > 0 ? 'high' : 'low'}; before it closes of bars 1 to 3 ${side > 0 ? 'fell' : 'rose'}, or bar 2 was ${side > 0 ? 'falling' : 'rising'}.`,
    direction: directionOf(side),
    bars: 4,
    found: (bars) =>
      isInside(bars, 1) &&
      isDirectional(bars, 0, side) &&
      (trendedInto(bars, 1, -side) || isColoured(bars, 2, -side)),
  };
}

export const STRAT_PATTERNS: readonly PatternDefinition[] = [
  continuation(1),
  continuation(-1),
  reversal(1),
  reversal(-1),
  {
    id: 'double_inside',
    title: 'Double inside bar',
    rule: 'An inside bar inside an inside bar.',
    direction: 'neutral',
    bars: 3,
    found: (bars) => isInside(bars, 0) && isInside(bars, 1),
  },
];
