// Source of the matrix product in WebAssembly: 4 rows × 2 registers of columns of C are held in eight registers while A and B pass
// by. Meaning: kernels.ts.

import { defineFunction, type FunctionSource, type Variable } from '../../trees/wasm/assembler.ts';
import type { Bytes } from '../../trees/wasm/encoding.ts';
import { control, i32, v128 } from '../../trees/wasm/instructions.ts';
import { ROW_BLOCK } from './kernels.ts';
import type { Lanes } from './lanes.ts';

/** Bytes of a register. */
const QUAD = 16;
const ROWS = [0, 1, 2, 3] as const;
const HALVES = [0, 1] as const;
type Sum = `sum${(typeof ROWS)[number]}${(typeof HALVES)[number]}`;
const SUMS = ROWS.flatMap((row) => HALVES.map((half): Sum => `sum${row}${half}`));
const SUM_LOCALS = Object.fromEntries(SUMS.map((sum) => [sum, 'v128'])) as Record<Sum, 'v128'>;

const advance = (variable: Variable, by: Bytes): Bytes => variable.set(i32.add(variable.get, by));

export const multiplyKernel = (lanes: Lanes): FunctionSource =>
  defineFunction(
    'multiply',
    {
      a: 'i32',
      aRow: 'i32',
      aColumn: 'i32',
      b: 'i32',
      bRow: 'i32',
      c: 'i32',
      cRow: 'i32',
      rows: 'i32',
      columns: 'i32',
      inner: 'i32',
      add: 'i32',
    },
    {
      ...SUM_LOCALS,
      column: 'i32',
      row: 'i32',
      k: 'i32',
      a0: 'i32',
      a1: 'i32',
      a2: 'i32',
      a3: 'i32',
      bAt: 'i32',
      c0: 'i32',
      c1: 'i32',
      c2: 'i32',
      c3: 'i32',
      aBlock: 'i32',
      cBlock: 'i32',
      low: 'v128',
      high: 'v128',
      factor: 'v128',
    },
    (v) => {
      const aAt = [v.a0, v.a1, v.a2, v.a3];
      const cAt = [v.c0, v.c1, v.c2, v.c3];
      const halves = [v.low, v.high];
      const step: Bytes = [
        ...v.low.set(v128.load(v.bAt.get)),
        ...v.high.set(v128.load(v.bAt.get, QUAD)),
        ...ROWS.flatMap((row) => [
          ...v.factor.set(lanes.loadSplat(aAt[row]!.get)),
          ...HALVES.flatMap((half) => {
            const sum = v[`sum${row}${half}`];
            return sum.set(lanes.add(sum.get, lanes.multiply(v.factor.get, halves[half]!.get)));
          }),
          ...advance(aAt[row]!, v.aColumn.get),
        ]),
        ...advance(v.bAt, v.bRow.get),
        ...v.k.set(i32.subtract(v.k.get, i32.constant(1))),
      ];
      const starts = (at: readonly Variable[], first: Bytes, stride: Bytes): Bytes =>
        at.flatMap((variable, row) => variable.set(row === 0 ? first : i32.add(at[row - 1]!.get, stride)));
      const block: Bytes = [
        ...starts(aAt, v.aBlock.get, v.aRow.get),
        ...starts(cAt, v.cBlock.get, v.cRow.get),
        ...SUMS.flatMap((sum) => v[sum].set(v128.ofLanes([0, 0, 0, 0]))),
        ...control.when(
          v.add.get,
          ROWS.flatMap((row) =>
            HALVES.flatMap((half) => v[`sum${row}${half}`].set(v128.load(cAt[row]!.get, QUAD * half))),
          ),
        ),
        ...v.bAt.set(v.b.get),
        ...v.k.set(v.inner.get),
        ...control.repeatWhile(step, v.k.get),
        ...ROWS.flatMap((row) =>
          HALVES.flatMap((half) => v128.store(cAt[row]!.get, v[`sum${row}${half}`].get, QUAD * half)),
        ),
        ...advance(v.aBlock, i32.shiftLeft(v.aRow.get, i32.constant(Math.log2(ROW_BLOCK)))),
        ...advance(v.cBlock, i32.shiftLeft(v.cRow.get, i32.constant(Math.log2(ROW_BLOCK)))),
        ...v.row.set(i32.subtract(v.row.get, i32.constant(ROW_BLOCK))),
      ];
      // All rows of one strip of columns, then the next: the strip of B stays in the nearest cache.
      const strip: Bytes = [
        ...v.aBlock.set(v.a.get),
        ...v.cBlock.set(v.c.get),
        ...v.row.set(v.rows.get),
        ...control.repeatWhile(block, v.row.get),
        ...advance(v.b, i32.constant(2 * QUAD)),
        ...advance(v.c, i32.constant(2 * QUAD)),
        ...v.column.set(i32.subtract(v.column.get, i32.constant(2 * lanes.count))),
      ];
      return [...v.column.set(v.columns.get), ...control.repeatWhile(strip, v.column.get)];
    },
  );
