// Sources of the kernels that move rows, in WebAssembly: gathering, the stable partition of a leaf, adding to scores.
// Meaning: kernels.ts; the same in TypeScript: kernels/plain-kernels.ts.
// The gather loops are kept apart from the histogram loops on purpose: short loops keep many cache misses in flight.

import { defineFunction, type FunctionSource, type Variable } from './assembler.ts';
import type { Bytes } from './encoding.ts';
import { control, f64, i32, i64, v128 } from './instructions.ts';

const advance = (variable: Variable, bytes: number): Bytes =>
  variable.set(i32.add(variable.get, i32.constant(bytes)));
const times = (variable: Variable, shift: number): Bytes => i32.shiftLeft(variable.get, i32.constant(shift));
/** Address of element `index` (a value already loaded) of 2^shift bytes. */
const element = (base: Variable, index: Bytes, shift: number): Bytes =>
  i32.add(base.get, i32.shiftLeft(index, i32.constant(shift)));

const gatherGradients = defineFunction(
  'gatherGradients',
  { list: 'i32', rows: 'i32', gradients: 'i32', out: 'i32' },
  { end: 'i32' },
  ({ list, rows, gradients, out, end }) =>
    control.when(rows.get, [
      ...end.set(i32.add(list.get, times(rows, 2))),
      ...control.repeatWhile(
        [
          ...i64.store(out.get, i64.load(element(gradients, i32.load(list.get), 3))),
          ...advance(out, 8),
          ...advance(list, 4),
        ],
        i32.less(list.get, end.get),
      ),
    ]),
);

/** Written for one width of rows, so that copying a row is a handful of instructions without a loop. */
export function gatherRowsOf(bytes: number): FunctionSource {
  return defineFunction(
    'gatherRows',
    { list: 'i32', rows: 'i32', source: 'i32', stride: 'i32', bytes: 'i32', out: 'i32' },
    { end: 'i32', row: 'i32' },
    ({ list, rows, source, stride, out, end, row }) => {
      const moves: Bytes[] = [];
      for (let at = 0; at + 16 <= bytes; at += 16)
        moves.push(v128.store(out.get, v128.load(row.get, at), at));
      for (let at = bytes - (bytes % 16); at < bytes; at += 4)
        moves.push(i32.store(out.get, i32.load(row.get, at), at));
      return control.when(rows.get, [
        ...end.set(i32.add(list.get, times(rows, 2))),
        ...control.repeatWhile(
          [
            ...row.set(i32.add(source.get, i32.multiply(i32.load(list.get), stride.get))),
            ...moves.flat(),
            ...advance(out, bytes),
            ...advance(list, 4),
          ],
          i32.less(list.get, end.get),
        ),
      ]);
    },
  );
}

const partition = defineFunction(
  'partition',
  { list: 'i32', rows: 'i32', bins: 'i32', shift: 'i32', threshold: 'i32', left: 'i32', right: 'i32' },
  { end: 'i32', row: 'i32', goesRight: 'i32', first: 'i32' },
  ({ list, rows, bins, shift, threshold, left, right, end, row, goesRight, first }) => [
    ...first.set(left.get),
    ...control.when(rows.get, [
      ...end.set(i32.add(list.get, times(rows, 2))),
      ...control.repeatWhile(
        [
          ...row.set(i32.load(list.get)),
          // Written to both sides; only the side it belongs to moves on. No branch to mispredict.
          ...i32.store(left.get, row.get),
          ...i32.store(right.get, row.get),
          ...goesRight.set(
            i32.shiftLeft(
              i32.greater(
                i32.and(i32.add(i32.load8(element(bins, row.get, 2)), shift.get), i32.constant(255)),
                threshold.get,
              ),
              i32.constant(2),
            ),
          ),
          ...right.set(i32.add(right.get, goesRight.get)),
          ...left.set(i32.add(left.get, i32.subtract(i32.constant(4), goesRight.get))),
          ...advance(list, 4),
        ],
        i32.less(list.get, end.get),
      ),
    ]),
    ...i32.shiftRight(i32.subtract(left.get, first.get), i32.constant(2)),
  ],
  'i32',
);

const addToScores = defineFunction(
  'addToScores',
  { list: 'i32', rows: 'i32', scores: 'i32', value: 'f64' },
  { end: 'i32', at: 'i32' },
  ({ list, rows, scores, value, end, at }) =>
    control.when(rows.get, [
      ...end.set(i32.add(list.get, times(rows, 2))),
      ...control.repeatWhile(
        [
          ...at.set(element(scores, i32.load(list.get), 3)),
          ...f64.store(at.get, f64.add(f64.load(at.get), value.get)),
          ...advance(list, 4),
        ],
        i32.less(list.get, end.get),
      ),
    ]),
);

export const ROW_KERNELS: readonly FunctionSource[] = [gatherGradients, partition, addToScores];
