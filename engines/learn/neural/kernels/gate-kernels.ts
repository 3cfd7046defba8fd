// Sources of a recurrent step in WebAssembly, a register of units at a time. Meaning: kernels.ts; operation for operation the same in
// TypeScript: plain.ts and activation.ts.

import { defineFunction, type FunctionSource, type Variable } from '../../trees/wasm/assembler.ts';
import type { Bytes } from '../../trees/wasm/encoding.ts';
import { control, i32, v128 } from '../../trees/wasm/instructions.ts';
import type { Lanes } from './lanes.ts';

/** In variables set before the loop: V8 builds constants inside it anew every time. */
const CONSTANTS = ['one', 'two', 'zero', 'shift', 'limit', 'lowest', 'log2e', 'ln2High', 'ln2Low'] as const;
/** Room for the longer of the two series. */
const COEFFICIENTS = [
  'e0',
  'e1',
  'e2',
  'e3',
  'e4',
  'e5',
  'e6',
  'e7',
  'e8',
  'e9',
  'e10',
  'e11',
  'e12',
] as const;
type Constant = (typeof CONSTANTS)[number] | (typeof COEFFICIENTS)[number];
const CONSTANT_LOCALS = Object.fromEntries(
  [...CONSTANTS, ...COEFFICIENTS].map((key) => [key, 'v128']),
) as Record<Constant, 'v128'>;
type Constants = Readonly<Record<Constant, Variable>>;
function setConstants(lanes: Lanes, v: Constants): Bytes {
  const { limit, shift, log2e, ln2High, ln2Low, coefficients } = lanes.exponential;
  const values = { one: 1, two: 2, zero: 0, shift, limit, lowest: -limit, log2e, ln2High, ln2Low };
  return [
    ...CONSTANTS.flatMap((key) => v[key].set(lanes.constant(values[key]))),
    ...coefficients.flatMap((value, k) => v[COEFFICIENTS[k]!].set(lanes.constant(value))),
  ];
}

interface ExpVariables extends Constants {
  readonly shifted: Variable;
  readonly whole: Variable;
  readonly rest: Variable;
}
const EXP_LOCALS = { shifted: 'v128', whole: 'v128', rest: 'v128' } as const;

/** Leaves e^x of a register on the stack. */
function exponential(lanes: Lanes, x: Bytes, v: ExpVariables): Bytes {
  const { add, subtract, multiply } = lanes;
  const { shifted, whole, rest } = v;
  const { coefficients, mantissaBits } = lanes.exponential;
  const highestFirst = COEFFICIENTS.slice(0, coefficients.length).toReversed();
  const series = highestFirst
    .map((key) => v[key].get)
    .reduce((sum, next) => add(multiply(sum, rest.get), next));
  return [
    ...rest.set(lanes.greater(lanes.lesser(x, v.limit.get), v.lowest.get)),
    ...shifted.set(add(multiply(rest.get, v.log2e.get), v.shift.get)),
    ...whole.set(subtract(shifted.get, v.shift.get)),
    ...rest.set(
      subtract(subtract(rest.get, multiply(whole.get, v.ln2High.get)), multiply(whole.get, v.ln2Low.get)),
    ),
    // The whole number stands in the low bits of `shifted`; moved up it is added to the exponent: a product with 2^n.
    ...lanes.addBits(series, lanes.shiftBitsLeft(shifted.get, i32.constant(mantissaBits))),
  ];
}
const sigmoid = (lanes: Lanes, x: Bytes, v: ExpVariables): Bytes =>
  lanes.divide(v.one.get, lanes.add(v.one.get, exponential(lanes, lanes.subtract(v.zero.get, x), v)));
/** `x`: a variable, since it is read twice. */
const tanh = (lanes: Lanes, x: Variable, v: ExpVariables): Bytes =>
  lanes.subtract(
    v.one.get,
    lanes.divide(v.two.get, lanes.add(v.one.get, exponential(lanes, lanes.add(x.get, x.get), v))),
  );

/** Bytes of a register. */
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

/** Goes over rows and registers of units; `narrow` are the pointers into rows of `units` elements. */
function overUnits(lanes: Lanes, v: Walk, narrow: readonly Variable[], quad: Bytes): Bytes {
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
        ...v.left.set(i32.subtract(v.left.get, i32.constant(lanes.count))),
      ],
      v.left.get,
    ),
    // The pointers to z stand at r now: a row of three gates ends where that to n stands.
    ...v.p.set(v.pn.get),
    ...v.q.set(v.qn.get),
    ...v.rows.set(i32.subtract(v.rows.get, i32.constant(1))),
  ];
  return [
    ...v.wide.set(i32.shiftLeft(v.units.get, i32.constant(Math.log2(lanes.bytes)))),
    ...control.repeatWhile(row, v.rows.get),
  ];
}

const gates = (lanes: Lanes) =>
  defineFunction(
    'gates',
    { p: 'i32', q: 'i32', state: 'i32', next: 'i32', rows: 'i32', units: 'i32' },
    { ...WALK_LOCALS, ...CONSTANT_LOCALS, ...EXP_LOCALS, z: 'v128', r: 'v128', n: 'v128', x: 'v128' },
    (v) => [
      ...setConstants(lanes, v),
      ...overUnits(
        lanes,
        v,
        [v.state, v.next],
        [
          ...v.x.set(lanes.add(v128.load(v.p.get), v128.load(v.q.get))),
          ...v.z.set(sigmoid(lanes, v.x.get, v)),
          ...v.x.set(lanes.add(v128.load(v.pr.get), v128.load(v.qr.get))),
          ...v.r.set(sigmoid(lanes, v.x.get, v)),
          ...v.x.set(lanes.add(v128.load(v.pn.get), lanes.multiply(v.r.get, v128.load(v.qn.get)))),
          ...v.n.set(tanh(lanes, v.x, v)),
          ...v128.store(
            v.next.get,
            lanes.add(v.n.get, lanes.multiply(v.z.get, lanes.subtract(v128.load(v.state.get), v.n.get))),
          ),
          ...v128.store(v.p.get, v.z.get),
          ...v128.store(v.pr.get, v.r.get),
          ...v128.store(v.pn.get, v.n.get),
        ],
      ),
    ],
  );

const gatesBackward = (lanes: Lanes) =>
  defineFunction(
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
      const rest = (x: Variable): Bytes => lanes.subtract(v.one.get, x.get);
      const bend = (x: Variable): Bytes => lanes.multiply(x.get, rest(x));
      return [
        ...v.one.set(lanes.constant(1)),
        ...overUnits(
          lanes,
          v,
          [v.state, v.slope, v.previous],
          [
            ...v.z.set(v128.load(v.p.get)),
            ...v.r.set(v128.load(v.pr.get)),
            ...v.n.set(v128.load(v.pn.get)),
            ...v.by.set(v128.load(v.slope.get)),
            ...v.byZ.set(
              lanes.multiply(
                lanes.multiply(v.by.get, lanes.subtract(v128.load(v.state.get), v.n.get)),
                bend(v.z),
              ),
            ),
            ...v.byN.set(
              lanes.multiply(
                lanes.multiply(v.by.get, rest(v.z)),
                lanes.subtract(v.one.get, lanes.multiply(v.n.get, v.n.get)),
              ),
            ),
            ...v.byR.set(lanes.multiply(lanes.multiply(v.byN.get, v128.load(v.qn.get)), bend(v.r))),
            ...v128.store(v.p.get, v.byZ.get),
            ...v128.store(v.pr.get, v.byR.get),
            ...v128.store(v.pn.get, v.byN.get),
            ...v128.store(v.q.get, v.byZ.get),
            ...v128.store(v.qr.get, v.byR.get),
            ...v128.store(v.qn.get, lanes.multiply(v.byN.get, v.r.get)),
            ...v128.store(v.previous.get, lanes.multiply(v.by.get, v.z.get)),
          ],
        ),
      ];
    },
  );

export const gateKernels = (lanes: Lanes): readonly FunctionSource[] => [gates(lanes), gatesBackward(lanes)];
