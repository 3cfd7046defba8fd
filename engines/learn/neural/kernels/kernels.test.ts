import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../numeric/random.ts';
import { exponentialFloat, sigmoidFloat, tanhDouble, tanhFloat } from './activation.ts';
import type { ElementBytes } from './kernels.ts';
import { type NetworkMemory, withNetwork } from './memory.ts';

const PRECISIONS: readonly (readonly [string, ElementBytes, number])[] = [
  ['floats', 4, 4],
  ['doubles', 8, 13],
];

describe.each(PRECISIONS)('the matrix product of %s', (_name, bytes, digits) => {
  interface Case {
    readonly rows: number;
    readonly columns: number;
    readonly inner: number;
    /** A is stored transposed. */
    readonly turned: boolean;
    readonly add: number;
  }
  function product(plain: boolean, { rows, columns, inner, turned, add }: Case) {
    const build = (memory: NetworkMemory) => ({
      kernels: memory.kernels,
      a: memory.take(rows * inner),
      b: memory.take(inner * (columns + 8)),
      c: memory.take(rows * (columns + 8)),
    });
    return withNetwork(
      build,
      ({ kernels, a, b, c }) => {
        const random = createRandom(rows * 1000 + columns * 10 + inner);
        for (const { values } of [a, b, c])
          for (let k = 0; k < values.length; k++) values[k] = random.normal();
        const before = { a: a.values.slice(), b: b.values.slice(), c: c.values.slice() };
        const wide = bytes * (columns + 8);
        const [aRow, aColumn] = turned ? [bytes, bytes * rows] : [bytes * inner, bytes];
        kernels.multiply(a.at, aRow, aColumn, b.at, wide, c.at, wide, rows, columns, inner, add);
        return { before, after: c.values.slice(), name: kernels.name };
      },
      bytes,
      plain,
    );
  }
  const cases: readonly Case[] = [
    { rows: 4, columns: 8, inner: 1, turned: false, add: 0 },
    { rows: 4, columns: 8, inner: 5, turned: true, add: 1 },
    { rows: 8, columns: 24, inner: 33, turned: false, add: 1 },
    { rows: 12, columns: 16, inner: 7, turned: true, add: 0 },
  ];
  it.each(cases)('$rows × $columns over $inner, A transposed $turned, added $add', (given) => {
    const { rows, columns, inner, turned, add } = given;
    const fast = product(false, given);
    const plain = product(true, given);
    expect([fast.name, plain.name]).toEqual(['wasm', 'plain']);
    expect(fast.after).toEqual(plain.after);
    const { a, b, c } = plain.before;
    const wide = columns + 8;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < wide; j++) {
        let sum = add === 1 || j >= columns ? c[i * wide + j]! : 0;
        for (let k = 0; k < inner && j < columns; k++)
          sum += a[turned ? k * rows + i : i * inner + k]! * b[k * wide + j]!;
        expect(plain.after[i * wide + j]).toBeCloseTo(sum, digits);
      }
  });
});

describe.each(PRECISIONS)('the gates in %s', (_name, bytes, digits) => {
  const build = (memory: NetworkMemory) => ({
    kernels: memory.kernels,
    p: memory.take(5 * 24),
    q: memory.take(5 * 24),
    state: memory.take(5 * 8),
    next: memory.take(5 * 8),
    slope: memory.take(5 * 8),
    previous: memory.take(5 * 8),
  });
  const step = (plain: boolean) =>
    withNetwork(
      build,
      ({ kernels, p, q, state, next, slope, previous }) => {
        const random = createRandom(4);
        const wild = [40, -40, 2000, -2000, 0, 1e-8];
        for (const { values } of [p, q, state, slope])
          for (let k = 0; k < values.length; k++)
            values[k] = values === p.values && k < wild.length ? wild[k]! : 2 * random.normal();
        const before = [p, q, state].map(({ values }) => values.slice());
        kernels.gates(p.at, q.at, state.at, next.at, 5, 8);
        const forward = [p, q, next].map(({ values }) => values.slice());
        kernels.gatesBackward(p.at, q.at, state.at, slope.at, previous.at, 5, 8);
        return { before, forward, backward: [p, q, previous].map(({ values }) => values.slice()) };
      },
      bytes,
      plain,
    );
  it('have the same bits in WebAssembly and in TypeScript', () => {
    const [fast, plain] = [step(false), step(true)];
    expect(fast).toEqual(plain);
    expect([...fast.forward, ...fast.backward].every((part) => part.every((x) => Number.isFinite(x)))).toBe(
      true,
    );
  });
  it('are the formulas of the layer', () => {
    const { before, forward } = step(false);
    const [p, q, state] = before as [Float64Array, Float64Array, Float64Array];
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    for (let i = 0; i < 5; i++)
      for (let u = 0; u < 8; u++) {
        const at = 24 * i + u;
        const z = sigmoid(p[at]! + q[at]!);
        const r = sigmoid(p[at + 8]! + q[at + 8]!);
        const n = Math.tanh(p[at + 16]! + r * q[at + 16]!);
        expect(forward[2]![8 * i + u]).toBeCloseTo((1 - z) * n + z * state[8 * i + u]!, digits);
      }
  });
});

describe('σ, tanh and e^x', () => {
  it('are right to float32 and to doubles', () => {
    for (let x = -90; x <= 90; x += 0.37) {
      const float = Math.fround(x);
      expect(Math.abs(sigmoidFloat(float) - 1 / (1 + Math.exp(-float)))).toBeLessThan(1.2e-7);
      expect(Math.abs(tanhFloat(float) - Math.tanh(float))).toBeLessThan(1.8e-7);
      expect(Math.abs(tanhDouble(x) - Math.tanh(x))).toBeLessThan(5e-16);
      if (Math.abs(x) < 87)
        expect(Math.abs(exponentialFloat(float) / Math.exp(float) - 1)).toBeLessThan(2e-7);
    }
    expect([sigmoidFloat(0), tanhFloat(0), sigmoidFloat(500), tanhFloat(-500)]).toEqual([0.5, 0, 1, -1]);
  });
});

describe('memory', () => {
  it('handed on holds zeros again, in either precision, and one in use is not handed on', () => {
    const build = (memory: NetworkMemory) => memory.take(64);
    withNetwork(build, (outer) => {
      outer.values.fill(3);
      withNetwork(build, (inner) => {
        expect(inner.values.every((x) => x === 0)).toBe(true);
        inner.values.fill(5);
      });
      expect(outer.values.every((x) => x === 3)).toBe(true);
    });
    withNetwork(
      build,
      (again) => {
        expect(again.values).toEqual(new Float64Array(64));
      },
      8,
    );
  });
  it('is handed on, too, when its user throws', () => {
    const build = (memory: NetworkMemory) => ({ memory: memory.kernels, block: memory.take(8) });
    const kernelsOf = (fail: boolean) => {
      let seen: unknown;
      try {
        withNetwork(build, ({ memory }) => {
          seen = memory;
          if (fail) throw new RangeError('stop');
        });
      } catch {}
      return seen;
    };
    expect(kernelsOf(true)).toBe(kernelsOf(false));
  });
  it('says how much a network needs that is too large, and what to do', () => {
    const build = (memory: NetworkMemory) => memory.take(2 ** 31);
    for (const plain of [false, true])
      expect(() => withNetwork(build, () => undefined, 4, plain)).toThrow(
        /needs 8192 MB at once.*smaller layers/,
      );
  });
});
