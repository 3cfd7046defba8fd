// Fills label columns row by row and closes them with their uniqueness weights. Used by the labelers only.

import type { Bars } from '../market/bars.ts';
import { nanArray } from '../numeric/arrays.ts';
import { type BarLabels, DROP_REASONS, type DropReason, HITS, type Hit } from './definition.ts';
import { barUniqueness } from './weights.ts';

export const HIT_INDEX: Readonly<Record<Hit, number>> = Object.fromEntries(
  HITS.map((hit, i) => [hit, i]),
) as Record<Hit, number>;

export interface ColumnBuilder {
  readonly label: Int16Array;
  readonly value: Float64Array;
  readonly t1: Float64Array;
  readonly hit: Uint8Array;
  readonly entryTime: Float64Array;
  readonly entryPrice: Float64Array;
  readonly targetPrice: Float64Array;
  readonly stopPrice: Float64Array;
  /** First and last path bar of each row's life; −1 where dropped. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  ambiguous: number;
  resolvedFiner: number;
  drop(reason: DropReason): void;
  /** The finished columns; `path` is what lives are counted on. */
  build(classes: readonly string[], path: Pick<Bars, 'length'>): BarLabels;
}

export function createColumns(length: number): ColumnBuilder {
  const dropped = Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0])) as Record<DropReason, number>;
  const builder: ColumnBuilder = {
    label: new Int16Array(length).fill(-1),
    value: nanArray(length),
    t1: nanArray(length),
    hit: new Uint8Array(length),
    entryTime: nanArray(length),
    entryPrice: nanArray(length),
    targetPrice: nanArray(length),
    stopPrice: nanArray(length),
    first: new Int32Array(length).fill(-1),
    last: new Int32Array(length).fill(-1),
    ambiguous: 0,
    resolvedFiner: 0,
    drop(reason) {
      dropped[reason]++;
    },
    build(classes, path) {
      const { label, value, t1, hit, entryTime, entryPrice, targetPrice, stopPrice } = builder;
      return {
        length,
        classes,
        label,
        value,
        t1,
        hit,
        entryTime,
        entryPrice,
        targetPrice,
        stopPrice,
        weight: barUniqueness(builder.first, builder.last, path.length),
        dropped,
        ambiguous: builder.ambiguous,
        resolvedFiner: builder.resolvedFiner,
      };
    },
  };
  return builder;
}

/** Counts a row whose decision bar touched both barriers; `resolved` where finer bars put them in order. */
export function countAmbiguous(columns: ColumnBuilder, touched: boolean, resolved: boolean): void {
  if (!touched) return;
  columns.ambiguous++;
  if (resolved) columns.resolvedFiner++;
}
