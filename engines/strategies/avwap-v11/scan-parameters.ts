// Parameters of when and how the days are scanned. Assembled by `parameters.ts`.

import type { Parameter } from '../../parameters/parameters.ts';
import { integer } from './parameter-helpers.ts';

export const general: readonly Parameter[] = [
  {
    type: 'choice',
    group: 'General',
    name: 'sides',
    label: 'Sides',
    default: 'both',
    choices: [
      { value: 'both', label: 'Long and short' },
      { value: 'short', label: 'Short only' },
      { value: 'long', label: 'Long only' },
    ],
    help: 'Which sides are scanned. The published system runs both, independently of each other.',
  },
  {
    type: 'choice',
    group: 'General',
    name: 'evidence_window',
    label: 'Evidence window',
    default: 'symmetric',
    choices: [
      {
        value: 'symmetric',
        label: 'Symmetric',
        help: 'The impulse bar counts towards the run of closes on both sides: the rule the published shorts had.',
      },
      {
        value: 'symmetric-strict',
        label: 'Symmetric, after the impulse only',
        help: 'Only bars after the impulse count, on both sides: the rule the published longs had. Few signals remain.',
      },
      {
        value: 'published',
        label: 'As published',
        help: 'Shorts count the impulse bar towards the run of closes, longs do not; short evidence is then almost always true.',
      },
    ],
    help:
      'Bars in which the AVWAP evidence is looked for. The published rule favours shorts (719 short against 61 long ' +
      'moderate trades, AVWAP v11 as published).',
  },
  {
    type: 'choice',
    group: 'General',
    name: 'scan_order',
    label: 'Scan order',
    default: 'first-entry',
    choices: [
      {
        value: 'first-entry',
        label: 'First entry in time',
        help: 'Decides on each bar with the bars up to it, as it would live.',
      },
      {
        value: 'published',
        label: 'As published (hindsight)',
        help: 'Prefers the earliest impulse of the finished day, even where a later impulse entered first. Not causal; flattering.',
      },
    ],
    help: 'Which of several setups of a day is taken. The published scan walks the impulses of a day that is already over.',
  },
  integer('General')({
    name: 'min_history_bars',
    label: 'History before the first signal',
    default: 100,
    min: 0,
    max: 5000,
    unit: 'bars',
    help:
      'Bars of data required before an impulse counts, so that EMA and ADX have forgotten how they started. The published ' +
      'system trades from the first day (0).',
  }),
];

const TIME = 'Time';
const timeOf = (name: string, label: string, standard: string, help: string): Parameter => ({
  type: 'time',
  group: TIME,
  name,
  label,
  default: standard,
  help,
});

export const times: readonly Parameter[] = [
  timeOf(
    'session_start',
    'Session from',
    '09:15',
    'Bars closing before this local time are not part of the day.',
  ),
  timeOf('session_end', 'Session to', '15:30', 'Bars closing after this local time are not part of the day.'),
  timeOf(
    'window_start',
    'Signals from',
    '09:15',
    'Impulse and entry bar must close at or after this local time (AVWAP v11 as published, bars stamped at their end).',
  ),
  timeOf(
    'window_end',
    'Signals to',
    '14:30',
    'Impulse and entry bar must close at or before this local time.',
  ),
  {
    type: 'boolean',
    group: TIME,
    name: 'use_second_window',
    label: 'Second signal window',
    default: false,
    help: 'Also allows signals inside a second window, for instance to leave out the noon hours.',
  },
  timeOf(
    'second_window_start',
    'Second window from',
    '13:00',
    'Start of the second window, where it is used.',
  ),
  timeOf('second_window_end', 'Second window to', '14:30', 'End of the second window, where it is used.'),
  integer(TIME)({
    name: 'min_bars_left_after_entry',
    label: 'Bars left after entry',
    default: 4,
    min: 0,
    max: 100,
    unit: 'bars',
    help: 'Scheduled bars that must remain in the session after the entry bar. The published runs forced 0.',
  }),
  integer(TIME)({
    name: 'min_bars_for_scan',
    label: 'Bars of a day worth scanning',
    default: 7,
    min: 3,
    max: 400,
    unit: 'bars',
    help: 'Sessions scheduled for fewer bars are left out (Muhurat, drills). Published 7, live 5.',
  }),
  {
    type: 'boolean',
    group: TIME,
    name: 'allow_incomplete_tail',
    label: 'Impulses near the end',
    default: false,
    help: 'Allows the impulse up to the last but one scheduled bar instead of three bars earlier. Published off, live on.',
  },
];
