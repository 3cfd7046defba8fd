// Levels of the session before and of the one under way: gap, previous day's high, low and close, today's running range.
// Called by strategies, features and charts.

import type { IndicatorDefinition } from './definition.ts';
import { type IndicatorStep, stepwise } from './stepwise.ts';

interface DayLevels {
  session: number;
  open: number;
  high: number;
  low: number;
  close: number;
}

const NO_DAY: DayLevels = {
  session: -1,
  open: Number.NaN,
  high: Number.NaN,
  low: Number.NaN,
  close: Number.NaN,
};

/**
 * Gathers each session's levels and hands `write` the finished session before this one. A session without a single complete
 * bar in between leaves nothing to compare with: an older day's close would pass for yesterday's.
 */
function compareWithDayBefore(
  write: (before: DayLevels, today: DayLevels, out: Float64Array) => void,
): IndicatorStep {
  let before = NO_DAY;
  let today = NO_DAY;
  return ({ open, high, low, close }, session, out) => {
    if (session !== today.session) {
      before = today.session === session - 1 ? today : NO_DAY;
      today = { session, open, high, low, close };
    } else {
      today.high = Math.max(today.high, high);
      today.low = Math.min(today.low, low);
      today.close = close;
    }
    write(before, today, out);
  };
}

/** First open of the session against the last close of the session before, as a share of the latter; stands all day. */
export const OPENING_GAP: IndicatorDefinition = stepwise({
  id: 'opening-gap',
  title: 'Opening gap',
  inputs: ['open', 'close', 'session'],
  parameters: [],
  outputs: ['gap'],
  warmup: () => 1,
  missing: 'skip',
  resetsEachSession: false,
  source: 'open / previous close − 1, from the bars of two calendar sessions in a row',
  create: () =>
    compareWithDayBefore((before, today, out) => {
      out[0] = today.open / before.close - 1;
    }),
});

export const PREVIOUS_DAY: IndicatorDefinition = stepwise({
  id: 'previous-day',
  title: "Previous day's levels",
  inputs: ['high', 'low', 'close', 'session'],
  parameters: [],
  outputs: ['high', 'low', 'close'],
  warmup: () => 1,
  missing: 'skip',
  resetsEachSession: false,
  source: 'Highest high, lowest low and last close of the calendar session before',
  create: () =>
    compareWithDayBefore((before, _today, out) => {
      out[0] = before.high;
      out[1] = before.low;
      out[2] = before.close;
    }),
});

/** `position` is 0 at the day's low and 1 at its high, missing while they are equal. */
export const DAY_RANGE: IndicatorDefinition = stepwise({
  id: 'day-range',
  title: "Day's range so far",
  inputs: ['open', 'high', 'low', 'close', 'session'],
  parameters: [],
  outputs: ['open', 'high', 'low', 'position'],
  warmup: () => 0,
  missing: 'skip',
  resetsEachSession: true,
  source: 'First open, highest high and lowest low of the session up to this bar',
  create: () =>
    compareWithDayBefore((_before, today, out) => {
      const width = today.high - today.low;
      out[0] = today.open;
      out[1] = today.high;
      out[2] = today.low;
      out[3] = width > 0 ? (today.close - today.low) / width : Number.NaN;
    }),
});
