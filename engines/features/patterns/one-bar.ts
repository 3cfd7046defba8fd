// Patterns whose shape is a single candle, most of them after a trend. Gathered by `index.ts`.

import {
  bodyOf,
  bodyShare,
  isColoured,
  lowerWick,
  rangeOf,
  trendedInto,
  upperWick,
  wickTowards,
} from './anatomy.ts';
import { directionOf, type PatternBars, type PatternDefinition, type Side } from './definition.ts';

/** A small body at one end of the bar: the wick towards `wick` is twice the body or more, the other no longer than the body. */
function isPin(bars: PatternBars, wick: Side): boolean {
  const body = bodyOf(bars, 0);
  return (
    wickTowards(bars, 0, wick) >= 2 * body &&
    wickTowards(bars, 0, wick > 0 ? -1 : 1) <= body &&
    bodyShare(bars, 0) <= 0.35
  );
}

function pin(id: string, title: string, wick: Side, turnsTo: Side): PatternDefinition {
  return {
    id,
    title,
    rule: `Closes of bars 1 to 3 ${turnsTo > 0 ? 'fell' : 'rose'} in a row; then a ${wick > 0 ? 'upper' : 'lower'} wick of at least two bodies, the other wick no longer than the body, and a body of at most 35 % of the range.`,
    direction: directionOf(turnsTo),
    bars: 4,
    found: (bars) => trendedInto(bars, 1, -turnsTo) && isPin(bars, wick),
  };
}

function marubozu(side: Side): PatternDefinition {
  return {
    id: `marubozu_${directionOf(side)}`,
    title: side > 0 ? 'Bullish marubozu' : 'Bearish marubozu',
    rule: `A ${side > 0 ? 'rising' : 'falling'} bar whose body is at least 95 % of its range: hardly any wick.`,
    direction: directionOf(side),
    bars: 1,
    found: (bars) => isColoured(bars, 0, side) && bodyShare(bars, 0) >= 0.95,
  };
}

/** Opens beyond the close before, in the direction of the trend, and never looks back. */
function beltHold(side: Side): PatternDefinition {
  return {
    id: `belt_hold_${directionOf(side)}`,
    title: side > 0 ? 'Bullish belt hold' : 'Bearish belt hold',
    rule:
      side > 0
        ? 'Closes of bars 1 to 3 fell; the bar opens below the close before, at its low (lower wick at most 5 % of the range), and rises with a body of at least 70 % of the range.'
        : 'Closes of bars 1 to 3 rose; the bar opens above the close before, at its high (upper wick at most 5 % of the range), and falls with a body of at least 70 % of the range.',
    direction: directionOf(side),
    bars: 4,
    found: (bars) =>
      trendedInto(bars, 1, -side) &&
      isColoured(bars, 0, side) &&
      side * (bars.close(1) - bars.open(0)) > 0 &&
      wickTowards(bars, 0, side > 0 ? -1 : 1) <= 0.05 * rangeOf(bars, 0) &&
      bodyShare(bars, 0) >= 0.7,
  };
}

export const ONE_BAR_PATTERNS: readonly PatternDefinition[] = [
  {
    id: 'doji',
    title: 'Doji',
    rule: 'The body is at most 10 % of the range.',
    direction: 'neutral',
    bars: 1,
    found: (bars) => bodyShare(bars, 0) <= 0.1,
  },
  {
    id: 'spinning_top',
    title: 'Spinning top',
    rule: 'The body is more than 10 % and at most 30 % of the range, and either wick is at least as long as the body.',
    direction: 'neutral',
    bars: 1,
    found: (bars) => {
      const share = bodyShare(bars, 0);
      const body = bodyOf(bars, 0);
      return share > 0.1 && share <= 0.3 && upperWick(bars, 0) >= body && lowerWick(bars, 0) >= body;
    },
  },
  pin('hammer', 'Hammer', -1, 1),
  pin('inverted_hammer', 'Inverted hammer', 1, 1),
  pin('shooting_star', 'Shooting star', 1, -1),
  pin('hanging_man', 'Hanging man', -1, -1),
  marubozu(1),
  marubozu(-1),
  beltHold(1),
  beltHold(-1),
];
