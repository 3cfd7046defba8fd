// Families, places, parameters and ranges of features in words, shared by the list, the table, the panel and the editor. Pure.

import {
  FEATURE_FAMILIES,
  type FeatureEntry,
  type FeatureFamily,
  type FeatureRange,
  type FeatureSource,
  type FeatureTimeframe,
  SIDE_ROLES,
} from '../../../../../engines/features/definition.ts';
import { INTERVALS } from '../../../../../engines/market/interval.ts';
import type { FeatureSetSummary } from '../../../../contracts/features.ts';
import { formatNumber } from '../../../ui/format.ts';

export const FAMILY_WORDS: Readonly<Record<FeatureFamily, string>> = {
  returns: 'Returns',
  trend: 'Trend',
  oscillator: 'Oscillators',
  volatility: 'Volatility',
  volume: 'Volume',
  structure: 'Structure',
  candle: 'Candle shape',
  pattern: 'Patterns',
  rule: 'Rules',
  statistics: 'Statistics',
  session: 'Session and time',
  market: 'Market and side series',
  candidate: 'Proposed trade',
};

export const SOURCE_WORDS: Readonly<Record<FeatureSource, string>> = {
  self: 'own bars',
  future: 'futures contract',
  market: 'market index',
  volatility: 'volatility index',
  currency: 'currency',
};

export const SOURCE_CHOICES = (['self', ...SIDE_ROLES] as const).map((value) => ({
  value,
  label: SOURCE_WORDS[value],
}));

export const TIMEFRAME_CHOICES = (['decision', ...INTERVALS] as const).map((value) => ({
  value,
  label: timeframeWords(value),
}));

export const FAMILY_CHOICES = FEATURE_FAMILIES.map((value) => ({ value, label: FAMILY_WORDS[value] }));

export function timeframeWords(timeframe: FeatureTimeframe): string {
  return timeframe === 'decision' ? 'decision bars' : timeframe;
}

/** `own bars, 15m`. A candidate's facts belong to the trade, not to bars. */
export function placeWords({ source, timeframe }: Pick<FeatureEntry, 'source' | 'timeframe'>): string {
  return `${SOURCE_WORDS[source]}, ${timeframeWords(timeframe)}`;
}

/** As short as a row allows: the instrument's own bars go without saying. */
export function shortPlace(place: Pick<FeatureEntry, 'source' | 'timeframe'>): string {
  return place.source === 'self' ? timeframeWords(place.timeframe) : placeWords(place);
}

/** Digits a parameter or a bound needs, and no more. */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  const decimals = String(value).split('.')[1]?.length ?? 0;
  return formatNumber(value, Math.min(6, decimals));
}

export function parametersWords(parameters: Readonly<Record<string, number>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${plainNumber(value)}`)
    .join(', ');
}

export function rangeWords(range: FeatureRange | null): string {
  if (range === null) return 'no bound';
  const side = (value: number) => (Number.isFinite(value) ? plainNumber(value) : value < 0 ? '−∞' : '∞');
  return `${side(range.min)} to ${side(range.max)}`;
}

/** What a set needs besides the bars of the instrument; empty where nothing. */
export function needsOf(set: Pick<FeatureSetSummary, 'needsCandidate' | 'sources'>): readonly string[] {
  return [
    ...(set.needsCandidate ? ['trades of a run'] : []),
    ...set.sources.filter((source) => source !== 'self').map((source) => SOURCE_WORDS[source]),
  ];
}

/** Four significant digits: a figure of a column whose scale is not known beforehand. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  if (value === 0) return '0';
  const size = Math.floor(Math.log10(Math.abs(value)));
  return formatNumber(value, Math.max(0, Math.min(6, 3 - size)));
}
