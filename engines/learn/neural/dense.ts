// A dense layer forwards and backwards, on a batch in the network's memory. Called by both networks.

import type { Elements } from './kernels/kernels.ts';
import type { Block, NetworkMemory } from './kernels/memory.ts';
import type { PaddedBlock } from './parameters.ts';

export interface DensePart {
  readonly weights: PaddedBlock;
  readonly biases: PaddedBlock;
}

/** y = x · weights + biases. */
export function denseForward(
  { kernels, bytes }: Pick<NetworkMemory, 'kernels' | 'bytes'>,
  { weights, biases }: DensePart,
  x: Block,
  y: Block,
  rows: number,
): void {
  const { paddedRows: inputs, rowFloats: outputs } = weights;
  fillRows(y.values, biases.values, rows);
  kernels.multiply(
    x.at,
    bytes * inputs,
    bytes,
    weights.at,
    bytes * outputs,
    y.at,
    bytes * outputs,
    rows,
    outputs,
    inputs,
    1,
  );
}

/** Slopes of the parameters from those of y; those of x, too, where `x` wants them (`turned` is room for the weights transposed). */
export function denseBackward(
  { kernels, bytes }: Pick<NetworkMemory, 'kernels' | 'bytes'>,
  { weights, biases }: DensePart,
  x: Block,
  bySlopes: Block,
  rows: number,
  back: { readonly slopes: Block; readonly turned: Block } | null,
): void {
  const { paddedRows: inputs, rowFloats: outputs } = weights;
  const [wide, narrow] = [bytes * outputs, bytes * inputs];
  kernels.multiply(x.at, bytes, narrow, bySlopes.at, wide, weights.slopesAt, wide, inputs, outputs, rows, 0);
  sumRows(biases.slopes, bySlopes.values, rows);
  if (back === null) return;
  transpose(weights.values, inputs, outputs, back.turned.values);
  kernels.multiply(
    bySlopes.at,
    wide,
    bytes,
    back.turned.at,
    narrow,
    back.slopes.at,
    narrow,
    rows,
    inputs,
    outputs,
    0,
  );
}

/** Every row becomes `row`. */
export function fillRows(matrix: Elements, row: Elements, rows: number): void {
  for (let i = 0; i < rows; i++) matrix.set(row, i * row.length);
}

/** `out` becomes the sum of the rows. */
export function sumRows(out: Elements, matrix: Elements, rows: number): void {
  out.fill(0);
  const width = out.length;
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < width; j++, at++) out[j]! += matrix[at]!;
}

export function transpose(matrix: Elements, rows: number, columns: number, out: Elements): void {
  for (let i = 0, at = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) out[j * rows + i] = matrix[at]!;
}

/** Multipliers of inverted dropout: 0 for a silent unit, else 1 / (1 − share), so that prediction needs no scaling. */
export function drawKept(
  out: Elements,
  count: number,
  share: number,
  random: { next(): number } | null,
): void {
  if (random === null || share === 0) {
    out.fill(1, 0, count);
    return;
  }
  const kept = 1 / (1 - share);
  for (let k = 0; k < count; k++) out[k] = random.next() < share ? 0 : kept;
}
