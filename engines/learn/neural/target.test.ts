import { describe, expect, it } from 'vitest';
import type { LabelledData } from '../contract.ts';
import { writePredictions } from './predictions.ts';
import type { NeuralState } from './state.ts';
import { targetOf, weightsOf } from './target.ts';

const data = (
  classes: readonly string[],
  target: readonly number[],
  weight?: readonly number[],
): LabelledData => ({
  rows: target.length,
  names: ['x'],
  columns: [new Float32Array(target.length)],
  classes,
  target: Float64Array.from(target),
  weight: weight && Float64Array.from(weight),
});
const THREE = ['a', 'b', 'c'];
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
const stateOf = (part: Partial<NeuralState>) => part as NeuralState;

describe('what a network learns', () => {
  it('starts from the shares of the classes seen', () => {
    const two = targetOf(data(THREE, [0, 2, 2, 2]), false);
    expect([...two.seen]).toEqual([0, 2]);
    expect([two.loss, two.outputs]).toEqual(['logistic', 1]);
    expect(two.scores[0]).toBeCloseTo(Math.log(3), 12);
    const three = targetOf(data(THREE, [0, 1, 2, 2]), false);
    expect([three.loss, three.outputs]).toEqual(['softmax', 3]);
    expect(Math.exp(three.scores[2]! - three.scores[0]!)).toBeCloseTo(2, 12);
  });
  it('weights sum to the rows; balanced, every class seen has the same share', () => {
    const table = data(THREE, [0, 2, 2, 2], [4, 1, 1, 2]);
    const plain = targetOf(table, false);
    expect([...plain.weight]).toEqual([2, 0.5, 0.5, 1]);
    const balanced = targetOf(table, true);
    expect(balanced.weight[0]).toBeCloseTo(2, 12);
    expect(sum(balanced.weight)).toBeCloseTo(4, 12);
    expect(balanced.scores[0]).toBeCloseTo(0, 12);
    // The validation part is weighed with the factors of the training part.
    expect([...weightsOf(data(THREE, [2, 0]), balanced.factors)]).toEqual([
      balanced.factors[2],
      balanced.factors[0],
    ]);
  });
  it('numbers are centred and scaled by their weighted mean and spread', () => {
    const { mean, scale, loss } = targetOf(data([], [1, 3, 5], [1, 1, 2]), false);
    expect([mean, loss]).toEqual([3.5, 'squared']);
    expect(scale).toBeCloseTo(Math.sqrt((2.5 ** 2 + 0.5 ** 2 + 2 * 1.5 ** 2) / 4), 12);
  });
  it('says when there is nothing to learn', () => {
    expect(targetOf(data([], [0.1, 0.1, 0.1]), false)).toMatchObject({ constant: true, mean: 0.1, scale: 1 });
    expect(targetOf(data(THREE, [1, 1]), true)).toMatchObject({ constant: true, outputs: 1 });
    expect(targetOf(data(THREE, [1, 0]), true).constant).toBe(false);
  });
});

describe('scores become predictions', () => {
  const shape = (outputs: number) => ({ kind: 'mlp', inputs: 1, hidden: [], outputs }) as const;
  const predicted = (
    state: Partial<NeuralState>,
    classes: number,
    scores: readonly number[],
    width: number,
  ) => {
    const rows = scores.length / width;
    const out = new Float64Array((rows + 1) * Math.max(1, classes)).fill(7);
    writePredictions(stateOf(state), classes, Float32Array.from(scores), width, rows, out, 1);
    expect(out.slice(0, Math.max(1, classes)).every((x) => x === 7)).toBe(true);
    return [...out.slice(Math.max(1, classes))];
  };
  it('two classes seen of three, extreme scores included', () => {
    const seen = Int32Array.of(0, 2);
    const p = predicted({ seen, shape: shape(1) }, 3, [Math.log(3), 9, 1e4, 9, -1e4, 9], 2);
    const known = 1 - 1e-6;
    expect(p.slice(0, 3)).toEqual([expect.closeTo(known / 4, 7), 1e-6, expect.closeTo((3 * known) / 4, 7)]);
    expect(p[5]).toBe(known);
    expect(p[6]).toBe(known);
    expect(p[3]).toBeLessThan(1e-300);
  });
  it('three classes, one class, and a number', () => {
    const all = Int32Array.of(0, 1, 2);
    const p = predicted({ seen: all, shape: shape(3) }, 3, [1000, 1000 + Math.fround(1), -1000], 3);
    expect(p[1]! / p[0]!).toBeCloseTo(Math.E, 3);
    expect(p[0]! + p[1]! + p[2]!).toBeCloseTo(1, 14);
    expect(predicted({ seen: Int32Array.of(1), shape: shape(1) }, 2, [5], 1)).toEqual([1e-6, 1 - 1e-6]);
    expect(
      predicted(
        { seen: new Int32Array(0), shape: shape(1), targetMean: 10, targetScale: 2 },
        0,
        [0.5, -1],
        1,
      ),
    ).toEqual([11, 8]);
  });
});
