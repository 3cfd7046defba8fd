// Account, risk, cost and fill parameters every backtest shares: declared once for the form, the CLI's `--set` and the run
// record. Defaults are the published system's sizes (AVWAP v11 as published) under honest rules.

import type { Parameter, ParameterValues } from '../parameters/parameters.ts';
import type { RiskLimits } from '../risk/limits.ts';
import type { SizingRule } from '../risk/sizing.ts';

export const SIMULATION_PARAMETERS: readonly Parameter[] = [
  number(
    'account.capital',
    'Account',
    'Starting capital',
    1_000_000,
    10_000,
    1e10,
    '₹',
    'Cash in the account on the first day.',
  ),
  number(
    'account.leverage',
    'Account',
    'Intraday leverage',
    5,
    1,
    20,
    '×',
    'Exposure per rupee of margin; 5× is the usual MIS limit on liquid shares.',
  ),
  choice(
    'account.sizing',
    'Account',
    'Size of a trade',
    'fixed-margin',
    [
      ['fixed-margin', 'Fixed margin per trade'],
      ['all-equity', 'All equity, one position'],
    ],
    'How many rupees of margin each trade gets.',
  ),
  number(
    'account.margin_long',
    'Account',
    'Margin per long trade',
    100_000,
    1000,
    1e9,
    '₹',
    'The published system used ₹1,00,000 a long trade.',
  ),
  number(
    'account.margin_short',
    'Account',
    'Margin per short trade',
    50_000,
    1000,
    1e9,
    '₹',
    'The published system used ₹50,000 a short trade.',
  ),
  flag(
    'account.intraday',
    'Account',
    'Square off every day',
    true,
    'Intraday (MIS): every position is closed the same day. Off carries positions overnight.',
  ),

  integer(
    'risk.max_open_positions',
    'Risk',
    'Open positions at most',
    10,
    0,
    1000,
    '',
    'Open positions and working entries together; 0 = no limit.',
  ),
  integer(
    'risk.max_trades_per_day',
    'Risk',
    'Trades a day at most',
    40,
    0,
    10_000,
    '',
    'Entries a day over all instruments; 0 = no limit.',
  ),
  integer(
    'risk.max_trades_per_instrument',
    'Risk',
    'Trades per instrument and day',
    2,
    0,
    1000,
    '',
    'Entries a day on one instrument, both sides together; 0 = no limit.',
  ),
  integer(
    'risk.max_trades_per_side',
    'Risk',
    'Trades per instrument, side and day',
    1,
    0,
    1000,
    '',
    'The published rule is one per ticker and side; 0 = no limit.',
  ),
  number(
    'risk.daily_loss_stop',
    'Risk',
    'Daily loss stop',
    20_000,
    0,
    1e9,
    '₹',
    'No new entries once realised and open loss of the day reach this; 0 = off.',
  ),
  flag(
    'risk.flatten_on_daily_loss',
    'Risk',
    'Also close what is open',
    false,
    'Closes open positions when the daily loss stop is reached.',
  ),
  flag(
    'risk.allow_both_sides',
    'Risk',
    'Long and short at once',
    false,
    'Allows both sides of one instrument at the same time; at a broker they would net.',
  ),
  {
    type: 'time',
    name: 'risk.last_entry',
    group: 'Risk',
    label: 'No entry after',
    default: '14:30',
    help: 'Decisions later than this exchange-local time are refused.',
  },

  integer(
    'selection.top_n',
    'Selection',
    'Signals a day per side',
    10,
    0,
    1000,
    '',
    'Take at most this many a day and side (top N); 0 = take every signal.',
  ),
  integer(
    'selection.lookback_sessions',
    'Selection',
    'Sessions remembered',
    20,
    1,
    250,
    'sessions',
    'Earlier sessions whose scores set the bar a new signal must clear.',
  ),

  choice(
    'costs.slippage_model',
    'Costs',
    'Slippage model',
    'basis-points',
    [
      ['basis-points', 'Basis points of price'],
      ['half-spread', 'Half spread in ticks'],
      ['bar-range', 'Fraction of the bar’s range'],
    ],
    'How far market orders and triggered stops fill from the quoted price, always against you.',
  ),
  number(
    'costs.slippage_bps',
    'Costs',
    'Slippage',
    5,
    0,
    500,
    'bp',
    'One way, for the basis-point model; the published system assumed 5.',
  ),
  number(
    'costs.half_spread_ticks',
    'Costs',
    'Half spread',
    1,
    0,
    100,
    'ticks',
    'One way, for the half-spread model.',
  ),
  number(
    'costs.range_fraction',
    'Costs',
    'Share of bar range',
    0.1,
    0,
    1,
    'fraction',
    'One way, for the bar-range model.',
  ),
  number(
    'costs.stop_slippage_multiple',
    'Costs',
    'Stops slip this many times as far',
    2,
    1,
    20,
    '×',
    'Stops trade into a moving market.',
  ),
  number(
    'costs.participation',
    'Costs',
    'Share of a bar’s volume at most',
    0.1,
    0,
    1,
    'fraction',
    'An entry fills no more than this share of the volume of the bar it fills in; 0 = no cap. The rest is cancelled.',
  ),
  choice(
    'costs.segment',
    'Costs',
    'Charge schedule',
    'by-instrument',
    [
      ['by-instrument', 'By instrument: shares, futures or options'],
      ['equity-intraday', 'Equity intraday (MIS)'],
      ['equity-delivery', 'Equity delivery (CNC)'],
      ['futures', 'Futures'],
      ['options', 'Options'],
      ['commission', 'Flat commission only'],
    ],
    'Which dated schedule prices a trade. Flat commission is for comparison with other back-testers.',
  ),
  number(
    'costs.commission_rate',
    'Costs',
    'Commission',
    0.0003,
    0,
    0.05,
    'fraction',
    'Per side, for the flat commission schedule.',
  ),

  choice(
    'fills.flat_by_mode',
    'Fills',
    'Flat-by time',
    'calendar',
    [
      ['calendar', 'Before the broker’s square-off of the day'],
      ['fixed', 'A fixed time'],
    ],
    'When open intraday positions are closed.',
  ),
  {
    type: 'time',
    name: 'fills.flat_by',
    group: 'Fills',
    label: 'Fixed flat-by time',
    default: '15:10',
    help: 'Used when the flat-by time is fixed.',
  },
];

export interface SimulationSettings {
  readonly capital: number;
  readonly sizing: Omit<SizingRule, 'fractional' | 'costReserve'>;
  readonly intraday: boolean;
  readonly limits: RiskLimits;
  /** Exchange-local `HH:MM`. */
  readonly lastEntry: string;
  readonly topN: number;
  readonly lookbackSessions: number;
  readonly slippageModel: 'basis-points' | 'half-spread' | 'bar-range';
  readonly slippageBps: number;
  readonly halfSpreadTicks: number;
  readonly rangeFraction: number;
  readonly stopSlippageMultiple: number;
  readonly participation: number;
  readonly segment:
    | 'by-instrument'
    | 'equity-intraday'
    | 'equity-delivery'
    | 'futures'
    | 'options'
    | 'commission';
  readonly commissionRate: number;
  readonly flatByMode: 'calendar' | 'fixed';
  readonly flatBy: string;
}

/** Reads resolved values (see `resolveParameters`) into typed settings. */
export function simulationSettings(values: ParameterValues): SimulationSettings {
  const numeric = (name: string) => values[name] as number;
  const truth = (name: string) => values[name] as boolean;
  return {
    capital: numeric('account.capital'),
    sizing: {
      mode: values['account.sizing'] as SizingRule['mode'],
      marginLong: numeric('account.margin_long'),
      marginShort: numeric('account.margin_short'),
      leverage: numeric('account.leverage'),
    },
    intraday: truth('account.intraday'),
    limits: {
      maxOpenPositions: numeric('risk.max_open_positions'),
      maxTradesPerDay: numeric('risk.max_trades_per_day'),
      maxTradesPerInstrument: numeric('risk.max_trades_per_instrument'),
      maxTradesPerSide: numeric('risk.max_trades_per_side'),
      dailyLossStop: numeric('risk.daily_loss_stop'),
      flattenOnDailyLoss: truth('risk.flatten_on_daily_loss'),
      allowBothSides: truth('risk.allow_both_sides'),
    },
    lastEntry: values['risk.last_entry'] as string,
    topN: numeric('selection.top_n'),
    lookbackSessions: numeric('selection.lookback_sessions'),
    slippageModel: values['costs.slippage_model'] as SimulationSettings['slippageModel'],
    slippageBps: numeric('costs.slippage_bps'),
    halfSpreadTicks: numeric('costs.half_spread_ticks'),
    rangeFraction: numeric('costs.range_fraction'),
    stopSlippageMultiple: numeric('costs.stop_slippage_multiple'),
    participation: numeric('costs.participation'),
    segment: values['costs.segment'] as SimulationSettings['segment'],
    commissionRate: numeric('costs.commission_rate'),
    flatByMode: values['fills.flat_by_mode'] as SimulationSettings['flatByMode'],
    flatBy: values['fills.flat_by'] as string,
  };
}

function number(
  name: string,
  group: string,
  label: string,
  value: number,
  min: number,
  max: number,
  unit: string,
  help: string,
): Parameter {
  return { type: 'number', name, group, label, default: value, min, max, help, ...(unit ? { unit } : {}) };
}

function integer(
  name: string,
  group: string,
  label: string,
  value: number,
  min: number,
  max: number,
  unit: string,
  help: string,
): Parameter {
  return { type: 'integer', name, group, label, default: value, min, max, help, ...(unit ? { unit } : {}) };
}

function flag(name: string, group: string, label: string, value: boolean, help: string): Parameter {
  return { type: 'boolean', name, group, label, default: value, help };
}

function choice(
  name: string,
  group: string,
  label: string,
  value: string,
  choices: readonly (readonly [string, string])[],
  help: string,
): Parameter {
  return {
    type: 'choice',
    name,
    group,
    label,
    default: value,
    help,
    choices: choices.map(([key, text]) => ({ value: key, label: text })),
  };
}
