// Which parameters of a feature are windows: how far back it looks, in bars or sessions. Called by window-groups.ts and with-windows.ts,
// so that what is varied is what is found again. Pure.

import type { IndicatorParameter, IndicatorParameters } from '../indicators/definition.ts';
import type { FeatureEntry } from './definition.ts';

/** What is asked of a template here: a catalogue's templates, or what a screen knows of them. */
export type WindowTemplates = ReadonlyMap<string, { readonly parameters: readonly IndicatorParameter[] }>;

const WINDOWS: ReadonlySet<string> = new Set([
  'bars',
  'period',
  'fast',
  'slow',
  'signal',
  'short',
  'long',
  'range',
  'window',
  'span',
  'sessions',
  'minimum',
  'touches',
  'reach',
  'memory',
]);
/** An average range in a denominator is a unit and stays, unless it is all there is. */
const UNITS: ReadonlySet<string> = new Set(['atr_bars', 'atr']);

/** In the order of declaration. Switches share names with windows (`slow`: 0 or 1); nothing looks back less than a bar. */
export function windowParameters(parameters: readonly IndicatorParameter[]): readonly IndicatorParameter[] {
  const counted = (names: ReadonlySet<string>) =>
    parameters.filter(({ name, min, max }) => names.has(name) && min >= 1 && max > min);
  const windows = counted(WINDOWS);
  return windows.length > 0 ? windows : counted(UNITS);
}

/** Defaults filled in; in the order of declaration, so that equal parameters are equal text. */
export function fullParameters(
  parameters: readonly IndicatorParameter[],
  given: IndicatorParameters,
): IndicatorParameters {
  return Object.fromEntries(parameters.map(({ name, default: standard }) => [name, given[name] ?? standard]));
}

/** What an entry computes, whatever it is called. */
export function columnKey(
  { feature, source, timeframe }: Pick<FeatureEntry, 'feature' | 'source' | 'timeframe'>,
  parameters: IndicatorParameters,
): string {
  return JSON.stringify([feature, source, timeframe, parameters]);
}

const NAMED = /^(.+?)_w\d+(?:_\d+)*$/;

/** `rsi` of `rsi_w14` or `macd` of `macd_w12_26_9`; null for other names. */
export function windowStem(name: string): string | null {
  return NAMED.exec(name)?.[1] ?? null;
}

/** Order of two lists of windows: by the first that differs. */
export function byWindows(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((window, k) => window !== b[k]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
