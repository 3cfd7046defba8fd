// Sources of the histogram kernels in WebAssembly: a row's packed gradient is added to one cell of four histograms, whose bins
// come from one 32-bit word. Meaning: kernels.ts; the same in TypeScript: kernels/plain-kernels.ts.
// Four features at once keep four independent chains of load-add-store in flight (0.45 ns an update against 0.76 for one).

import { FEATURE_BYTES } from '../kernels/kernels.ts';
import { defineFunction, type FunctionSource, type Variable } from './assembler.ts';
import type { Bytes } from './encoding.ts';
import { control, i32, i64, i64x2, memory, v128 } from './instructions.ts';

/** Byte offset of the cell of feature k of a word: its bin × 8. */
function cellOffset(word: Variable, k: number): Bytes {
  const shifted =
    k === 0 ? i32.shiftLeft(word.get, i32.constant(3)) : i32.shiftRight(word.get, i32.constant(8 * k - 3));
  return i32.and(shifted, i32.constant(255 << 3));
}

/** Two or four features: what a load of a row's bins brings. */
type Width = 2 | 4;

function addTo(width: Width, word: Variable, cell: Variable, value: Variable, histogram: Variable): Bytes {
  return Array.from({ length: width }, (_, k) => k).flatMap((k) => [
    ...cell.set(i32.add(histogram.get, cellOffset(word, k))),
    ...i64.store(cell.get, i64.add(i64.load(cell.get, k * FEATURE_BYTES), value.get), k * FEATURE_BYTES),
  ]);
}

const advance = (variable: Variable, bytes: number): Bytes =>
  variable.set(i32.add(variable.get, i32.constant(bytes)));

const LOOP_LOCALS = {
  word: 'i32',
  otherWord: 'i32',
  cell: 'i32',
  value: 'i64',
  otherValue: 'i64',
} as const;
type LoopVariables = Readonly<Record<keyof typeof LOOP_LOCALS | 'rows' | 'histogram', Variable>>;

/**
 * A loop over rows, two at a time once an odd one is done: both are fetched before anything is added, which saves a tenth of the
 * time. `fetch` loads a row's word and packed gradient and moves on to the next row.
 */
function eachRow(
  width: Width,
  { rows, histogram, word, otherWord, cell, value, otherValue }: LoopVariables,
  fetch: (word: Variable, value: Variable) => Bytes,
): Bytes {
  return [
    ...control.when(i32.and(rows.get, i32.constant(1)), [
      ...fetch(word, value),
      ...addTo(width, word, cell, value, histogram),
    ]),
    ...rows.set(i32.shiftRight(rows.get, i32.constant(1))),
    ...control.when(
      rows.get,
      control.repeatWhile(
        [
          ...fetch(word, value),
          ...fetch(otherWord, otherValue),
          ...addTo(width, word, cell, value, histogram),
          ...addTo(width, otherWord, cell, otherValue, histogram),
          ...rows.set(i32.subtract(rows.get, i32.constant(1))),
        ],
        rows.get,
      ),
    ),
  ];
}

const loadBins = (width: Width, address: Bytes): Bytes => (width === 4 ? i32.load : i32.load16)(address);

const histogramRun = (name: string, width: Width): FunctionSource =>
  defineFunction(
    name,
    { words: 'i32', stride: 'i32', gradients: 'i32', rows: 'i32', histogram: 'i32' },
    LOOP_LOCALS,
    ({ words, stride, gradients, ...loop }) =>
      eachRow(width, loop, (word, value) => [
        ...word.set(loadBins(width, words.get)),
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
      eachRow(width, loop, (word, value) => [
        ...word.set(loadBins(width, i32.add(words.get, i32.shiftLeft(i32.load(list.get), i32.constant(2))))),
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
