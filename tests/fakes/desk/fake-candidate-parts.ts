// The larger parts of the made-up candidate: reliability, thresholds, slices, importance, contributions, regimes.

import { policyOf } from '../../../engines/learn/policy/chosen.ts';
import { gateGrid } from '../../../engines/learn/policy/gate-grid.ts';
import type {
  CandidateReport,
  ContributionSample,
  DecisionsView,
  FeatureImportance,
  RegimeTimeline,
  ReliabilityView,
  SliceScores,
} from '../../../src/contracts/training-results.ts';
import { dice } from './fake-random.ts';

const FEATURES = [
  'rsi_14',
  'vwap_distance_atr',
  'market_return_30m',
  'atr_ratio_5_20',
  'volume_z_20',
  'minutes_since_open',
  'ema_slope_21',
  'bollinger_position',
  'day_range_position',
  'gap_atr',
  'adx_14',
  'obv_slope',
  'market_rsi_14',
  'close_location',
  'spread_proxy_bps',
  'sector_relative_strength_of_the_last_five_sessions',
  'higher_low_count',
  'vix_change',
  'macd_histogram',
  'stochastic_k',
  'pivot_distance',
  'range_expansion',
  'anchored_vwap_slope',
  'weekday',
  'regime_0',
  'regime_1',
] as const;

export function fakeReliability(seed: number, slope: number): ReliabilityView[] {
  const of = dice(seed + 31);
  return Array.from({ length: 10 }, (_, k) => {
    const mean = k / 10 + 0.05;
    const rows = Math.round(9_000 * Math.exp(-(((mean - 0.47) / 0.09) ** 2)));
    return {
      from: k / 10,
      to: (k + 1) / 10,
      rows,
      meanProbability: rows === 0 ? Number.NaN : mean,
      observed:
        rows === 0
          ? Number.NaN
          : Math.min(1, Math.max(0, 0.463 + (mean - 0.463) * slope + of.normal(0, 0.008))),
    };
  });
}

export function fakeThresholds(seed: number, edge: number): CandidateReport['thresholds'] {
  const of = dice(seed + 41);
  return Array.from({ length: 41 }, (_, k) => {
    const threshold = Number((0.4 + k * 0.01).toFixed(2));
    const coverage = 1 / (1 + Math.exp((threshold - 0.5) * 28));
    const acted = threshold > 0.74 ? 0 : Math.round(coverage * 30_000);
    const expectancy = (threshold - 0.5) * edge * 0.09 - 0.00045 + of.normal(0, 0.00003);
    return {
      threshold,
      acted,
      coverage: acted / 30_000,
      hitRate: acted === 0 ? Number.NaN : 0.44 + (threshold - 0.4) * 0.35,
      grossHitRate: acted === 0 ? Number.NaN : 0.49 + (threshold - 0.4) * 0.35,
      expectancy: acted === 0 ? Number.NaN : expectancy,
      net: acted * expectancy,
      charges: acted * 0.0009,
      turnover: (acted / 30_000) * 1.4,
    };
  });
}

export function fakeSlices(seed: number, edge: number): CandidateReport['slices'] {
  const of = dice(seed + 51);
  const row = (key: string, rows: number): SliceScores => ({
    key,
    rows,
    auc: rows < 50 ? Number.NaN : 0.5 + edge + of.normal(0, 0.02),
    hitRate: rows < 50 ? Number.NaN : of.uniform(0.4, 0.55),
    acted: rows < 50 ? 0 : Math.round(rows * 0.2),
    net: rows < 50 ? 0 : of.normal(0.005, 0.05),
  });
  const names = [
    'RELIANCE',
    'M&M',
    'BAJAJ-AUTO',
    'TCS',
    'INFY',
    'HDFCBANK',
    'ICICIBANK',
    'SBIN',
    'ITC',
    'LT',
    'NIFTY26NOV25000CE',
  ];
  return {
    hour: ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00'].map((key, k) =>
      row(key, k === 6 ? 32 : 4_800),
    ),
    instrument: names.map((name) => row(`NSE:${name}`, 2_700)),
    side: [row('long', 16_400), row('short', 13_600)],
    regime: [row('state 1', 12_100), row('state 2', 9_400), row('state 3', 8_500)],
  };
}

export function fakeImportance(seed: number): FeatureImportance[] {
  const of = dice(seed + 61);
  return FEATURES.map((name, k) => ({
    name,
    gain: 900 * Math.exp(-k / 6) * of.uniform(0.8, 1.2),
    split: Math.round(420 * Math.exp(-k / 9) * of.uniform(0.7, 1.3)),
    permutation: k % 9 === 8 ? Number.NaN : 0.012 * Math.exp(-k / 4) + of.normal(0, 0.0006),
    contribution: 0.11 * Math.exp(-k / 6) * of.uniform(0.8, 1.2),
  }));
}

export function fakeContributions(seed: number, rows = 800): ContributionSample {
  const of = dice(seed + 71);
  return {
    rows,
    features: FEATURES.map((name, k) => {
      const quantile = Float32Array.from({ length: rows }, () =>
        of.uniform() < 0.02 ? Number.NaN : of.uniform(),
      );
      const size = 0.22 * Math.exp(-k / 6);
      const contribution = quantile.map(
        (q) => (Number.isNaN(q) ? 0 : (q - 0.5) * size * (k % 3 === 0 ? -1 : 1)) + of.normal(0, size / 6),
      );
      return { name, quantile, contribution };
    }),
  };
}

export function fakeRegimes(seed: number): RegimeTimeline[] {
  const states = [
    { words: 'calm, drifting up', share: 0.52 },
    { words: 'choppy', share: 0.31 },
    { words: 'falling fast, high volatility', share: 0.17 },
  ];
  return ['NSE:NIFTY 50', 'NSE:RELIANCE'].map((instrumentId, place) => {
    const of = dice(seed + 81 + place);
    const bars = 40 * 25;
    const time = new Float64Array(bars);
    const close = new Float32Array(bars);
    const probabilities = states.map(() => new Float32Array(bars));
    let price = place === 0 ? 24_800 : 1_240;
    let state = 0;
    const belief = [1, 0, 0];
    for (let i = 0; i < bars; i++) {
      if (of.uniform() < 0.02) state = of.whole(0, 2);
      price *= 1 + of.normal([0.0003, 0, -0.0008][state] ?? 0, [0.0009, 0.0018, 0.0034][state] ?? 0.001);
      time[i] = Date.parse('2025-09-01T03:45:00Z') + Math.floor(i / 25) * 86_400_000 + (i % 25) * 900_000;
      close[i] = price;
      for (let s = 0; s < 3; s++) belief[s] = (belief[s] ?? 0) * 0.7 + (s === state ? 0.3 : 0);
      for (let s = 0; s < 3; s++) (probabilities[s] as Float32Array)[i] = belief[s] ?? 0;
    }
    return { instrumentId, states, time, close, probabilities };
  });
}

/** The standard policy over made-up calls; its grid is what the gates really let through of them. */
export function fakeDecisions(seed: number): DecisionsView {
  const of = dice(seed + 5);
  const rows = 4_000;
  const column = (make: (row: number) => number) =>
    Float64Array.from({ length: rows }, (_, row) => make(row));
  const buy = column(() => 0.35 + of.normal(0, 0.08));
  const sell = column((row) => 0.7 - buy[row]!);
  const quality = column(() => 0.54 + of.normal(0, 0.05));
  const outcome = Int8Array.from(buy, (p) =>
    of.uniform(0, 1) < 0.3 ? 0 : of.uniform(0.1, 0.6) < p ? 1 : -1,
  );
  const worth = (side: number) => column((row) => 0.003 * side * outcome[row]! - 0.0006);
  const policy = policyOf({ id: 'standard', settings: {} })!;
  return {
    policy,
    rows: 30_000,
    buys: 2_961,
    sells: 2_714,
    net: 0.184,
    hitRate: 0.512,
    meanMultiplier: 1,
    gates: [
      { gate: 'model-candidate', flat: 0, acted: 5_675 },
      { gate: 'margin', flat: 13_402, acted: 0 },
      { gate: 'neutral-limit', flat: 6_120, acted: 0 },
      { gate: 'quality', flat: 4_803, acted: 0 },
      { gate: 'end', flat: 0, acted: 0 },
    ],
    grid: gateGrid({ buy, sell, quality, outcome, worth: { buy: worth(1), sell: worth(-1) } }),
    learned: [0, 1].map((segment) => ({
      segment,
      words: [
        'Neutrality was learned from 8412 rows and 61 features, without 3 features that are mostly missing.',
        'The quality of calls was learned from 1204 judged rows (52.4 % right).',
      ],
    })),
  };
}
