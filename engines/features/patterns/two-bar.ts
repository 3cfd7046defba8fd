// Patterns of the newest candle against the one before it. Gathered by `index.ts`.

import {
  bodyCovers,
  bodyMiddle,
  bodyShare,
  bodyStrictlyInside,
  isColoured,
  isInside,
  isOutside,
  rangeOf,
  trendedInto,
} from './anatomy.ts';
import { directionOf, type PatternDefinition, type Side } from './definition.ts';

const falling = (side: Side) => (side > 0 ? 'falling' : 'rising');
const rising = (side: Side) => (side > 0 ? 'rising' : 'falling');
const adjective = (side: Side) => (side > 0 ? 'Bullish' : 'Bearish');

function engulfing(side: Side): PatternDefinition {
  return {
    id: `${directionOf(side)}_engulfing`,
    title: `${adjective(side)} engulfing`,
    rule: `A ${falling(side)} bar, then a ${rising(side)} bar whose larger body covers the body before.`,
    direction: directionOf(side),
    bars: 2,
    found: (bars) => isColoured(bars, 1, -side) && isColoured(bars, 0, side) && bodyCovers(bars, 0, 1),
  };
}

function harami(side: Side): PatternDefinition {
  return {
    id: `harami_${directionOf(side)}`,
    title: `${adjective(side)} harami`,
    rule: `A ${falling(side)} bar, then a body strictly inside its body that does not close ${side > 0 ? 'below' : 'above'} its own open.`,
    direction: directionOf(side),
    bars: 2,
    found: (bars) =>
      isColoured(bars, 1, -side) && bodyStrictlyInside(bars, 0, 1) && !isColoured(bars, 0, -side),
  };
}

/** Closes back over the middle of the bar before, short of its open. The published dark cloud could never hold. */
function piercing(side: Side): PatternDefinition {
  return {
    id: side > 0 ? 'piercing_line' : 'dark_cloud',
    title: side > 0 ? 'Piercing line' : 'Dark cloud cover',
    rule: `Closes of bars 1 to 3 ${side > 0 ? 'fell' : 'rose'}; a ${falling(side)} bar, then a ${rising(side)} bar that closes at or beyond the middle of the body before, but not beyond its open.`,
    direction: directionOf(side),
    bars: 4,
    found: (bars) =>
      trendedInto(bars, 1, -side) &&
      isColoured(bars, 1, -side) &&
      isColoured(bars, 0, side) &&
      side * (bars.close(0) - bodyMiddle(bars, 1)) >= 0 &&
      side * (bars.open(1) - bars.close(0)) > 0,
  };
}

function tweezer(side: Side): PatternDefinition {
  return {
    id: side > 0 ? 'tweezer_bottom' : 'tweezer_top',
    title: side > 0 ? 'Tweezer bottom' : 'Tweezer top',
    rule: `Closes of bars 1 to 3 ${side > 0 ? 'fell' : 'rose'}; a ${falling(side)} and a ${rising(side)} bar whose ${side > 0 ? 'lows' : 'highs'} differ by at most 5 % of the longer range.`,
    direction: directionOf(side),
    bars: 4,
    found: (bars) => {
      const apart = side > 0 ? bars.low(0) - bars.low(1) : bars.high(0) - bars.high(1);
      return (
        trendedInto(bars, 1, -side) &&
        isColoured(bars, 1, -side) &&
        isColoured(bars, 0, side) &&
        Math.abs(apart) <= 0.05 * Math.max(rangeOf(bars, 0), rangeOf(bars, 1))
      );
    },
  };
}

function kicker(side: Side): PatternDefinition {
  return {
    id: `kicker_${directionOf(side)}`,
    title: `${adjective(side)} kicker`,
    rule: `A ${falling(side)} bar, then a ${rising(side)} bar that opens at or ${side > 0 ? 'above' : 'below'} the first one's open: the whole body was jumped. Either body is at least half its range.`,
    direction: directionOf(side),
    bars: 2,
    found: (bars) =>
      isColoured(bars, 1, -side) &&
      isColoured(bars, 0, side) &&
      side * (bars.open(0) - bars.open(1)) >= 0 &&
      bodyShare(bars, 1) >= 0.5 &&
      bodyShare(bars, 0) >= 0.5,
  };
}

export const TWO_BAR_PATTERNS: readonly PatternDefinition[] = [
  engulfing(1),
  engulfing(-1),
  {
    id: 'inside_bar',
    title: 'Inside bar',
    rule: 'A lower high and a higher low than the bar before.',
    direction: 'neutral',
    bars: 2,
    found: (bars) => isInside(bars, 0),
  },
  {
    id: 'outside_bar',
    title: 'Outside bar',
    rule: 'A higher high and a lower low than the bar before.',
    direction: 'neutral',
    bars: 2,
    found: (bars) => isOutside(bars, 0),
  },
  harami(1),
  harami(-1),
  piercing(1),
  piercing(-1),
  tweezer(1),
  tweezer(-1),
  kicker(1),
  kicker(-1),
];
