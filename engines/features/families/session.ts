// The time of the session and where the price stands against yesterday's levels, the opening range and today's range.
// Sets take them from the catalogue. Clock features come from the calendar: they are known even where prices are missing.

import type { IndicatorDefinition, IndicatorParameters } from '../../indicators/definition.ts';
import { OPENING_RANGE } from '../../indicators/opening-range.ts';
import { SESSION_CLOCK } from '../../indicators/session-clock.ts';
import { DAY_RANGE, OPENING_GAP, PREVIOUS_DAY } from '../../indicators/session-levels.ts';
import { ATR } from '../../indicators/true-range.ts';
import type { FeatureTemplate, SeriesTemplate } from '../definition.ts';
import { type Row, rowFeature } from '../row-feature.ts';
import { ATR_BARS, bars, over } from './windows.ts';

const MINUTES_GONE = 0;
const BARS_LEFT = 1;
const SHARE_GONE = 2;
const FLAG = { min: 0, max: 1 };
const LONGEST_SESSION = 1440;

type Facts = Pick<SeriesTemplate, 'id' | 'title' | 'help' | 'unit' | 'range'>;

function clock(
  facts: Facts,
  compute: (row: Row, parameters: IndicatorParameters) => number,
  parameters: SeriesTemplate['parameters'] = [],
): FeatureTemplate {
  return rowFeature({
    ...facts,
    version: 1,
    family: 'session',
    parameters,
    indicators: () => [{ definition: SESSION_CLOCK }],
    lookback: 0,
    compute,
  });
}

/** 1 or 0; missing outside every session. */
const flag = (minutes: number, holds: boolean) => (Number.isNaN(minutes) ? minutes : Number(holds));

const minutesLeft = (row: Row) => {
  const gone = row.value(0, MINUTES_GONE, 0);
  // Share gone = gone / length of the session.
  return gone / row.value(0, SHARE_GONE, 0) - gone;
};

const SCHEDULE = bars(
  'minutes',
  375,
  'Minutes of a full circle: a regular session (375 in India, 390 in New York).',
  30,
  LONGEST_SESSION,
);
const angle = (row: Row, minutes: number) => (2 * Math.PI * row.value(0, MINUTES_GONE, 0)) / minutes;

function levelDistance(
  definition: IndicatorDefinition,
  output: number,
  id: string,
  what: string,
): FeatureTemplate[] {
  return [
    rowFeature({
      id,
      version: 1,
      title: `Distance to ${what}`,
      help: `100 · (close − level) / level, the level being ${what}. Only where the session before has bars.`,
      family: 'session',
      unit: 'percent',
      range: null,
      parameters: [],
      indicators: () => [{ definition }],
      lookback: 0,
      compute: (row) => (100 * (row.close(0) - row.value(0, output, 0))) / row.value(0, output, 0),
    }),
    rowFeature({
      id: `${id}_atr`,
      version: 1,
      title: `Distance to ${what}, in ATR`,
      help: `(close − level) / ATR, the level being ${what}.`,
      family: 'session',
      unit: 'atr',
      range: null,
      parameters: [ATR_BARS],
      indicators: ({ atr_bars }) => [{ definition }, { definition: ATR, parameters: { period: atr_bars! } }],
      lookback: 0,
      compute: (row) => over(row.close(0) - row.value(0, output, 0), row.value(1, 0, 0)),
    }),
  ];
}

const OPENING = bars('minutes', 15, 'Minutes of the opening range.', 1, 720);

export const SESSION: readonly FeatureTemplate[] = [
  clock(
    {
      id: 'minutes_since_open',
      title: 'Minutes since the open',
      help: "From the session's scheduled open to the close of the bar.",
      unit: 'minutes',
      range: { min: 0, max: LONGEST_SESSION },
    },
    (row) => row.value(0, MINUTES_GONE, 0),
  ),
  clock(
    {
      id: 'bars_left',
      title: 'Bars left in the session',
      help: 'Bars of this timeframe still scheduled after this one: how long a trade can last. Known beforehand from the calendar.',
      unit: 'bars',
      range: { min: 0, max: LONGEST_SESSION },
    },
    (row) => row.value(0, BARS_LEFT, 0),
  ),
  clock(
    {
      id: 'session_progress',
      title: 'Share of the session gone',
      help: 'Minutes since the open over the minutes of this session: 1 at the close, also on a short day.',
      unit: 'ratio',
      range: FLAG,
    },
    (row) => row.value(0, SHARE_GONE, 0),
  ),
  clock(
    {
      id: 'tod_sin',
      title: 'Time of day, sine',
      help: 'sin(2π · minutes since the open / minutes of a regular session): the definition live trading used. Offline it was the minute of the day over 1440; both sides now compute this one.',
      unit: 'ratio',
      range: { min: -1, max: 1 },
    },
    (row, { minutes }) => Math.sin(angle(row, minutes!)),
    [SCHEDULE],
  ),
  clock(
    {
      id: 'tod_cos',
      title: 'Time of day, cosine',
      help: 'cos(2π · minutes since the open / minutes of a regular session). Open and close meet on the circle; `session_progress` tells them apart.',
      unit: 'ratio',
      range: { min: -1, max: 1 },
    },
    (row, { minutes }) => Math.cos(angle(row, minutes!)),
    [SCHEDULE],
  ),
  clock(
    {
      id: 'is_opening',
      title: 'Opening period',
      help: '1 while fewer than `minutes` have passed since the open (09:15 to 10:00 in India).',
      unit: 'flag',
      range: FLAG,
    },
    (row, { minutes }) => flag(row.value(0, MINUTES_GONE, 0), row.value(0, MINUTES_GONE, 0) < minutes!),
    [bars('minutes', 45, 'Length of the opening period.', 1, LONGEST_SESSION)],
  ),
  clock(
    {
      id: 'is_lunch',
      title: 'Lunch hours',
      help: '1 from `from` up to but not including `to` minutes since the open (12:00 to 15:00 in India).',
      unit: 'flag',
      range: FLAG,
    },
    (row, { from, to }) => {
      const gone = row.value(0, MINUTES_GONE, 0);
      return flag(gone, gone >= from! && gone < to!);
    },
    [
      bars('from', 165, 'First minute since the open.', 0, LONGEST_SESSION),
      bars('to', 345, 'End, in minutes since the open.', 1, LONGEST_SESSION),
    ],
  ),
  clock(
    {
      id: 'is_closing',
      title: 'Closing period',
      help: '1 while at most `minutes` are left of this session, however short it is (from 15:00 in India).',
      unit: 'flag',
      range: FLAG,
    },
    (row, { minutes }) => {
      const left = minutesLeft(row);
      return flag(left, left <= minutes! + 1e-6);
    },
    [bars('minutes', 30, 'Length of the closing period.', 1, LONGEST_SESSION)],
  ),
  rowFeature({
    id: 'gap',
    version: 1,
    title: 'Opening gap',
    help: "100 · (today's first open / yesterday's last close − 1); stands all day. Missing where the session before has no bars.",
    family: 'session',
    unit: 'percent',
    range: null,
    parameters: [],
    indicators: () => [{ definition: OPENING_GAP }],
    lookback: 0,
    compute: (row) => 100 * row.value(0, 0, 0),
  }),
  ...levelDistance(PREVIOUS_DAY, 0, 'distance_to_previous_high', "yesterday's high"),
  ...levelDistance(PREVIOUS_DAY, 1, 'distance_to_previous_low', "yesterday's low"),
  ...levelDistance(PREVIOUS_DAY, 2, 'distance_to_previous_close', "yesterday's close"),
  rowFeature({
    id: 'opening_range_position',
    version: 1,
    title: 'Position in the opening range',
    help: '0 at the low, 1 at the high of the first `minutes`, beyond them outside (T. Crabel 1990). Missing until that range is complete.',
    family: 'session',
    unit: 'ratio',
    range: null,
    parameters: [OPENING],
    indicators: ({ minutes }) => [{ definition: OPENING_RANGE, parameters: { minutes: minutes! } }],
    lookback: 0,
    compute: (row) => row.value(0, 2, 0),
  }),
  rowFeature({
    id: 'opening_range_width',
    version: 1,
    title: 'Width of the opening range',
    help: '100 · (high − low) / low of the first `minutes`.',
    family: 'session',
    unit: 'percent',
    range: null,
    parameters: [OPENING],
    indicators: ({ minutes }) => [{ definition: OPENING_RANGE, parameters: { minutes: minutes! } }],
    lookback: 0,
    compute: (row) => 100 * row.value(0, 3, 0),
  }),
  rowFeature({
    id: 'day_range_position',
    version: 1,
    title: "Position in the day's range so far",
    help: "0 at today's low, 1 at today's high up to this bar.",
    family: 'session',
    unit: 'ratio',
    range: null,
    parameters: [],
    indicators: () => [{ definition: DAY_RANGE }],
    lookback: 0,
    compute: (row) => row.value(0, 3, 0),
  }),
  rowFeature({
    id: 'day_return',
    version: 1,
    title: 'Return since the open',
    help: "close / today's first open − 1.",
    family: 'session',
    unit: 'ratio',
    range: null,
    parameters: [],
    indicators: () => [{ definition: DAY_RANGE }],
    lookback: 0,
    compute: (row) => row.close(0) / row.value(0, 0, 0) - 1,
  }),
  rowFeature({
    id: 'day_range',
    version: 1,
    title: "Day's range so far",
    help: "100 · (today's high − today's low) / close up to this bar.",
    family: 'session',
    unit: 'percent',
    range: null,
    parameters: [],
    indicators: () => [{ definition: DAY_RANGE }],
    lookback: 0,
    compute: (row) => (100 * (row.value(0, 1, 0) - row.value(0, 2, 0))) / row.close(0),
  }),
];
