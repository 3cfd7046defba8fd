// Patterns of three candles: stars, soldiers, and confirmed haramis and engulfings. Gathered by `index.ts`.

import { bodyCovers, bodyMiddle, bodyShare, bodyStrictlyInside, isColoured, trendedInto } from './anatomy.ts';
import { directionOf, type PatternBars, type PatternDefinition, type Side } from './definition.ts';

const falling = (side: Side) => (side > 0 ? 'falling' : 'rising');
const rising = (side: Side) => (side > 0 ? 'rising' : 'falling');
const fell = (side: Side) => (side > 0 ? 'fell' : 'rose');

function star(side: Side): PatternDefinition {
  return {
    id: side > 0 ? 'morning_star' : 'evening_star',
    title: side > 0 ? 'Morning star' : 'Evening star',
    rule: `Closes of bars 1 to 3 ${fell(side)}; a ${falling(side)} bar, a bar whose body is at most 35 % of its range, then a ${rising(side)} bar that closes at or beyond the middle of the first body.`,
    direction: directionOf(side),
    bars: 4,
    found: (bars) =>
      trendedInto(bars, 1, -side) &&
      isColoured(bars, 2, -side) &&
      bodyShare(bars, 1) <= 0.35 &&
      isColoured(bars, 0, side) &&
      side * (bars.close(0) - bodyMiddle(bars, 2)) >= 0,
  };
}

function soldiers(side: Side): PatternDefinition {
  return {
    id: side > 0 ? 'three_white_soldiers' : 'three_black_crows',
    title: side > 0 ? 'Three white soldiers' : 'Three black crows',
    rule: `Three ${rising(side)} bars, each closing beyond the one before, each with a body of at least half its range.`,
    direction: directionOf(side),
    bars: 3,
    found: (bars) => {
      for (let lag = 0; lag < 3; lag++)
        if (!isColoured(bars, lag, side) || bodyShare(bars, lag) < 0.5) return false;
      return trendedInto(bars, 0, side);
    },
  };
}

/** The newest bar confirms a turn that bars 1 and 2 made: the trend before it is read on bars 2 to 4. */
function confirmed(
  id: string,
  title: string,
  side: Side,
  turn: string,
  turned: (bars: PatternBars) => boolean,
): PatternDefinition {
  return {
    id,
    title,
    rule: `Closes of bars 2 to 4 ${fell(side)}; a ${falling(side)} bar, a ${rising(side)} bar ${turn}, then a ${rising(side)} bar that closes beyond it.`,
    direction: directionOf(side),
    bars: 5,
    found: (bars) =>
      trendedInto(bars, 2, -side) &&
      isColoured(bars, 2, -side) &&
      isColoured(bars, 1, side) &&
      isColoured(bars, 0, side) &&
      turned(bars) &&
      side * (bars.close(0) - bars.close(1)) > 0,
  };
}

const inside = (bars: PatternBars) => bodyStrictlyInside(bars, 1, 2);
const outside = (bars: PatternBars) => bodyCovers(bars, 1, 2);

/** An island: the small bar touches neither neighbour. */
function abandonedBaby(side: Side): PatternDefinition {
  return {
    id: `abandoned_baby_${directionOf(side)}`,
    title: side > 0 ? 'Bullish abandoned baby' : 'Bearish abandoned baby',
    rule: `Closes of bars 1 to 3 ${fell(side)}; a ${falling(side)} bar, a doji (body at most 10 % of its range) that lies wholly ${side > 0 ? 'below' : 'above'} both neighbours, then a ${rising(side)} bar.`,
    direction: directionOf(side),
    bars: 4,
    found: (bars) =>
      trendedInto(bars, 1, -side) &&
      isColoured(bars, 2, -side) &&
      bodyShare(bars, 1) <= 0.1 &&
      isColoured(bars, 0, side) &&
      (side > 0
        ? bars.high(1) < Math.min(bars.low(0), bars.low(2))
        : bars.low(1) > Math.max(bars.high(0), bars.high(2))),
  };
}

export const THREE_BAR_PATTERNS: readonly PatternDefinition[] = [
  star(1),
  star(-1),
  soldiers(1),
  soldiers(-1),
  confirmed('three_inside_up', 'Three inside up', 1, 'with its body inside that body', inside),
  confirmed('three_inside_down', 'Three inside down', -1, 'with its body inside that body', inside),
  confirmed('three_outside_up', 'Three outside up', 1, 'whose larger body covers that body', outside),
  confirmed('three_outside_down', 'Three outside down', -1, 'whose larger body covers that body', outside),
  abandonedBaby(1),
  abandonedBaby(-1),
];
