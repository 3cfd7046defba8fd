// Parameters of AVWAP evidence, setups and exits (AVWAP v11 as published). Assembled by `parameters.ts`.

import type { Parameter } from '../../parameters/parameters.ts';
import { integer, number, perSide, SIDE_NAMES } from './parameter-helpers.ts';

const fraction = { min: 0, max: 0.2, step: 0.0001, unit: 'fraction' } as const;

const AVWAP = 'AVWAP';
export const avwap: readonly Parameter[] = [
  {
    type: 'boolean',
    group: AVWAP,
    name: 'require_avwap_rule',
    label: 'Require evidence',
    default: true,
    help: 'Asks for evidence that the AVWAP holds as resistance (short) or support (long) before an entry (AVWAP v11 as published).',
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
      'ranked best of all.',
  }),
];

export const setups: readonly Parameter[] = [
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

export const exits: readonly Parameter[] = [
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
