// Neutrality: the published settings, rows it may learn from, and what it says of rows with holes.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import type { LabelledData } from '../contract.ts';
import { logistic } from '../linear/logistic.ts';
import { taskOf } from '../task.ts';
import { neutralThenSide } from './neutral-then-side.ts';
import { fitNeutrality, flatClassOf, neutralChance } from './neutrality.ts';
import type { NeutralThenSideState } from './state.ts';

/** Something happens where `activity` is high; which way follows `trend`. */
function market(rows: number, seed: number): LabelledData {
  const random = createRandom(seed);
  const activity = Float32Array.from({ length: rows }, () => random.normal());
  const trend = Float32Array.from({ length: rows }, () => random.normal());
  const target = Float64Array.from({ length: rows }, (_, i) => {
    if (random.next() > 1 / (1 + Math.exp(1.5 - 2 * activity[i]!))) return 1;
    return random.next() < 1 / (1 + Math.exp(-2 * trend[i]!)) ? 2 : 0;
  });
  return {
    rows,
    names: ['activity', 'trend'],
    columns: [activity, trend],
    classes: ['down', 'flat', 'up'],
    target,
  };
}
const data = market(800, 1);
const later = market(800, 2);

describe('the neutrality model', () => {
  const model = fitNeutrality(data, 1);
  it('is balanced logistic regression with C 0.5 on flat against the rest', () => {
    const plain = logistic.fit(
      { ...data, classes: ['a', 'b'], target: data.target.map((y) => Number(y === 1)) },
      { c: 0.5, classWeight: 'balanced' },
      { seed: 9 },
    );
    const expected = logistic.predict(plain, later);
    neutralChance(model, later).forEach((p, i) => {
      expect(p).toBe(expected[2 * i + 1]);
    });
    expect(model.classes).toEqual(['side', 'flat']);
  });
  it('tells quiet moments from others', () => {
    const chance = neutralChance(model, later);
    const mean = (flat: boolean) => {
      const own = chance.filter((_, i) => (later.target[i] === 1) === flat);
      return own.reduce((a, b) => a + b, 0) / own.length;
    };
    expect(mean(true)).toBeGreaterThan(mean(false) + 0.2);
  });
  it('learns from whole rows only, and says nothing of others', () => {
    const columns = data.columns.map((column, f) => column.map((x, i) => (i % 4 === f ? Number.NaN : x)));
    const holed = { ...data, columns };
    const whole = [...Array(data.rows).keys()].filter((i) => i % 4 > 1);
    const some = {
      ...data,
      rows: whole.length,
      columns: data.columns.map((column) => Float32Array.from(whole, (i) => column[i]!)),
      target: Float64Array.from(whole, (i) => data.target[i]!),
    };
    const own = fitNeutrality(holed, 1);
    expect(own.state).toEqual(fitNeutrality(some, 1).state);
    const chance = neutralChance(own, holed);
    expect([chance[0], chance[1]]).toEqual([Number.NaN, Number.NaN]);
    expect(chance[2]).toBeGreaterThan(0);
  });
  it('refuses too few rows, one outcome and a class that is not there', () => {
    expect(() => fitNeutrality(market(199, 1), 1)).toThrow(/200 rows .* there are 199/);
    expect(() => fitNeutrality({ ...data, target: new Float64Array(800) }, 1)).toThrow(/are not flat/);
    expect(() => fitNeutrality(data, 3)).toThrow(/class 3 is not one of the 3/);
  });
  it('finds the class between', () => {
    expect(flatClassOf(taskOf(null, data.classes))).toBe(1);
    expect(flatClassOf(taskOf(null, ['up', 'down', 'none']))).toBe(2);
    expect(flatClassOf(taskOf(null, ['down', 'up']))).toBeNull();
    expect(flatClassOf(taskOf(null, ['lose', 'win']))).toBeNull();
  });
});

describe('neutrality, then side', () => {
  const model = neutralThenSide.fit(data, { family: 'linear' }, { seed: 1 });
  const predictions = neutralThenSide.predict(model, later);

  it('is the product of both questions, in the frequencies of training', () => {
    const state = model.state as NeutralThenSideState;
    const balanced = neutralChance(fitNeutrality(data, 1), later);
    const rows = [...data.target.keys()].filter((i) => data.target[i] !== 1);
    const sides: LabelledData = {
      ...data,
      rows: rows.length,
      columns: data.columns.map((column) => Float32Array.from(rows, (i) => column[i]!)),
      classes: ['down', 'up'],
      target: Float64Array.from(rows, (i) => data.target[i]! / 2),
    };
    const side = logistic.predict(logistic.fit(sides, {}, { seed: 0 }), later);
    const share = 1 - rows.length / data.rows;
    expect(state.flatShare).toBeCloseTo(share, 12);
    for (let i = 0; i < later.rows; i++) {
      const odds = (balanced[i]! / (1 - balanced[i]!)) * (share / (1 - share));
      const flat = odds / (1 + odds);
      expect(predictions[3 * i + 1]).toBeCloseTo(flat, 9);
      expect(predictions[3 * i + 2]).toBeCloseTo((1 - flat) * side[2 * i + 1]!, 9);
    }
  });

  it('is right on average about how often nothing happens', () => {
    const told = later.target.reduce((sum, _, i) => sum + predictions[3 * i + 1]!, 0) / later.rows;
    const seen = later.target.filter((y) => y === 1).length / later.rows;
    expect(Math.abs(told - seen)).toBeLessThan(0.05);
  });

  it('wants two sides and one class between', () => {
    const odd = { ...data, classes: ['a', 'b', 'c'] };
    expect(() => neutralThenSide.fit(odd, {}, { seed: 1 })).toThrow(RangeError);
    const two = { ...data, classes: ['down', 'up'], target: data.target.map((y) => Number(y > 1)) };
    expect(() => neutralThenSide.fit(two, {}, { seed: 1 })).toThrow(/needs three classes/);
  });
});
