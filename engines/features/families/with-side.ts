// Features that mean the same for a long and a short: numbers of the bar turned by the side of the proposed trade. A tree can find
// the turn by itself only by splitting on the side first, with half the rows on either branch.

import type { IndicatorParameters } from '../../indicators/definition.ts';
import type { CombinedTemplate, FeaturePart, FeaturePlace, FeatureTemplate } from '../definition.ts';
import { AVERAGE_RANGE } from './average-range.ts';
import { CANDLE } from './candle.ts';
import { LOCATION } from './location.ts';
import { MICROSTRUCTURE } from './microstructure.ts';
import { RETURNS } from './returns.ts';
import { TREND } from './trend.ts';

const KNOWN = [...AVERAGE_RANGE, ...CANDLE, ...LOCATION, ...MICROSTRUCTURE, ...RETURNS, ...TREND];

function known(id: string): FeatureTemplate {
  const template = KNOWN.find((one) => one.id === id);
  if (template === undefined) throw new RangeError(`no feature called ${id}`);
  return template;
}

const part = (feature: string, place: FeaturePlace, parameters: IndicatorParameters = {}): FeaturePart => ({
  feature,
  parameters,
  ...place,
});

type Facts = Pick<CombinedTemplate, 'id' | 'title' | 'help'>;

/** The feature `long` for a long, `short` for a short; both take the same parameters. */
function bySide(long: string, short: string, facts: Facts): CombinedTemplate {
  const { parameters, unit, range } = known(long);
  return {
    ...facts,
    kind: 'combined',
    version: 1,
    family: 'candidate',
    unit,
    range,
    parameters,
    parts: (own, place) => [part('side', place), part(long, place, own), part(short, place, own)],
    combine: (values) => (values[0]! > 0 ? values[1]! : values[0]! < 0 ? values[2]! : Number.NaN),
  };
}

/** The value of a feature that points up or down, times +1 for a long and −1 for a short: positive favours the trade. */
function timesSide(id: string): CombinedTemplate {
  const { title, help, unit, range, parameters } = known(id);
  return {
    kind: 'combined',
    id: `with_side_${id}`,
    version: 1,
    title: `${title}, from the trade's side`,
    help: `Times +1 for a long, −1 for a short. ${help}`,
    family: 'candidate',
    unit,
    range,
    parameters,
    parts: (own, place) => [part('side', place), part(id, place, own)],
    combine: (values) => values[0]! * values[1]!,
  };
}

/** A distance of the trade over the mean true range, both as fractions of their price. */
function tradeInAtr(fraction: string, facts: Facts): CombinedTemplate {
  return {
    ...facts,
    kind: 'combined',
    version: 1,
    family: 'candidate',
    unit: 'atr',
    range: null,
    parameters: known('atr_fraction').parameters,
    parts: (own, place) => [part(fraction, place), part('atr_fraction', place, own)],
    combine: (values) => (values[1]! > 0 ? values[0]! / values[1]! : Number.NaN),
  };
}

export const WITH_SIDE: readonly FeatureTemplate[] = [
  tradeInAtr('stop_fraction', {
    id: 'stop_atr',
    title: 'Distance to the stop in ATR',
    help: 'Stop distance as a fraction of the entry over the mean true range as a fraction of the close: how many usual bars the trade survives.',
  }),
  tradeInAtr('target_fraction', {
    id: 'target_atr',
    title: 'Distance to the target in ATR',
    help: 'Target distance as a fraction of the entry over the mean true range as a fraction of the close: how many usual bars the trade needs.',
  }),
  bySide('vwap_reach_down_atr', 'vwap_reach_up_atr', {
    id: 'touch_depth_atr',
    title: 'Depth of the touch of the session VWAP',
    help: 'How far the bar reached through the session VWAP against the trade, in ATR: above it for a short, below it for a long; negative where it did not touch.',
  }),
  bySide('lower_wick_ratio', 'upper_wick_ratio', {
    id: 'rejection_wick_ratio',
    title: 'Wick against the trade',
    help: 'Share of the bar that was rejected: the upper wick for a short, the lower one for a long.',
  }),
  bySide('below_high_atr', 'above_low_atr', {
    id: 'pullback_atr',
    title: 'Pullback from the extreme in ATR',
    help: 'How far the price has come back from the lowest low (short) or the highest high (long) of the last `bars`, in ATR.',
  }),
  {
    kind: 'combined',
    id: 'rejection_body_ratio',
    version: 1,
    title: 'Body in the direction of the trade',
    help: 'Body as a share of the bar, positive where the bar closed in the direction of the trade (a red bar for a short), negative where against it.',
    family: 'candidate',
    unit: 'ratio',
    range: { min: -1, max: 1 },
    parameters: [],
    parts: (_own, place) => [part('side', place), part('candle_direction', place), part('body_ratio', place)],
    combine: (values) => values[0]! * values[1]! * values[2]!,
  },
  {
    kind: 'combined',
    id: 'closes_with_side',
    version: 1,
    title: 'Closes in a row beyond the session VWAP',
    help: 'Closes of this session in a row on the side of the session VWAP the trade wants (below it for a short, above it for a long), at most `cap`; 0 where the newest closed on the other side.',
    family: 'candidate',
    unit: 'bars',
    range: { min: 0, max: 100 },
    parameters: known('vwap_side_run').parameters,
    parts: (own, place) => [part('side', place), part('vwap_side_run', place, own)],
    combine: (values) => {
      const run = values[0]! * values[1]!;
      return run > 0 ? run : Number.isNaN(run) ? run : 0;
    },
  },
  ...[
    'log_return',
    'momentum',
    'micro_slope',
    'di_difference',
    'rsi_centered',
    'vwap_distance_atr',
    'rolling_vwap_distance_atr',
  ].map(timesSide),
];
