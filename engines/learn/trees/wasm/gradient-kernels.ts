// Sources of the gradients in WebAssembly, two rows at a time, with our own exp. Meaning: kernels.ts; operation for operation the
// same in TypeScript: kernels/plain-gradients.ts and kernels/exponential.ts.

import {
  EXP_COEFFICIENTS,
  EXP_LIMIT,
  LN2_HIGH,
  LN2_LOW,
  LOG2_E,
  ROUNDING_SHIFT,
} from '../kernels/exponential.ts';
import { defineFunction, type FunctionSource, type Variable } from './assembler.ts';
import type { Bytes } from './encoding.ts';
import { control, f64, f64x2, i32, i64x2, v128 } from './instructions.ts';

const both = (value: number): Bytes => v128.ofDoubles(value, value);

/**
 * Pairs of constants, each in a variable that is set before the loop: as constants inside it V8 builds them anew every time, which
 * nearly halved its speed.
 */
const CONSTANTS = {
  one: 1,
  shift: ROUNDING_SHIFT,
  limit: EXP_LIMIT,
  lowest: -EXP_LIMIT,
  log2e: LOG2_E,
  ln2High: LN2_HIGH,
  ln2Low: LN2_LOW,
  c0: EXP_COEFFICIENTS[0]!,
  c1: EXP_COEFFICIENTS[1]!,
  c2: EXP_COEFFICIENTS[2]!,
  c3: EXP_COEFFICIENTS[3]!,
  c4: EXP_COEFFICIENTS[4]!,
  c5: EXP_COEFFICIENTS[5]!,
  c6: EXP_COEFFICIENTS[6]!,
  c7: EXP_COEFFICIENTS[7]!,
  c8: EXP_COEFFICIENTS[8]!,
  c9: EXP_COEFFICIENTS[9]!,
  c10: EXP_COEFFICIENTS[10]!,
  c11: EXP_COEFFICIENTS[11]!,
  c12: EXP_COEFFICIENTS[12]!,
} as const;
type Constant = keyof typeof CONSTANTS;
const CONSTANT_NAMES = Object.keys(CONSTANTS) as Constant[];
const CONSTANT_LOCALS = Object.fromEntries(CONSTANT_NAMES.map((key) => [key, 'v128'])) as Record<
  Constant,
  'v128'
>;
const COEFFICIENTS = CONSTANT_NAMES.filter((key) => /^c\d/.test(key));

type Constants = Readonly<Record<Constant, Variable>>;
const setConstants = (variables: Constants): Bytes =>
  CONSTANT_NAMES.flatMap((key) => variables[key].set(both(CONSTANTS[key])));
const advance = (variable: Variable, bytes: number): Bytes =>
  variable.set(i32.add(variable.get, i32.constant(bytes)));

interface ExpVariables extends Constants {
  readonly shifted: Variable;
  readonly whole: Variable;
  readonly rest: Variable;
}
const EXP_LOCALS = { shifted: 'v128', whole: 'v128', rest: 'v128' } as const;

/** Leaves e^x of two doubles on the stack. */
function exponential(x: Bytes, variables: ExpVariables): Bytes {
  const { shifted, whole, rest } = variables;
  let series = variables.c12.get;
  for (let k = 11; k >= 0; k--)
    series = f64x2.add(f64x2.multiply(series, rest.get), variables[COEFFICIENTS[k]!].get);
  return [
    ...rest.set(f64x2.greater(f64x2.lesser(x, variables.limit.get), variables.lowest.get)),
    ...shifted.set(f64x2.add(f64x2.multiply(rest.get, variables.log2e.get), variables.shift.get)),
    ...whole.set(f64x2.subtract(shifted.get, variables.shift.get)),
    ...rest.set(
      f64x2.subtract(
        f64x2.subtract(rest.get, f64x2.multiply(whole.get, variables.ln2High.get)),
        f64x2.multiply(whole.get, variables.ln2Low.get),
      ),
    ),
    // The whole number stands in the low bits of `shifted`; moved up it is added to the exponent: a product with 2^n.
    ...i64x2.add(series, i64x2.shiftLeft(shifted.get, i32.constant(52))),
  ];
}

/** Two labels (bytes) as doubles. */
const labelsAt = (labels: Variable): Bytes =>
  f64x2.withLane(
    f64x2.splat(f64.ofUnsigned(i32.load8(labels.get))),
    1,
    f64.ofUnsigned(i32.load8(labels.get, 1)),
  );

/** Two packed cells: the low words of gradient and hessian, each rounded into the low bits of a double. */
function packed(
  gradient: Bytes,
  hessian: Bytes,
  variables: Constants & Readonly<Record<'gradientScale' | 'hessianScale', Variable>>,
): Bytes {
  const { gradientScale, hessianScale, shift } = variables;
  const rounded = (value: Bytes, scale: Variable) =>
    f64x2.add(f64x2.multiply(value, f64x2.splat(scale.get)), shift.get);
  return v128.or(
    i64x2.shiftLeft(rounded(gradient, gradientScale), i32.constant(32)),
    v128.and(rounded(hessian, hessianScale), v128.ofLanes([-1, 0, -1, 0])),
  );
}

function logistic(weighted: boolean): FunctionSource {
  return defineFunction(
    weighted ? 'logisticWeighted' : 'logistic',
    {
      scores: 'i32',
      labels: 'i32',
      weights: 'i32',
      out: 'i32',
      rows: 'i32',
      gradientScale: 'f64',
      hessianScale: 'f64',
    },
    { end: 'i32', p: 'v128', ...EXP_LOCALS, ...CONSTANT_LOCALS },
    (v) => {
      const gradient = f64x2.subtract(v.p.get, labelsAt(v.labels));
      const hessian = f64x2.multiply(v.p.get, f64x2.subtract(v.one.get, v.p.get));
      const weigh = (value: Bytes) => (weighted ? f64x2.multiply(value, v128.load(v.weights.get)) : value);
      return control.when(v.rows.get, [
        ...setConstants(v),
        ...v.end.set(i32.add(v.labels.get, v.rows.get)),
        ...control.repeatWhile(
          [
            ...v.p.set(
              f64x2.divide(
                v.one.get,
                f64x2.add(v.one.get, exponential(f64x2.negate(v128.load(v.scores.get)), v)),
              ),
            ),
            ...v128.store(v.out.get, packed(weigh(gradient), weigh(hessian), v)),
            ...advance(v.scores, 16),
            ...advance(v.out, 16),
            ...(weighted ? advance(v.weights, 16) : []),
            ...advance(v.labels, 2),
          ],
          i32.less(v.labels.get, v.end.get),
        ),
      ]);
    },
  );
}

/** Exponentials of the classes wait in the place of their gradients until their sum is known. */
function softmax(weighted: boolean): FunctionSource {
  return defineFunction(
    weighted ? 'softmaxWeighted' : 'softmax',
    {
      scores: 'i32',
      labels: 'i32',
      weights: 'i32',
      out: 'i32',
      rows: 'i32',
      gradientScale: 'f64',
      hessianScale: 'f64',
      classes: 'i32',
      pitch: 'i32',
    },
    {
      end: 'i32',
      at: 'i32',
      k: 'i32',
      top: 'v128',
      sum: 'v128',
      label: 'v128',
      p: 'v128',
      weight: 'v128',
      ...EXP_LOCALS,
      ...CONSTANT_LOCALS,
    },
    (v) => {
      const eachClass = (from: Variable, body: Bytes): Bytes => [
        ...v.at.set(from.get),
        ...v.k.set(i32.constant(0)),
        ...control.repeatWhile(
          [
            ...body,
            ...v.at.set(i32.add(v.at.get, v.pitch.get)),
            ...v.k.set(i32.add(v.k.get, i32.constant(1))),
          ],
          i32.less(v.k.get, v.classes.get),
        ),
      ];
      const target = v128.and(f64x2.equal(v.label.get, f64x2.splat(f64.ofUnsigned(v.k.get))), v.one.get);
      const gradient = f64x2.subtract(v.p.get, target);
      const hessian = f64x2.multiply(v.p.get, f64x2.subtract(v.one.get, v.p.get));
      const weigh = (value: Bytes) => (weighted ? f64x2.multiply(value, v.weight.get) : value);
      const outOfScore = i32.add(i32.subtract(v.at.get, v.scores.get), v.out.get);
      return control.when(v.rows.get, [
        ...setConstants(v),
        ...v.end.set(i32.add(v.labels.get, v.rows.get)),
        ...control.repeatWhile(
          [
            ...v.top.set(v128.load(v.scores.get)),
            ...eachClass(v.scores, v.top.set(f64x2.greater(v.top.get, v128.load(v.at.get)))),
            ...v.sum.set(both(0)),
            ...eachClass(v.scores, [
              ...v.p.set(exponential(f64x2.subtract(v128.load(v.at.get), v.top.get), v)),
              ...v.sum.set(f64x2.add(v.sum.get, v.p.get)),
              ...v128.store(outOfScore, v.p.get),
            ]),
            ...v.sum.set(f64x2.divide(v.one.get, v.sum.get)),
            ...v.label.set(labelsAt(v.labels)),
            ...(weighted ? v.weight.set(v128.load(v.weights.get)) : []),
            ...eachClass(v.out, [
              ...v.p.set(f64x2.multiply(v128.load(v.at.get), v.sum.get)),
              ...v128.store(v.at.get, packed(weigh(gradient), weigh(hessian), v)),
            ]),
            ...advance(v.scores, 16),
            ...advance(v.out, 16),
            ...(weighted ? advance(v.weights, 16) : []),
            ...advance(v.labels, 2),
          ],
          i32.less(v.labels.get, v.end.get),
        ),
      ]);
    },
  );
}

export const GRADIENT_KERNELS: readonly FunctionSource[] = [
  logistic(false),
  logistic(true),
  softmax(false),
  softmax(true),
];
