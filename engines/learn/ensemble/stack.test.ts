// The meta-learner sees what it is said to see, trusts members by their worth, uses regimes, and is refused other members.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import type { LabelledData, Model } from '../contract.ts';
import { logistic } from '../linear/logistic.ts';
import { modelFromJson, modelToJson } from '../model-json.ts';
import { META_KINDS } from './meta-learner.ts';
import { fitStack, predictStack, type StackTraining, stackShares } from './stack.ts';

const ROWS = 800;
const sigma = (x: number) => 1 / (1 + Math.exp(-x));
/** A member that knows the log-odds with noise, one that is too sure of them, and one that guesses. */
function binary(seed: number) {
  const random = createRandom(seed);
  const truth = Float64Array.from({ length: ROWS }, () => 1.5 * random.normal());
  const target = truth.map((score) => Number(random.next() < sigma(score)));
  const member = (of: (score: number) => number) => {
    const out = new Float64Array(2 * ROWS);
    truth.forEach((score, i) => {
      const p = sigma(of(score));
      out[2 * i] = 1 - p;
      out[2 * i + 1] = p;
    });
    return out;
  };
  const members = [
    member((score) => score + random.normal()),
    member((score) => 4 * score),
    member(() => random.normal()),
  ];
  return { members, target };
}
const logLoss = (p: Float64Array, target: Float64Array) =>
  target.reduce((sum, y, i) => sum - Math.log(Math.max(1e-12, p[2 * i + y]!)), 0) / target.length;
const { members, target } = binary(1);
const base: StackTraining = {
  members,
  names: ['noisy', 'too sure', 'guess'],
  width: 2,
  target,
  meta: 'logistic',
  seed: 1,
};
const test = binary(2);

describe('a stack of two classes', () => {
  it('is logistic regression over the log-odds of the members', () => {
    const state = fitStack(base);
    const table = (from: readonly Float64Array[], labels: Float64Array): LabelledData => ({
      rows: ROWS,
      names: ['a', 'b', 'c'],
      columns: from.map((own) =>
        Float32Array.from({ length: ROWS }, (_, i) => {
          const p = Math.min(1 - 1e-6, Math.max(1e-6, own[2 * i + 1]!));
          const q = Math.min(1 - 1e-6, Math.max(1e-6, own[2 * i]!));
          return Math.log(p / q);
        }),
      ),
      classes: ['down', 'up'],
      target: labels,
    });
    const plain = logistic.fit(table(members, target), {}, { seed: 1 });
    const expected = logistic.predict(plain, table(test.members, test.target));
    predictStack(state, test.members).forEach((p, i) => {
      expect(p).toBeCloseTo(expected[i]!, 6);
    });
  });

  it.each(META_KINDS)('%s: better than every member and their mean, on rows it has not seen', (meta) => {
    const state = fitStack({ ...base, meta });
    const loss = logLoss(predictStack(state, test.members), test.target);
    for (const own of test.members) expect(loss).toBeLessThan(logLoss(own, test.target));
    const shares = stackShares(state);
    expect(shares === null).toBe(meta === 'mlp');
    if (shares === null) return;
    expect(shares.map(({ name }) => name)).toEqual(['noisy', 'too sure', 'guess']);
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(shares[1]!.share).toBeGreaterThan(3 * shares[2]!.share);
  });

  it('passes a single good member through', () => {
    const one = fitStack({ ...base, members: [members[1]!.map((p) => p)], names: ['only'] });
    const own = test.members[1]!;
    // It was four times too sure: the stack undoes that, and keeps the order.
    const after = predictStack(one, [own]);
    expect(logLoss(after, test.target)).toBeLessThan(logLoss(own, test.target));
    const order = [...Array(ROWS).keys()].sort((a, b) => own[2 * a + 1]! - own[2 * b + 1]!);
    for (let k = 1; k < ROWS; k++)
      expect(after[2 * order[k]! + 1]).toBeGreaterThanOrEqual(after[2 * order[k - 1]! + 1]! - 1e-9);
  });

  it('follows from the seed, and comes back from JSON', () => {
    const state = fitStack({ ...base, meta: 'leafwise' });
    const text = (model: Model) => modelToJson(model);
    expect(text(fitStack({ ...base, meta: 'leafwise' }).model)).toBe(text(state.model));
    const again = { ...state, model: modelFromJson(text(state.model)) };
    expect(predictStack(again, test.members)).toEqual(predictStack(state, test.members));
  });

  it('counts weights: a row of weight 2 stands twice', () => {
    const weight = Float64Array.from({ length: ROWS }, (_, i) => 1 + (i % 2));
    const twice = [...Array(ROWS).keys(), ...[...Array(ROWS).keys()].filter((i) => i % 2 === 1)];
    const repeated = {
      ...base,
      members: members.map((own) =>
        Float64Array.from({ length: 2 * twice.length }, (_, j) => own[2 * twice[j >> 1]! + (j & 1)]!),
      ),
      target: Float64Array.from(twice, (i) => target[i]!),
    };
    const a = predictStack(fitStack({ ...base, weight }), test.members);
    predictStack(fitStack(repeated), test.members).forEach((p, i) => {
      expect(p).toBeCloseTo(a[i]!, 7);
    });
  });
});

describe('regimes as meta features', () => {
  it('tell the stack whom to believe less', () => {
    // In regime 1 up is twice as likely whatever the members say.
    const random = createRandom(9);
    const chances = new Float32Array(2 * ROWS);
    const shifted = target.map((y, i) => {
      const wild = i % 3 === 0;
      chances[2 * i + Number(wild)] = 1;
      return wild && random.next() < 0.8 ? 1 : y;
    });
    const regimes = { chances, states: 2 };
    const state = fitStack({ ...base, target: shifted, regimes });
    const quiet = { chances: Float32Array.of(1, 0), states: 2 };
    const wild = { chances: Float32Array.of(0, 1), states: 2 };
    const one = members.map(() => Float64Array.of(0.5, 0.5));
    expect(predictStack(state, one, wild)[1]).toBeGreaterThan(predictStack(state, one, quiet)[1]! + 0.2);
    expect(stackShares(state)!.at(-1)).toMatchObject({ name: 'regimes' });
    expect(() => predictStack(state, one)).toThrow(/2 regimes, 0 were given/);
    expect(() => fitStack({ ...base, regimes: { chances: chances.slice(2), states: 2 } })).toThrow(
      /must match/,
    );
  });
});

describe('other widths', () => {
  const random = createRandom(4);
  it.each(META_KINDS)('%s: three classes: one column per class and member, rows that sum to 1', (meta) => {
    const classes = Float64Array.from({ length: ROWS }, () => random.integer(3));
    const own = new Float64Array(3 * ROWS).fill(0.2);
    classes.forEach((y, i) => {
      own[3 * i + (random.next() < 0.7 ? y : random.integer(3))] = 0.6;
    });
    const flat = new Float64Array(3 * ROWS).fill(1 / 3);
    const state = fitStack({ members: [flat, own], width: 3, target: classes, meta, seed: 1 });
    const after = predictStack(state, [flat, own]);
    let hits = 0;
    for (let i = 0; i < ROWS; i++) {
      const row = [...after.subarray(3 * i, 3 * i + 3)];
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      if (row.indexOf(Math.max(...row)) === classes[i]) hits++;
    }
    expect(hits / ROWS).toBeGreaterThan(0.7);
    if (meta !== 'mlp') expect(stackShares(state)![0]).toEqual({ name: 'member 1', share: 0 });
  });

  it.each(META_KINDS)('%s: numbers are learned as numbers', (meta) => {
    const truth = Float64Array.from({ length: ROWS }, () => random.normal());
    const half = truth.map((y) => y / 2 + 0.05 * random.normal());
    const state = fitStack({ members: [half], width: 1, target: truth, meta, seed: 1 });
    const error = predictStack(state, [half]).map((y, i) => (y - truth[i]!) ** 2);
    expect(error.reduce((a, b) => a + b, 0) / ROWS).toBeLessThan(0.1);
  });

  it('refuses other members', () => {
    const state = fitStack(base);
    expect(() => predictStack(state, members.slice(1))).toThrow(/noisy, too sure, guess; 2 members/);
    expect(() => fitStack({ ...base, names: ['one'] })).toThrow(/1 names for 3 members/);
    expect(() =>
      fitStack({ ...base, members: [members[0]!, members[1]!.slice(2)], names: ['a', 'b'] }),
    ).toThrow(/must match/);
  });
});
