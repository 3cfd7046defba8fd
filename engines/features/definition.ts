// What a feature declares about itself. A template is a formula with parameters; a feature set lists templates with a place
// (whose bars, which timeframe) and parameter values. Every family file exports templates; `catalogue.ts` lists them. Types only.

import type {
  IndicatorContext,
  IndicatorDefinition,
  IndicatorInput,
  IndicatorParameter,
  IndicatorParameters,
} from '../indicators/definition.ts';
import type { Bar } from '../market/bars.ts';
import type { Interval } from '../market/interval.ts';

/**
 * [Note: decision time] A row of a feature matrix belongs to one decision time: the close of a decision bar. A feature may use
 * a bar, of any timeframe and any instrument, only if that bar was complete by then (`closeTime <= decision time`), and takes
 * the last such bar. It is missing when that bar is older than the session before the decision's: stale is not known.
 */

/** Whose bars a feature reads: the instrument's own, or a side series named by its role. */
export const SIDE_ROLES = ['future', 'market', 'volatility', 'currency'] as const;
export type SideRole = (typeof SIDE_ROLES)[number];
export type FeatureSource = 'self' | SideRole;

/** `decision` is the interval of the decision bars, whatever the dataset chooses. */
export type FeatureTimeframe = Interval | 'decision';

export interface FeaturePlace {
  readonly source: FeatureSource;
  readonly timeframe: FeatureTimeframe;
}

export const FEATURE_FAMILIES = [
  'returns',
  'trend',
  'oscillator',
  'volatility',
  'volume',
  'structure',
  'candle',
  'pattern',
  'rule',
  'statistics',
  'session',
  'market',
  'candidate',
] as const;
export type FeatureFamily = (typeof FEATURE_FAMILIES)[number];

export interface FeatureRange {
  readonly min: number;
  readonly max: number;
}

interface TemplateFacts {
  readonly id: string;
  /** Raised whenever the formula changes: part of a set's hash. */
  readonly version: number;
  readonly title: string;
  /** One paragraph: formula, what it says, where it comes from. */
  readonly help: string;
  readonly family: FeatureFamily;
  /** `ratio`, `percent`, `atr`, `sigma`, `flag`, `bars`, `minutes`, `points 0-100` … */
  readonly unit: string;
  /** Values never leave this range; null where there is no bound. */
  readonly range: FeatureRange | null;
  readonly parameters: readonly IndicatorParameter[];
}

/** Bars of one place with the calendar, and each indicator over them computed once however many features ask. */
export interface FeatureInput extends IndicatorInput {
  indicator(definition: IndicatorDefinition, parameters: IndicatorParameters): readonly Float64Array[];
}

export interface FeatureValueStream {
  next(bar: Bar, session: number): number;
}

/** A number per bar of one place. Batch and stream are one thing, bit for bit (contract suite); NaN is missing. */
export interface SeriesTemplate extends TemplateFacts {
  readonly kind: 'series';
  /** A price or another number without a common scale: may feed other features, never stand in a set itself. */
  readonly level: boolean;
  /** Index of the first bar that can carry a value, on bars without gaps. */
  warmup(parameters: IndicatorParameters): number;
  batch(input: FeatureInput, parameters: IndicatorParameters): Float64Array;
  /** What `batch` gives at the bars of these positions alone, one value per position; NaN at −1. Where that is less work. */
  at?(input: FeatureInput, parameters: IndicatorParameters, bars: Int32Array): Float64Array;
  stream(parameters: IndicatorParameters, context: IndicatorContext): FeatureValueStream;
}

/** One input of a combined feature: any template at any place. */
export interface FeaturePart extends FeaturePlace {
  readonly feature: string;
  /** Missing ones take the template's default. */
  readonly parameters?: IndicatorParameters;
}

/** A number from several features of the same decision time: across timeframes, instruments, or with the candidate. */
export interface CombinedTemplate extends TemplateFacts {
  readonly kind: 'combined';
  parts(parameters: IndicatorParameters, place: FeaturePlace): readonly FeaturePart[];
  /** `values` in the order of `parts`; NaN where missing. */
  combine(values: Float64Array, parameters: IndicatorParameters): number;
}

/** What is known of a proposed trade at its decision time. */
export interface Candidate {
  /** +1 long, −1 short. */
  readonly side: 1 | -1;
  readonly entryReference: number;
  readonly stop: number;
  readonly target: number;
  /** The strategy's own score; NaN where it has none. */
  readonly quality: number;
}

export interface CandidateTemplate extends TemplateFacts {
  readonly kind: 'candidate';
  value(candidate: Candidate, parameters: IndicatorParameters): number;
}

export type FeatureTemplate = SeriesTemplate | CombinedTemplate | CandidateTemplate;

/** One column of a feature set, as stored: plain data. */
export interface FeatureEntry extends FeaturePlace {
  /** Column name, unique in the set: lower case letters, digits, `_`. */
  readonly name: string;
  readonly feature: string;
  /** Only those that differ from the template's defaults. */
  readonly parameters: IndicatorParameters;
}

export interface FeatureSet {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly description: string;
  readonly entries: readonly FeatureEntry[];
}
