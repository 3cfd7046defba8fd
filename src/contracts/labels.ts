// Labels: the designer's catalogue and the preview that draws barriers and outcomes on real bars.
import { z } from 'zod';
import type { DropReason, Hit } from '../../engines/labels/definition.ts';
import type { LabelSpec } from '../../engines/labels/spec.ts';
import type { Bars } from '../../engines/market/bars.ts';
import type { Interval } from '../../engines/market/interval.ts';
import type { Parameter } from '../../engines/parameters/parameters.ts';
import { dateSchema, instrumentIdSchema, intervalSchema } from './market.ts';

/** Checked in full by the label engine, which knows every kind's parameters. */
export const labelSpecSchema = z.looseObject({ kind: z.string().min(1) });

export interface LabelKindInfo {
  readonly kind: LabelSpec['kind'];
  readonly title: string;
  /** What it answers, how, and what it is conservative about. */
  readonly help: string;
  /** `bars`: every decision bar; `trades`: the candidate trades of a run. */
  readonly rows: 'bars' | 'trades';
  readonly parameters: readonly Parameter[];
  readonly presets: readonly { readonly title: string; readonly spec: LabelSpec }[];
}

export interface LabelSummary {
  /** In words: `Long, target 0.75 %, stop 0.50 %, 12 bars, entry at the next open`. */
  readonly words: string;
  readonly classes: readonly string[];
  readonly decisions: number;
  readonly rows: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Rows per class, in the order of `classes`. */
  readonly balance: readonly number[];
  readonly hits: Readonly<Partial<Record<Hit, number>>>;
  readonly averageLifeMinutes: number;
  readonly averageUniqueness: number;
  readonly ambiguous: number;
  readonly resolvedFiner: number;
  readonly averageValue: number;
  /** Share of wins at which target and stop pay for themselves after charges; null where the label has no such pair. */
  readonly breakEven: {
    readonly withoutCharges: number;
    readonly withCharges: number;
    /** `1 share of NSE:TCS at ₹3,512, delivery date …, charges of 2026-11-20`. */
    readonly basis: string;
  } | null;
}

export const labelPreviewRequestSchema = z.object({
  instrumentId: instrumentIdSchema,
  interval: intervalSchema,
  from: dateSchema,
  to: dateSchema,
  label: labelSpecSchema,
});
export type LabelPreviewRequest = z.infer<typeof labelPreviewRequestSchema>;

export interface LabelPreview {
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly pathInterval: Interval;
  readonly synthetic: boolean;
  readonly bars: Bars;
  /** Parallel to `bars`; NaN and −1 where the bar got no label. */
  readonly label: Int16Array;
  readonly value: Float64Array;
  readonly t1: Float64Array;
  readonly hit: Uint8Array;
  /** Prices; NaN where the label has none. */
  readonly entry: Float64Array;
  readonly target: Float64Array;
  readonly stop: Float64Array;
  readonly summary: LabelSummary;
}

export interface LabelService {
  catalogue(): Promise<readonly LabelKindInfo[]>;
  /** Labels one instrument without storing anything; at most 60,000 decision bars. */
  preview(request: LabelPreviewRequest): Promise<LabelPreview>;
}
