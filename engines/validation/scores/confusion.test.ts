import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { classificationScores, confusionOf, likeliest, poolConfusions } from './confusion.ts';

describe('a confusion', () => {
  const actual = [0, 1, 2, 0, 1, 2, 2, 1, 0, 0];
  const predicted = [0, 2, 2, 0, 0, 1, 2, 1, 0, 2];
  const confusion = confusionOf(actual, predicted, 3);

  it('counts actual by predicted', () => {
    expect([...confusion.counts]).toEqual([3, 0, 1, 1, 1, 1, 0, 1, 2]);
    expect(confusion.rows).toBe(10);
  });

  it('gives by hand: precision 3/4, 1/2, 2/4 and recall 3/4, 1/3, 2/3', () => {
    const scores = classificationScores(confusion);
    expect(scores.byClass.map((one) => one.precision)).toEqual([0.75, 0.5, 0.5]);
    expect(scores.byClass.map((one) => one.recall)).toEqual([0.75, 1 / 3, 2 / 3]);
    const f1 = [0.75, 0.4, 4 / 7];
    scores.byClass.forEach((one, k) => {
      expect(one.f1).toBeCloseTo(f1[k]!, 14);
    });
    expect(scores.accuracy).toBeCloseTo(0.6, 14);
    expect(scores.balancedAccuracy).toBeCloseTo(1.75 / 3, 14);
    expect(scores.precisionMacro).toBeCloseTo(1.75 / 3, 14);
    expect(scores.f1Macro).toBeCloseTo((0.75 + 0.4 + 4 / 7) / 3, 14);
    expect(scores.f1Weighted).toBeCloseTo(0.4 * 0.75 + 0.3 * 0.4 + (0.3 * 4) / 7, 14);
    expect(scores.recallWeighted).toBeCloseTo(scores.accuracy, 14);
  });

  it('pooled is the confusion of all rows, which means of scores are not', () => {
    const parts = [confusionOf([0, 0, 0, 1], [0, 0, 0, 1], 2), confusionOf([0, 1, 1], [1, 0, 0], 2)];
    const pooled = poolConfusions(parts);
    expect(pooled).toEqual(confusionOf([0, 0, 0, 1, 0, 1, 1], [0, 0, 0, 1, 1, 0, 0], 2));
    expect(classificationScores(pooled).accuracy).toBeCloseTo(4 / 7, 14);
    expect(() => poolConfusions([parts[0]!, confusion])).toThrow(/2 and 3 classes/);
  });

  it('is the same weighted by 3 as with each row three times', () => {
    const random = createRandom(3);
    const a = Array.from({ length: 50 }, () => random.integer(4));
    const b = Array.from({ length: 50 }, () => random.integer(4));
    const weighted = classificationScores(confusionOf(a, b, 4, new Float64Array(50).fill(3)));
    expect(weighted).toEqual(classificationScores(confusionOf([...a, ...a, ...a], [...b, ...b, ...b], 4)));
  });

  it('leaves rows without a class out, and refuses classes that do not exist', () => {
    expect(confusionOf([0, -1, 1, Number.NaN], [0, 0, -1, 1], 2).rows).toBe(1);
    expect(() => confusionOf([2], [0], 2)).toThrow(/row 0 names class 2/);
    expect(() => confusionOf([0.5], [0], 2)).toThrow(RangeError);
    expect(() => confusionOf([0], [0, 1], 2)).toThrow(RangeError);
  });

  it('earns a constant guess the guess: macro F1 falls where accuracy flatters', () => {
    const scores = classificationScores(
      confusionOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], new Array(10).fill(0), 2),
    );
    expect(scores.accuracy).toBe(0.9);
    expect(scores.balancedAccuracy).toBe(0.5);
    expect(scores.f1Macro).toBeCloseTo(18 / 19 / 2, 14);
  });

  it('averages only classes that occur or were predicted; without rows there is no score', () => {
    expect(classificationScores(confusionOf([0, 1], [0, 1], 3)).f1Macro).toBe(1);
    const none = classificationScores(confusionOf([], [], 2));
    expect([none.accuracy, none.f1Macro, none.f1Weighted, none.balancedAccuracy]).toEqual(
      new Array(4).fill(Number.NaN),
    );
  });

  it('takes the first of equally likely classes, and none where a probability is missing', () => {
    const probabilities = Float64Array.of(0.2, 0.4, 0.4, 0.5, 0.5, 0, Number.NaN, 0.5, 0.5, 0.1, 0.2, 0.7);
    expect([...likeliest(probabilities, 3)]).toEqual([1, 0, -1, 2]);
    expect(() => likeliest(new Float64Array(4), 3)).toThrow(RangeError);
  });
});
