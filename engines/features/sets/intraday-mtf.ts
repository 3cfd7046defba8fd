// intraday-mtf: the twelve indicators of the published multi-timeframe system on 5, 10, 15 and 60 minutes, with the day
// before and the time of the session. Reads 5-minute bars and nothing shorter.

import type { FeatureEntry, FeatureSet, FeatureTimeframe } from '../definition.ts';
import { entry } from './entry.ts';

const TIMEFRAMES = ['5m', '10m', '15m', '60m'] as const;

/**
 * Corrected: the VWAP starts with each session, RSI is Wilder's, no window is shorter than its name says, and a
 * 60-minute bar counts only once it has closed. Levels are distances from the price; the volume average, which has no scale,
 * became the trend of volume.
 */
function indicatorsOf(timeframe: FeatureTimeframe): FeatureEntry[] {
  const own = (name: string, feature: string, parameters: Readonly<Record<string, number>> = {}) =>
    entry(`${name}_${timeframe}`, feature, parameters, { timeframe });
  return [
    own('vwap', 'distance_to_vwap'),
    own('intraday_vol', 'deviation_ratio', { period: 20 }),
    own('atr', 'atr_ratio', { period: 14 }),
    own('rsi', 'rsi', { period: 14 }),
    own('stoch_rsi', 'stochastic_rsi', { period: 14, range: 14 }),
    own('bb_upper', 'distance_to_bollinger_upper', { period: 20, deviations: 2 }),
    own('bb_lower', 'distance_to_bollinger_lower', { period: 20, deviations: 2 }),
    own('macd', 'macd_line', { fast: 12, slow: 26 }),
    own('macd_signal', 'macd_signal', { fast: 12, slow: 26, signal: 9 }),
    own('volume_trend', 'volume_trend', { short: 5, long: 20 }),
    own('price_momentum', 'momentum', { bars: 10 }),
    own('volume_ratio', 'volume_ratio', { period: 20 }),
  ];
}

/** Of the last completed day: today's own bar is not one before the close. Windows of at most 20 days. */
const DAY: readonly FeatureEntry[] = [
  entry('returns_1d', 'log_return', { bars: 1 }, { timeframe: '1d' }),
  entry('returns_5d', 'log_return', { bars: 5 }, { timeframe: '1d' }),
  entry('atr_1d', 'atr_ratio', { period: 14 }, { timeframe: '1d' }),
  entry('rsi_1d', 'rsi', { period: 14 }, { timeframe: '1d' }),
  entry('distance_to_sma20_1d', 'distance_to_sma', { period: 20 }, { timeframe: '1d' }),
  entry('volume_ratio_1d', 'volume_ratio', { period: 20 }, { timeframe: '1d' }),
];

const AT_5M = { timeframe: '5m' } as const;

const SESSION: readonly FeatureEntry[] = [
  entry('gap', 'gap', {}, AT_5M),
  entry('distance_to_previous_high', 'distance_to_previous_high', {}, AT_5M),
  entry('distance_to_previous_low', 'distance_to_previous_low', {}, AT_5M),
  entry('distance_to_previous_close', 'distance_to_previous_close', {}, AT_5M),
  entry('day_range_position', 'day_range_position', {}, AT_5M),
  entry('relative_volume', 'relative_volume', { sessions: 20, minimum: 5 }, AT_5M),
  entry('minutes_since_open', 'minutes_since_open', {}, AT_5M),
  entry('session_progress', 'session_progress', {}, AT_5M),
  entry('tod_sin', 'tod_sin', { minutes: 375 }, AT_5M),
  entry('tod_cos', 'tod_cos', { minutes: 375 }, AT_5M),
];

export const INTRADAY_MTF: FeatureSet = {
  id: 'intraday-mtf',
  version: 1,
  title: 'Intraday, four timeframes and the day',
  description:
    'Twelve indicators on 5, 10, 15 and 60 minutes each, every one from bars closed by the decision, with the last completed day and the time of the session. Needs 5-minute bars or shorter ones that make them, and about 20 sessions before the first complete row.',
  entries: [...TIMEFRAMES.flatMap(indicatorsOf), ...DAY, ...SESSION],
};
