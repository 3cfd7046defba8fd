import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../numeric/random.ts';
import { exponentialFloat, sigmoidFloat, tanhFloat } from './activation.ts';
import { type NetworkMemory, withNetwork } from './memory.ts';

/** C after the product, on either kernels; A is stored transposed where asked. */
function product(plain: boolean, rows: number, columns: number, inner: number, turned: boolean, add: number) {
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
      for (const { values } of [a, b, c]) for (let k = 0; k < values.length; k++) values[k] = random.normal();
      const before = { a: a.values.slice(), b: b.values.slice(), c: c.values.slice() };
      const wide = 4 * (columns + 8);
      kernels.multiply(
        a.at,
        turned ? 4 : 4 * inner,
        turned ? 4 * rows : 4,
        b.at,
        wide,
        c.at,
        wide,
        rows,
        columns,
        inner,
        add,
      );
      return { before, after: c.values.slice(), name: kernels.name };
    },
    plain,
  );
}

describe('the matrix product', () => {
  const cases = [
    [4, 8, 1, false, 0],
    [4, 8, 5, true, 1],
    [8, 24, 33, false, 1],
    [12, 16, 7, true, 0],
  ] as const;
  it.each(cases)('%i × %i over %i, A transposed %s, added %i', (rows, columns, inner, turned, add) => {
    const fast = product(false, rows, columns, inner, turned, add);
    const plain = product(true, rows, columns, inner, turned, add);
    expect([fast.name, plain.name]).toEqual(['wasm', 'plain']);
    expect(fast.after).toEqual(plain.after);
    const { a, b, c } = plain.before;
    const wide = columns + 8;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < wide; j++) {
        let sum = add === 1 || j >= columns ? c[i * wide + j]! : 0;
        for (let k = 0; k < inner && j < columns; k++)
          sum += a[turned ? k * rows + i : i * inner + k]! * b[k * wide + j]!;
        expect(plain.after[i * wide + j]).toBeCloseTo(sum, 4);
      }
  });

  it('a memory handed on holds zeros again, and one in use is not handed on', () => {
    const build = (memory: NetworkMemory) => memory.take(64);
    withNetwork(build, (outer) => {
      outer.values.fill(3);
      withNetwork(build, (inner) => {
        expect(inner.values.every((x) => x === 0)).toBe(true);
        inner.values.fill(5);
      });
      expect(outer.values.every((x) => x === 3)).toBe(true);
    });
    withNetwork(build, (again) => {
      expect(again.values.every((x) => x === 0)).toBe(true);
    });
  });
});

describe('the gates', () => {
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
        const wild = [40, -40, 200, -200, 0, 1e-8];
        for (const { values } of [p, q, state, slope])
          for (let k = 0; k < values.length; k++)
            values[k] = values === p.values && k < wild.length ? wild[k]! : 2 * random.normal();
        kernels.gates(p.at, q.at, state.at, next.at, 5, 8);
        const forward = [p, q, next].map(({ values }) => values.slice());
        kernels.gatesBackward(p.at, q.at, state.at, slope.at, previous.at, 5, 8);
        return [...forward, ...[p, q, previous].map(({ values }) => values.slice())];
      },
      plain,
    );
  it('have the same bits in WebAssembly and in TypeScript', () => {
    const [fast, plain] = [step(false), step(true)];
    expect(fast).toEqual(plain);
    expect(fast.every((part) => part.every(Number.isFinite))).toBe(true);
  });
  it('σ, tanh and e^x are right to float32', () => {
    for (let x = -90; x <= 90; x += 0.37) {
      const float = Math.fround(x);
      expect(Math.abs(sigmoidFloat(float) - 1 / (1 + Math.exp(-float)))).toBeLessThan(1.2e-7);
      expect(Math.abs(tanhFloat(float) - Math.tanh(float))).toBeLessThan(1.8e-7);
      if (Math.abs(x) < 87) expect(exponentialFloat(float) / Math.exp(float)).toBeCloseTo(1, 6);
    }
    expect([sigmoidFloat(0), tanhFloat(0), sigmoidFloat(500), tanhFloat(-500)]).toEqual([0.5, 0, 1, -1]);
  });
});
