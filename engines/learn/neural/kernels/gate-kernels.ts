// Sources of a recurrent step in WebAssembly, four units at a time. Meaning: kernels.ts; operation for operation the same in
// TypeScript: plain.ts and activation.ts.

import { defineFunction, type Variable } from '../../trees/wasm/assembler.ts';
import type { Bytes } from '../../trees/wasm/encoding.ts';
import { control, i32, v128 } from '../../trees/wasm/instructions.ts';
import { EXPF_COEFFICIENTS, FLOAT_EXP_LIMIT, FLOAT_SHIFT, LN2_HIGH, LN2_LOW, LOG2_E } from './activation.ts';
import { f32x4, i32x4 } from './lanes.ts';

const { add, subtract, multiply, divide } = f32x4;

/** In variables set before the loop: V8 builds constants inside it anew every time. */
const CONSTANTS = {
  one: 1,
  two: 2,
  zero: 0,
  shift: FLOAT_SHIFT,
  limit: FLOAT_EXP_LIMIT,
  lowest: -FLOAT_EXP_LIMIT,
  log2e: LOG2_E,
  ln2High: LN2_HIGH,
  ln2Low: LN2_LOW,
  e0: EXPF_COEFFICIENTS[0]!,
  e1: EXPF_COEFFICIENTS[1]!,
  e2: EXPF_COEFFICIENTS[2]!,
  e3: EXPF_COEFFICIENTS[3]!,
  e4: EXPF_COEFFICIENTS[4]!,
  e5: EXPF_COEFFICIENTS[5]!,
} as const;
type Constant = keyof typeof CONSTANTS;
const CONSTANT_NAMES = Object.keys(CONSTANTS) as Constant[];
const CONSTANT_LOCALS = Object.fromEntries(CONSTANT_NAMES.map((key) => [key, 'v128'])) as Record<
  Constant,
  'v128'
>;
type Constants = Readonly<Record<Constant, Variable>>;
const setConstants = (v: Constants): Bytes =>
  CONSTANT_NAMES.flatMap((key) => v[key].set(f32x4.constant(CONSTANTS[key])));

interface ExpVariables extends Constants {
  readonly shifted: Variable;
  readonly whole: Variable;
  readonly rest: Variable;
}
const EXP_LOCALS = { shifted: 'v128', whole: 'v128', rest: 'v128' } as const;

/** Leaves e^x of four floats on the stack. */
function exponential(x: Bytes, v: ExpVariables): Bytes {
  const { shifted, whole, rest } = v;
  const series = [v.e1, v.e2, v.e3, v.e4, v.e5].reduce(
    (sum, next) => add(multiply(sum, rest.get), next.get),
    v.e0.get,
  );
  return [
    ...rest.set(f32x4.greater(f32x4.lesser(x, v.limit.get), v.lowest.get)),
    ...shifted.set(add(multiply(rest.get, v.log2e.get), v.shift.get)),
    ...whole.set(subtract(shifted.get, v.shift.get)),
    ...rest.set(
      subtract(subtract(rest.get, multiply(whole.get, v.ln2High.get)), multiply(whole.get, v.ln2Low.get)),
    ),
    // The whole number stands in the low bits of `shifted`; moved up it is added to the exponent: a product with 2^n.
    ...i32x4.add(
      add(add(multiply(multiply(rest.get, rest.get), series), rest.get), v.one.get),
      i32x4.shiftLeft(shifted.get, i32.constant(23)),
    ),
  ];
}
const sigmoid = (x: Bytes, v: ExpVariables): Bytes =>
  divide(v.one.get, add(v.one.get, exponential(subtract(v.zero.get, x), v)));
/** `x`: a variable, since it is read twice. */
const tanh = (x: Variable, v: ExpVariables): Bytes =>
  subtract(v.one.get, divide(v.two.get, add(v.one.get, exponential(add(x.get, x.get), v))));

const QUAD = 16;
const advance = (variable: Variable, by: Bytes): Bytes => variable.set(i32.add(variable.get, by));

interface Walk {
  readonly rows: Variable;
  readonly units: Variable;
  readonly left: Variable;
  readonly wide: Variable;
  readonly p: Variable;
  readonly pr: Variable;
  readonly pn: Variable;
  readonly q: Variable;
  readonly qr: Variable;
  readonly qn: Variable;
}
const WALK_LOCALS = { left: 'i32', wide: 'i32', pr: 'i32', pn: 'i32', qr: 'i32', qn: 'i32' } as const;

/** Goes over rows and quads of units; `narrow` are the pointers into rows of `units` floats. */
function overUnits(v: Walk, narrow: readonly Variable[], quad: Bytes): Bytes {
  const beside = (at: Variable, from: Variable) => at.set(i32.add(from.get, v.wide.get));
  const along = [v.p, v.pr, v.pn, v.q, v.qr, v.qn, ...narrow];
  const row: Bytes = [
    ...beside(v.pr, v.p),
    ...beside(v.pn, v.pr),
    ...beside(v.qr, v.q),
    ...beside(v.qn, v.qr),
    ...v.left.set(v.units.get),
    ...control.repeatWhile(
      [
        ...quad,
        ...along.flatMap((at) => advance(at, i32.constant(QUAD))),
        ...v.left.set(i32.subtract(v.left.get, i32.constant(4))),
      ],
      v.left.get,
    ),
    // The pointers to z stand at r now: a row of three gates ends where that to n stands.
    ...v.p.set(v.pn.get),
    ...v.q.set(v.qn.get),
    ...v.rows.set(i32.subtract(v.rows.get, i32.constant(1))),
  ];
  return [
    ...v.wide.set(i32.shiftLeft(v.units.get, i32.constant(2))),
    ...control.repeatWhile(row, v.rows.get),
  ];
}

const GATES = defineFunction(
  'gates',
  { p: 'i32', q: 'i32', state: 'i32', next: 'i32', rows: 'i32', units: 'i32' },
  { ...WALK_LOCALS, ...CONSTANT_LOCALS, ...EXP_LOCALS, z: 'v128', r: 'v128', n: 'v128', x: 'v128' },
  (v) => [
    ...setConstants(v),
    ...overUnits(
      v,
      [v.state, v.next],
      [
        ...v.x.set(add(v128.load(v.p.get), v128.load(v.q.get))),
        ...v.z.set(sigmoid(v.x.get, v)),
        ...v.x.set(add(v128.load(v.pr.get), v128.load(v.qr.get))),
        ...v.r.set(sigmoid(v.x.get, v)),
        ...v.x.set(add(v128.load(v.pn.get), multiply(v.r.get, v128.load(v.qn.get)))),
        ...v.n.set(tanh(v.x, v)),
        ...v128.store(v.next.get, add(v.n.get, multiply(v.z.get, subtract(v128.load(v.state.get), v.n.get)))),
        ...v128.store(v.p.get, v.z.get),
        ...v128.store(v.pr.get, v.r.get),
        ...v128.store(v.pn.get, v.n.get),
      ],
    ),
  ],
);

const GATES_BACKWARD = defineFunction(
  'gatesBackward',
  { p: 'i32', q: 'i32', state: 'i32', slope: 'i32', previous: 'i32', rows: 'i32', units: 'i32' },
  {
    ...WALK_LOCALS,
    one: 'v128',
    z: 'v128',
    r: 'v128',
    n: 'v128',
    by: 'v128',
    byZ: 'v128',
    byR: 'v128',
    byN: 'v128',
  },
  (v) => {
    const rest = (x: Variable): Bytes => subtract(v.one.get, x.get);
    const bend = (x: Variable): Bytes => multiply(x.get, rest(x));
    return [
      ...v.one.set(f32x4.constant(1)),
      ...overUnits(
        v,
        [v.state, v.slope, v.previous],
        [
          ...v.z.set(v128.load(v.p.get)),
          ...v.r.set(v128.load(v.pr.get)),
          ...v.n.set(v128.load(v.pn.get)),
          ...v.by.set(v128.load(v.slope.get)),
          ...v.byZ.set(multiply(multiply(v.by.get, subtract(v128.load(v.state.get), v.n.get)), bend(v.z))),
          ...v.byN.set(
            multiply(multiply(v.by.get, rest(v.z)), subtract(v.one.get, multiply(v.n.get, v.n.get))),
          ),
          ...v.byR.set(multiply(multiply(v.byN.get, v128.load(v.qn.get)), bend(v.r))),
          ...v128.store(v.p.get, v.byZ.get),
          ...v128.store(v.pr.get, v.byR.get),
          ...v128.store(v.pn.get, v.byN.get),
          ...v128.store(v.q.get, v.byZ.get),
          ...v128.store(v.qr.get, v.byR.get),
          ...v128.store(v.qn.get, multiply(v.byN.get, v.r.get)),
          ...v128.store(v.previous.get, multiply(v.by.get, v.z.get)),
        ],
      ),
    ];
  },
);

export const GATE_KERNELS = [GATES, GATES_BACKWARD];
