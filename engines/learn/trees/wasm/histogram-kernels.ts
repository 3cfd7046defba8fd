// Sources of the histogram kernels in WebAssembly: a row's packed gradient is added to one cell of four histograms, whose bins
// lie side by side in one 32-bit word. Meaning: kernels.ts; the same in TypeScript: kernels/plain-kernels.ts.
// Four features at once keep four independent chains of load-add-store in flight (0.45 ns an update against 0.76 for one).

import { FEATURE_BYTES } from '../kernels/kernels.ts';
import { defineFunction, type FunctionSource, type Variable } from './assembler.ts';
import type { Bytes } from './encoding.ts';
import { control, i32, i64, i64x2, memory, v128 } from './instructions.ts';

/** Two or four features: the bytes of a row's word, or of half of it. */
type Width = 2 | 4;

/**
 * Each bin is loaded as a byte of its own: taking a loaded word apart costs two instructions more a bin, and it is the number of
 * instructions that limits this loop, not the loads.
 */
function addTo(width: Width, bins: Variable, cell: Variable, value: Variable, histogram: Variable): Bytes {
  return Array.from({ length: width }, (_, k) => k).flatMap((k) => [
    ...cell.set(i32.add(histogram.get, i32.shiftLeft(i32.load8(bins.get, k), i32.constant(3)))),
    ...i64.store(cell.get, i64.add(i64.load(cell.get, k * FEATURE_BYTES), value.get), k * FEATURE_BYTES),
  ]);
}

const advance = (variable: Variable, bytes: number): Bytes =>
  variable.set(i32.add(variable.get, i32.constant(bytes)));

const LOOP_LOCALS = {
  bins: 'i32',
  otherBins: 'i32',
  cell: 'i32',
  value: 'i64',
  otherValue: 'i64',
} as const;
type LoopVariables = Readonly<Record<keyof typeof LOOP_LOCALS | 'rows' | 'histogram', Variable>>;

/**
 * A loop over rows, two at a time once an odd one is done: both are fetched before anything is added, which saves a tenth of the
 * time. `fetch` finds a row's bins, loads its packed gradient and moves on to the next row.
 */
function eachRow(
  width: Width,
  { rows, histogram, bins, otherBins, cell, value, otherValue }: LoopVariables,
  fetch: (bins: Variable, value: Variable) => Bytes,
): Bytes {
  return [
    ...control.when(i32.and(rows.get, i32.constant(1)), [
      ...fetch(bins, value),
      ...addTo(width, bins, cell, value, histogram),
    ]),
    ...rows.set(i32.shiftRight(rows.get, i32.constant(1))),
    ...control.when(
      rows.get,
      control.repeatWhile(
        [
          ...fetch(bins, value),
          ...fetch(otherBins, otherValue),
          ...addTo(width, bins, cell, value, histogram),
          ...addTo(width, otherBins, cell, otherValue, histogram),
          ...rows.set(i32.subtract(rows.get, i32.constant(1))),
        ],
        rows.get,
      ),
    ),
  ];
}

const histogramRun = (name: string, width: Width): FunctionSource =>
  defineFunction(
    name,
    { words: 'i32', stride: 'i32', gradients: 'i32', rows: 'i32', histogram: 'i32' },
    LOOP_LOCALS,
    ({ words, stride, gradients, ...loop }) =>
      eachRow(width, loop, (bins, value) => [
        ...bins.set(words.get),
        ...value.set(i64.load(gradients.get)),
        ...words.set(i32.add(words.get, stride.get)),
        ...advance(gradients, 8),
      ]),
  );

const histogramListed = (name: string, width: Width): FunctionSource =>
  defineFunction(
    name,
    { list: 'i32', words: 'i32', gradients: 'i32', rows: 'i32', histogram: 'i32' },
    LOOP_LOCALS,
    ({ list, words, gradients, ...loop }) =>
      eachRow(width, loop, (bins, value) => [
        ...bins.set(i32.add(words.get, i32.shiftLeft(i32.load(list.get), i32.constant(2)))),
        ...value.set(i64.load(gradients.get)),
        ...advance(list, 4),
        ...advance(gradients, 8),
      ]),
  );

const subtract = defineFunction(
  'subtract',
  { histogram: 'i32', other: 'i32', bytes: 'i32' },
  { end: 'i32' },
  ({ histogram, other, bytes, end }) =>
    control.when(bytes.get, [
      ...end.set(i32.add(histogram.get, bytes.get)),
      ...control.repeatWhile(
        [
          ...v128.store(histogram.get, i64x2.subtract(v128.load(histogram.get), v128.load(other.get))),
          ...advance(histogram, 16),
          ...advance(other, 16),
        ],
        i32.less(histogram.get, end.get),
      ),
    ]),
);

const clear = defineFunction('clear', { at: 'i32', bytes: 'i32' }, {}, ({ at, bytes }) =>
  memory.fill(at.get, i32.constant(0), bytes.get),
);

const copy = defineFunction('copy', { to: 'i32', from: 'i32', bytes: 'i32' }, {}, ({ to, from, bytes }) =>
  memory.copy(to.get, from.get, bytes.get),
);

export const HISTOGRAM_KERNELS: readonly FunctionSource[] = [
  histogramRun('histogramRun', 4),
  histogramListed('histogramListed', 4),
  histogramRun('histogramPairRun', 2),
  histogramListed('histogramPairListed', 2),
  subtract,
  clear,
  copy,
];
