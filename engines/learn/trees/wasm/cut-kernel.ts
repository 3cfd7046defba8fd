// Source of the search for a feature's best cut, in WebAssembly: left sums as two doubles in one vector, one vector division for
// both sides. Meaning: kernels.ts; the same in TypeScript: kernels/plain-kernels.ts.

import { defineFunction, type FunctionSource } from './assembler.ts';
import { control, f64, f64x2, i32, v128 } from './instructions.ts';

/** Bytes of the low, then of the high doubles of two vectors. */
const LOW_DOUBLES = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const HIGH_DOUBLES = [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31];

export const CUT_KERNEL: FunctionSource = defineFunction(
  'bestCut',
  {
    histogram: 'i32',
    count: 'i32',
    startGradient: 'f64',
    startHessian: 'f64',
    gradient: 'f64',
    hessian: 'f64',
    l1: 'f64',
    l2: 'f64',
    leastHessian: 'f64',
    out: 'i32',
  },
  {
    bin: 'i32',
    hit: 'i32',
    best: 'f64',
    score: 'f64',
    // Low lane the hessian, high lane the gradient, as in a packed cell.
    left: 'v128',
    right: 'v128',
    total: 'v128',
    top: 'v128',
    alpha: 'v128',
    lambda: 'v128',
    zero: 'v128',
  },
  (v) => [
    ...v.best.set(f64.load(v.out.get)),
    ...v.left.set(f64x2.withLane(f64x2.splat(v.startHessian.get), 1, v.startGradient.get)),
    ...v.total.set(f64x2.withLane(f64x2.splat(v.hessian.get), 1, v.gradient.get)),
    ...v.alpha.set(f64x2.splat(v.l1.get)),
    ...v.lambda.set(f64x2.splat(v.l2.get)),
    ...control.when(
      v.count.get,
      control.block(
        control.repeatWhile(
          [
            ...v.left.set(f64x2.add(v.left.get, f64x2.ofSignedLow(v128.load64(v.histogram.get)))),
            ...control.when(f64.atLeast(f64x2.lane(v.left.get, 0), v.leastHessian.get), [
              ...v.right.set(f64x2.subtract(v.total.get, v.left.get)),
              // Hessians never shrink to the right: nothing later can pass. Out of the `when`, the loop and the block.
              ...control.leaveWhen(f64.less(f64x2.lane(v.right.get, 0), v.leastHessian.get), 2),
              ...v.top.set(
                f64x2.greater(
                  f64x2.subtract(
                    f64x2.absolute(v128.shuffle(v.left.get, v.right.get, HIGH_DOUBLES)),
                    v.alpha.get,
                  ),
                  v.zero.get,
                ),
              ),
              ...v.top.set(
                f64x2.divide(
                  f64x2.multiply(v.top.get, v.top.get),
                  f64x2.add(v128.shuffle(v.left.get, v.right.get, LOW_DOUBLES), v.lambda.get),
                ),
              ),
              ...v.score.set(f64.add(f64x2.lane(v.top.get, 0), f64x2.lane(v.top.get, 1))),
              ...control.when(f64.greater(v.score.get, v.best.get), [
                ...v.best.set(v.score.get),
                ...v.hit.set(i32.constant(1)),
                ...f64.store(v.out.get, v.score.get),
                ...f64.store(v.out.get, f64.ofUnsigned(v.bin.get), 8),
                ...f64.store(v.out.get, f64x2.lane(v.left.get, 1), 16),
                ...f64.store(v.out.get, f64x2.lane(v.left.get, 0), 24),
              ]),
            ]),
            ...v.histogram.set(i32.add(v.histogram.get, i32.constant(8))),
            ...v.bin.set(i32.add(v.bin.get, i32.constant(1))),
          ],
          i32.less(v.bin.get, v.count.get),
        ),
      ),
    ),
    ...v.hit.get,
  ],
  'i32',
);
