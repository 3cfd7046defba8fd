// Feature catalogue, sets and studies: shapes of the feature browser, the command line and the store of sets.
import { z } from 'zod';
import {
  type FeatureEntry,
  type FeatureFamily,
  type FeatureRange,
  type FeatureSource,
  type FeatureTimeframe,
  SIDE_ROLES,
} from '../../engines/features/definition.ts';
import type { IndicatorParameter } from '../../engines/indicators/definition.ts';
import { INTERVALS } from '../../engines/market/interval.ts';
import type { Job } from './jobs.ts';
import { dateSchema, instrumentIdSchema, intervalSchema } from './market.ts';

export interface FeatureTemplateInfo {
  readonly id: string;
  readonly version: number;
  readonly kind: 'series' | 'combined' | 'candidate';
  readonly title: string;
  readonly help: string;
  readonly family: FeatureFamily;
  readonly unit: string;
  readonly range: FeatureRange | null;
  /** A price level: feeds other features, cannot stand in a set itself. */
  readonly level: boolean;
  readonly parameters: readonly IndicatorParameter[];
}

export const featureEntrySchema = z.object({
  name: z.string().min(1).max(63),
  feature: z.string().min(1),
  source: z.enum(['self', ...SIDE_ROLES]),
  timeframe: z.enum(['decision', ...INTERVALS]),
  parameters: z.record(z.string(), z.number()).default({}),
});

export const featureSetDraftSchema = z.object({
  /** Lower case words and dashes; an existing id gets a new version. */
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be like scalper-52: lower case letters, digits and dashes'),
  title: z.string().min(1).max(80),
  description: z.string().max(1000).default(''),
  entries: z.array(featureEntrySchema).min(1).max(400),
});
export type FeatureSetDraft = z.infer<typeof featureSetDraftSchema>;

export const featureSetReferenceSchema = z.object({
  id: z.string().min(1),
  /** Default: the newest. */
  version: z.int().min(1).optional(),
});
export type FeatureSetReference = z.infer<typeof featureSetReferenceSchema>;

export interface FeatureSetSummary {
  readonly id: string;
  readonly version: number;
  /** Newest first; all are kept. */
  readonly versions: readonly number[];
  readonly title: string;
  readonly description: string;
  /** Comes with AnchorDesk; an edit is stored as a new version beside it. */
  readonly builtIn: boolean;
  readonly features: number;
  /** SHA-256 over ordered names, formulas with versions, places and parameters. */
  readonly hash: string;
  /** Describes a proposed trade: serves labels on trades only. */
  readonly needsCandidate: boolean;
  readonly sources: readonly FeatureSource[];
  readonly timeframes: readonly FeatureTimeframe[];
  readonly createdAt: number | null;
}

export interface FeatureSetDetail extends FeatureSetSummary {
  readonly entries: readonly (FeatureEntry & {
    /** Completed with defaults. */
    readonly allParameters: Readonly<Record<string, number>>;
    readonly template: FeatureTemplateInfo;
    /** Bars of its timeframe before the first value; null for features without bars of their own. */
    readonly warmup: number | null;
  })[];
}

/** A foreign list of feature names, as far as it means something here. */
export interface FeatureSchemaMapping {
  readonly entries: readonly FeatureEntry[];
  readonly unmapped: readonly { readonly name: string; readonly reason: string }[];
  /** Names that map to a corrected formula, with what differs. */
  readonly corrected: readonly { readonly name: string; readonly words: string }[];
}

/** One column of a matrix as a person wants to see it. */
export interface FeatureProfile {
  readonly name: string;
  readonly rows: number;
  /** 0..1. */
  readonly missing: number;
  readonly mean: number;
  readonly std: number;
  /** Minimum, 1 %, 5 %, 25 %, 50 %, 75 %, 95 %, 99 %, maximum. */
  readonly quantiles: readonly number[];
  /** Equal-width bins between the 1 % and 99 % quantiles; the tails count in the outer bins. */
  readonly histogram: { readonly from: number; readonly to: number; readonly counts: readonly number[] };
  /** Calendar months, ascending. `psi`: population stability index against the first month with 200 rows. */
  readonly months: readonly {
    readonly month: string;
    readonly rows: number;
    readonly missing: number;
    readonly mean: number;
    readonly std: number;
    readonly psi: number;
  }[];
}

export interface FeatureStudy {
  readonly features: readonly FeatureProfile[];
  /** Spearman correlations in the order of `features`, rounded to 3 digits. */
  readonly correlation: readonly (readonly number[])[];
  /** Features that say nearly the same (|correlation| at least 0.8, average linkage), largest group first. */
  readonly clusters: readonly { readonly features: readonly string[]; readonly correlation: number }[];
  readonly rows: number;
  readonly instruments: readonly string[];
  readonly from: string;
  readonly to: string;
}

export const featureStudyRequestSchema = z.object({
  featureSet: featureSetReferenceSchema,
  instruments: z.array(instrumentIdSchema).min(1).max(20),
  interval: intervalSchema,
  from: dateSchema,
  to: dateSchema,
});
export type FeatureStudyRequest = z.infer<typeof featureStudyRequestSchema>;

export interface FeatureService {
  catalogue(): Promise<readonly FeatureTemplateInfo[]>;
  sets(): Promise<readonly FeatureSetSummary[]>;
  set(reference: FeatureSetReference): Promise<FeatureSetDetail>;
  /** Checks a draft without storing it; throws BAD_PARAMETER with the entry's name. */
  check(
    draft: FeatureSetDraft,
  ): Promise<{ readonly hash: string; readonly sameAs: FeatureSetReference | null }>;
  /** Stores a new version; equal columns give back the version that exists. */
  save(draft: FeatureSetDraft): Promise<FeatureSetSummary>;
  mapSchema(text: string): Promise<FeatureSchemaMapping>;
  /** Computes profiles, stability and clusters in a job; its result is a FeatureStudy. */
  startStudy(request: FeatureStudyRequest): Promise<Job>;
}
