// The registry's list of oscillators. A new one is added here and is thereby covered by the contract suite.

import { AWESOME } from './awesome-oscillator.ts';
import { CHANDE_MOMENTUM } from './chande-momentum.ts';
import { CCI } from './commodity-channel.ts';
import type { IndicatorDefinition } from './definition.ts';
import { FISHER } from './fisher-transform.ts';
import { MACD } from './macd.ts';
import { MOMENTUM, RATE_OF_CHANGE } from './momentum.ts';
import { PPO, PPO_SMA } from './price-oscillator.ts';
import { RSI } from './rsi.ts';
import { TRIX } from './stacked-exponential.ts';
import { FAST_STOCHASTIC, STOCHASTIC } from './stochastic.ts';
import { STOCHASTIC_RSI } from './stochastic-rsi.ts';
import { ULTIMATE } from './ultimate-oscillator.ts';
import { ULTIMATE_RSI } from './ultimate-rsi.ts';
import { WILLIAMS_RANGE } from './williams-range.ts';

export const OSCILLATORS: readonly IndicatorDefinition[] = [
  RSI,
  STOCHASTIC_RSI,
  STOCHASTIC,
  FAST_STOCHASTIC,
  CCI,
  WILLIAMS_RANGE,
  MOMENTUM,
  RATE_OF_CHANGE,
  TRIX,
  MACD,
  PPO,
  PPO_SMA,
  ULTIMATE,
  CHANDE_MOMENTUM,
  AWESOME,
  FISHER,
  ULTIMATE_RSI,
];
