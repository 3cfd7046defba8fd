// Every knob of AVWAP v11 with its default. Names, ranges and help feed the form, the CLI, presets and the run record.
// Defaults are the published ones (specification §1.3) except where the published value flatters the result; those are
// `evidence_window`, `scan_order`, `min_history_bars` and `avwap_dist_atr_max`, and `PUBLISHED_PARAMETERS` restores them.

import type { Parameter, ParameterValues } from '../parameters.ts';

type SideName = 'short' | 'long';
const SIDE_NAMES: readonly SideName[] = ['short', 'long'];

interface NumberText {
  readonly name: string;
  readonly label: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly unit?: string;
  readonly help: string;
}

const number =
  (group: string) =>
  (text: NumberText): Parameter => ({ type: 'number', group, ...text });
const integer =
  (group: string) =>
  (text: NumberText): Parameter => ({ type: 'integer', group, ...text });

/** One parameter per side, `short_` and `long_` before the name. */
function perSide(
  group: string,
  text: Omit<NumberText, 'default'>,
  defaults: Readonly<Record<SideName, number>>,
): readonly Parameter[] {
  return SIDE_NAMES.map((side) =>
    number(group)({
      ...text,
      name: `${side}_${text.name}`,
      label: `${text.label}, ${side}`,
      default: defaults[side],
    }),
  );
}

const fraction = { min: 0, max: 0.2, step: 0.0001, unit: 'fraction' } as const;

const general: readonly Parameter[] = [
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
        help: 'Bars after the impulse only, on both sides: the stricter of the two published rules.',
      },
      {
        value: 'symmetric-with-impulse',
        label: 'Symmetric, impulse counted',
        help: 'Counts the impulse bar towards the run of closes on both sides; an entry on the next bar then needs no further evidence.',
      },
      {
        value: 'published',
        label: 'As published',
        help: 'Shorts count the impulse bar towards the run of closes, longs do not; short evidence is then almost always true.',
      },
    ],
    help:
      'Bars in which the AVWAP evidence is looked for. The published rule favours shorts (719 short against 61 long ' +
      'moderate trades, specification §1.6).',
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
    name: 'max_trades_per_side_per_day',
    label: 'Trades per side and day',
    default: 1,
    min: 1,
    max: 20,
    help: 'Most trades of one instrument per day on each side; enforced by the simulation. Published default 1.',
  }),
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

const times: readonly Parameter[] = [
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
    'Impulse and entry bar must close at or after this local time (specification §1.3, bars stamped at their end).',
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

const impulse: readonly Parameter[] = [
  ...perSide(
    'Impulse',
    {
      name: 'mod_impulse_min_atr',
      label: 'Moderate body, least',
      min: 0,
      max: 5,
      step: 0.05,
      unit: '× ATR',
      help: 'Smallest body of a moderate impulse bar (specification §1.4).',
    },
    { short: 0.45, long: 0.3 },
  ),
  ...[
    {
      name: 'mod_impulse_max_atr',
      label: 'Moderate body, most',
      default: 1,
      min: 0,
      max: 10,
      step: 0.05,
      unit: '× ATR',
      help: 'Largest body of a moderate impulse bar; between this and huge lies no impulse at all.',
    },
    {
      name: 'huge_impulse_min_atr',
      label: 'Huge body',
      default: 1.6,
      min: 0.1,
      max: 20,
      step: 0.05,
      unit: '× ATR',
      help: 'A body of at least this makes the impulse huge, wherever it closes.',
    },
    {
      name: 'huge_impulse_min_range_atr',
      label: 'Huge range',
      default: 2,
      min: 0.1,
      max: 20,
      step: 0.05,
      unit: '× ATR',
      help: 'A range of at least this makes the impulse huge, too.',
    },
    {
      name: 'close_near_extreme_max',
      label: 'Close near extreme',
      default: 0.25,
      min: 0,
      max: 1,
      step: 0.01,
      unit: 'of the range',
      help: 'A moderate impulse closes within this part of its range from the low (short) or high (long).',
    },
    {
      name: 'small_counter_max_atr',
      label: 'Pull-back body, most',
      default: 0.2,
      min: 0,
      max: 5,
      step: 0.05,
      unit: '× ATR',
      help: 'Largest body of a small candle against the impulse, in pull-backs and bounces.',
    },
    {
      name: 'atr_pct_min',
      label: 'ATR over close, least',
      default: 0.002,
      min: 0,
      max: 0.2,
      step: 0.0005,
      unit: 'fraction',
      help: 'Instruments that move less than this per bar are left alone.',
    },
    {
      name: 'volume_min_ratio',
      label: 'Volume over average, least',
      default: 1.2,
      min: 0,
      max: 20,
      step: 0.1,
      unit: '×',
      help: 'Volume of the impulse bar over its average. Passes where the average is zero (indices).',
    },
  ].map(number('Impulse')),
];

const trend: readonly Parameter[] = [
  ...perSide(
    'Trend',
    {
      name: 'adx_min',
      label: 'ADX, least',
      min: 0,
      max: 100,
      step: 1,
      help: 'Least ADX at the impulse, which must also have risen twice in a row.',
    },
    { short: 25, long: 25 },
  ),
  ...perSide(
    'Trend',
    {
      name: 'adx_slope_min',
      label: 'ADX rise, least',
      min: 0,
      max: 50,
      step: 0.05,
      unit: 'in 2 bars',
      help: 'Least rise of the ADX over two bars.',
    },
    { short: 1.25, long: 0.8 },
  ),
  ...[
    {
      name: 'short_rsi_max',
      label: 'RSI, most, short',
      default: 55,
      min: 0,
      max: 100,
      step: 1,
      help: 'Shorts need an RSI of at most this, falling twice in a row.',
    },
    {
      name: 'long_rsi_min',
      label: 'RSI, least, long',
      default: 45,
      min: 0,
      max: 100,
      step: 1,
      help: 'Longs need an RSI of at least this, rising twice in a row.',
    },
    {
      name: 'short_stoch_max',
      label: 'Stochastic %K, most, short',
      default: 75,
      min: 0,
      max: 100,
      step: 1,
      help: 'Shorts need a %K of at most this, below %D and falling twice in a row.',
    },
    {
      name: 'long_stoch_min',
      label: 'Stochastic %K, least, long',
      default: 25,
      min: 0,
      max: 100,
      step: 1,
      help: 'Longs need a %K of at least this, above %D and rising twice in a row.',
    },
    {
      name: 'long_stoch_max',
      label: 'Stochastic %K, most, long',
      default: 95,
      min: 0,
      max: 100,
      step: 1,
      help: 'Longs need a %K of at most this: above, the move is exhausted.',
    },
  ].map(number('Trend')),
];

const AVWAP = 'AVWAP';
const avwap: readonly Parameter[] = [
  {
    type: 'boolean',
    group: AVWAP,
    name: 'require_avwap_rule',
    label: 'Require evidence',
    default: true,
    help: 'Asks for evidence that the AVWAP holds as resistance (short) or support (long) before an entry (specification §1.6).',
  },
  {
    type: 'boolean',
    group: AVWAP,
    name: 'avwap_touch',
    label: 'Touch counts',
    default: true,
    help: 'A bar that reaches the AVWAP and closes back on the side of the trade is evidence; a huge short needs one in its bounce.',
  },
  integer(AVWAP)({
    name: 'avwap_min_consec_closes',
    label: 'Closes in a row',
    default: 2,
    min: 1,
    max: 50,
    unit: 'bars',
    help: 'Closes in a row on the side of the trade that count as evidence.',
  }),
  {
    type: 'choice',
    group: AVWAP,
    name: 'avwap_mode',
    label: 'Evidence needed',
    default: 'any',
    choices: [
      { value: 'any', label: 'Touch or closes' },
      { value: 'both', label: 'Touch and closes' },
    ],
    help: 'Whether one kind of evidence is enough. With touches switched off the closes decide alone.',
  },
  number(AVWAP)({
    name: 'avwap_dist_atr_mult',
    label: 'Distance, least',
    default: 0.25,
    min: 0,
    max: 10,
    step: 0.05,
    unit: '× ATR',
    help: 'Least distance of the entry close beyond the AVWAP.',
  }),
  number(AVWAP)({
    name: 'avwap_dist_atr_max',
    label: 'Distance, most believable',
    default: 20,
    min: 1,
    max: 1_000_000,
    step: 1,
    unit: '× ATR',
    help:
      'A larger distance is a data fault, not a signal. The published trades end at 5, except four at 147 to 216 that were ' +
      'ranked best of all (defect D-000-06).',
  }),
];

const setups: readonly Parameter[] = [
  ...SIDE_NAMES.map(
    (side): Parameter => ({
      type: 'boolean',
      group: 'Setups',
      name: `${side}_enable_setup_a_pullback_c2_break`,
      label: `Pull-back setup, ${side}`,
      default: side === 'short',
      help: 'Setup A_PULLBACK: a small candle against the impulse, then the break of its extreme. Published on for shorts only.',
    }),
  ),
  integer('Setups')({
    name: 'lag_a_mod',
    label: 'Entry of A_MOD',
    default: 1,
    min: 1,
    max: 20,
    unit: 'bars after C1',
    help: 'Bar on which the break of a moderate impulse must happen.',
  }),
  integer('Setups')({
    name: 'lag_a_pullback',
    label: 'Entry of A_PULLBACK',
    default: 2,
    min: 2,
    max: 20,
    unit: 'bars after C1',
    help: 'Bar on which the break of the pull-back candle must happen.',
  }),
  integer('Setups')({
    name: 'lag_b_huge',
    label: 'Entry of B_HUGE',
    default: -1,
    min: -1,
    max: 50,
    unit: 'bars after C1',
    help: '−1, or any bar inside the bounce: the first valid break after it. A later bar: only that one.',
  }),
  integer('Setups')({
    name: 'bounce_bars',
    label: 'Bounce window',
    default: 3,
    min: 1,
    max: 20,
    unit: 'bars',
    help: 'Bars after a huge impulse in which the bounce or pull-back must show itself.',
  }),
  {
    type: 'boolean',
    group: 'Setups',
    name: 'require_entry_close_confirm',
    label: 'Close beyond the trigger',
    default: true,
    help: 'The entry bar must also close beyond the trigger. Known at its close only, which is why an honest fill comes after it.',
  },
  number('Setups')({
    name: 'buffer_abs',
    label: 'Trigger buffer',
    default: 0.05,
    min: 0,
    max: 100,
    step: 0.05,
    unit: '₹',
    help: 'Least distance of the trigger beyond the broken extreme; the larger of the two buffers counts.',
  }),
  number('Setups')({
    name: 'buffer_pct',
    label: 'Trigger buffer, relative',
    default: 0.0002,
    min: 0,
    max: 0.05,
    step: 0.0001,
    unit: 'fraction',
    help: 'Distance of the trigger beyond the broken extreme as a fraction of it.',
  }),
];

const exits: readonly Parameter[] = [
  ...perSide(
    'Exits',
    {
      ...fraction,
      min: 0.0005,
      name: 'stop_pct',
      label: 'Stop',
      help: 'Distance of the stop from the fill.',
    },
    { short: 0.0075, long: 0.0075 },
  ),
  ...perSide(
    'Exits',
    {
      ...fraction,
      min: 0.0005,
      name: 'target_pct',
      label: 'Target',
      help: 'Distance of the target from the fill.',
    },
    { short: 0.012, long: 0.015 },
  ),
  ...perSide(
    'Exits',
    {
      ...fraction,
      min: 0.0001,
      name: 'be_trigger_pct',
      label: 'Arms breakeven and trail',
      help: 'Favourable move from the fill that arms the breakeven stop and the trail.',
    },
    { short: 0.005, long: 0.006 },
  ),
  ...perSide(
    'Exits',
    {
      ...fraction,
      name: 'be_pad_pct',
      label: 'Breakeven offset',
      help: 'Breakeven stop beyond the fill once armed.',
    },
    { short: 0.0001, long: 0.0001 },
  ),
  ...perSide(
    'Exits',
    {
      ...fraction,
      min: 0.0001,
      name: 'trail_pct',
      label: 'Trail',
      help: 'Distance of the trailing stop from the best price once armed. Narrower than the target: it decides most exits.',
    },
    { short: 0.003, long: 0.003 },
  ),
  {
    type: 'boolean',
    group: 'Exits',
    name: 'enable_breakeven',
    label: 'Breakeven stop',
    default: true,
    help: 'Moves the stop to the fill once armed.',
  },
  {
    type: 'boolean',
    group: 'Exits',
    name: 'enable_trailing_stop',
    label: 'Trailing stop',
    default: true,
    help: 'Lets the stop follow the best price once armed.',
  },
];

const indicators: readonly Parameter[] = (
  [
    ['atr_period', 'ATR', 14, 'Bars of the simple mean of true ranges.'],
    ['ema_fast_period', 'Fast EMA', 20, 'Span of the fast EMA, over all days.'],
    ['ema_slow_period', 'Slow EMA', 50, 'Span of the slow EMA, over all days.'],
    ['rsi_period', 'RSI', 14, "Length of Wilder's smoothing in the RSI."],
    ['stoch_period', 'Stochastic range', 14, 'Bars of the high-low range of the stochastic.'],
    ['stoch_smooth', 'Stochastic %K', 3, 'Simple mean that makes %K slow.'],
    ['stoch_signal', 'Stochastic %D', 3, 'Simple mean of %K that makes %D.'],
    ['adx_period', 'ADX', 14, "Length of Wilder's smoothing in the ADX."],
    ['volume_average_period', 'Volume average', 20, 'Bars of the volume average, the impulse bar included.'],
  ] as const
).map(([name, label, standard, help]) =>
  integer('Indicators')({ name, label, default: standard, min: 1, max: 500, unit: 'bars', help }),
);

export const AVWAP_V11_PARAMETERS: readonly Parameter[] = [
  ...general,
  ...times,
  ...impulse,
  ...trend,
  ...avwap,
  ...setups,
  ...exits,
  ...indicators,
];

/** The values that reproduce the signals of the published runner: every one of them flatters or lets data faults through. */
export const PUBLISHED_PARAMETERS: ParameterValues = {
  evidence_window: 'published',
  scan_order: 'published',
  min_bars_left_after_entry: 0,
  min_history_bars: 0,
  avwap_dist_atr_max: 1_000_000,
};
