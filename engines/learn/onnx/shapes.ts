// Small pieces every writer needs: picking columns, constant rows, shares that sum to 1. All on doubles, `[rows, columns]`.

import { AS_DOUBLE, type GraphBuilder, int, ints } from './builder.ts';

export const COLUMNS = { axis: int(1) } as const;

/** The columns at these places, in this order; of rows (`axis` 1) or of windows (2). */
export function pick(
  builder: GraphBuilder,
  matrix: string,
  places: ArrayLike<number>,
  axis: 1 | 2 = 1,
): string {
  return builder.add('Gather', [matrix, builder.integers(places)], { axis: int(axis) });
}

/** The same row for each row of `like`. */
export function constantRows(builder: GraphBuilder, like: string, row: ArrayLike<number>): string {
  const rows = builder.add('Shape', [like], { start: int(0), end: int(1) });
  const shape = builder.add('Concat', [rows, builder.integers([row.length])], { axis: int(0) });
  return builder.add('Expand', [builder.doubles(row, [1, row.length]), shape]);
}

/** `[rows, 1]`. */
export function rowSums(builder: GraphBuilder, matrix: string): string {
  return builder.add('ReduceSum', [matrix, builder.integers([1])], { keepdims: int(1) });
}

/** `[1 − p, p]` from `[rows, 1]`. */
export function bothClasses(builder: GraphBuilder, probability: string): string {
  const other = builder.add('Sub', [builder.doubles([1]), probability]);
  return builder.add('Concat', [other, probability], COLUMNS);
}

export function asDoubles(builder: GraphBuilder, value: string): string {
  return builder.add('Cast', [value], AS_DOUBLE);
}

/** Sum of a list of equal shapes. */
export function sumOf(builder: GraphBuilder, values: readonly string[]): string {
  return values.reduce((sum, value) => builder.add('Add', [sum, value]));
}

export function reshaped(builder: GraphBuilder, value: string, shape: readonly number[]): string {
  return builder.add('Reshape', [value, builder.integers(shape)]);
}

export const transposed = (builder: GraphBuilder, value: string, order: readonly number[]): string =>
  builder.add('Transpose', [value], { perm: ints(order) });
