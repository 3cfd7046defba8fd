// The technical columns of the daily multi-timeframe schema (the published multi-timeframe system), on day bars that were complete at the decision.
// Amounts of money and shares become ratios. Called by known-names.ts; fundamentals and sentiment are refused in refusals.ts.

import type { IndicatorParameters } from '../../indicators/definition.ts';
import { entry } from '../sets/entry.ts';
import type { KnownName } from './known-names.ts';

const LEVEL = 'a price level: taken as distance from the price';
const PERCENT = 'in percent of the price';

function daily(
  name: string,
  feature: string,
  parameters: IndicatorParameters = {},
  words?: string,
): KnownName {
  const own = entry(name, feature, parameters, { timeframe: '1d' });
  return words === undefined ? { entry: own } : { entry: own, words };
}

export const DAILY_NAMES: readonly KnownName[] = [
  daily('returns_1d', 'momentum', { bars: 1 }),
  daily('returns_5d', 'momentum', { bars: 5 }),
  daily('returns_20d', 'momentum', { bars: 20 }),
  daily('volatility_20d', 'realised_volatility', { period: 20 }),
  daily('rsi_14', 'rsi', { period: 14 }),
  daily('macd', 'macd_line', {}, PERCENT),
  daily('macd_signal', 'macd_signal', {}, PERCENT),
  daily('bb_upper', 'distance_to_bollinger_upper', {}, LEVEL),
  daily('bb_lower', 'distance_to_bollinger_lower', {}, LEVEL),
  daily('bb_middle', 'distance_to_sma', { period: 20 }, LEVEL),
  daily('atr_14', 'atr_ratio', { period: 14 }, 'a share of the price'),
  daily('adx_14', 'adx', { period: 14 }),
  daily('cci_20', 'cci', { period: 20 }),
  daily('williams_r', 'williams_r', { period: 14 }),
  daily('stoch_k', 'stochastic_k'),
  daily('stoch_d', 'stochastic_d'),
  daily('obv', 'obv_z_score', {}, 'z-score of the last 100 values: the sum depends on where the data begins'),
  daily('mfi_14', 'mfi', { period: 14 }),
  daily('trix', 'trix'),
  daily('vwap', 'rolling_vwap_distance_atr', { bars: 20 }, `${LEVEL}, in ATR; of the last 20 days`),
  daily('ema_12', 'distance_to_ema', { period: 12 }, LEVEL),
  daily('ema_26', 'distance_to_ema', { period: 26 }, LEVEL),
  daily('sma_50', 'distance_to_sma', { period: 50 }, LEVEL),
  daily('sma_200', 'distance_to_sma', { period: 200 }, LEVEL),
  daily('price_to_sma50', 'distance_to_sma', { period: 50 }, 'in percent, 0 at the average'),
  daily('price_to_sma200', 'distance_to_sma', { period: 200 }, 'in percent, 0 at the average'),
  daily('volume', 'volume_z_score', { period: 20 }, 'z-score instead of a number of shares'),
  daily(
    'volume_sma_20',
    'volume_trend',
    { short: 5, long: 20 },
    'mean of 5 over mean of 20 days instead of a number of shares',
  ),
  daily('volume_ratio', 'volume_ratio', { period: 20 }),
];
