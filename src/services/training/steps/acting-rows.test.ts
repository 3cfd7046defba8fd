import { describe, expect, it } from 'vitest';
import { trainingTable } from '../../../../tests/fixtures/training-tables.ts';
import { actingRows, candidateThresholds } from './acting-rows.ts';
import { objectiveScore } from './objective.ts';

const rows = Uint32Array.of(0, 1, 2, 3);

describe('rows to act on', () => {
  it('take the likelier side of a two-sided label, and its mirrored worth where the label took the other', () => {
    const table = trainingTable({ kind: 'three' });
    table.label.set([0, 2, 2, 1]);
    table.value.set([0.02, 0.03, 0.03, 0.001]);
    const predictions = Float64Array.of(0.6, 0.2, 0.2, 0.5, 0.2, 0.3, 0.1, 0.2, 0.7, 0.2, 0.2, 0.6);
    const acting = actingRows(table, rows, predictions);
    expect(Array.from(acting.side!)).toEqual([-1, -1, 1, 1]);
    expect(Array.from(acting.value)).toEqual([0.02, -0.03, 0.03, 0.001]);
    expect(Array.from(acting.confidence)).toEqual([0.6, 0.5, 0.7, 0.6]);
    expect(Array.from(acting.cost)).toEqual([0.0004, 0.0004, 0.0004, 0.0004]);
  });

  it('keep the side of a proposed trade, and take a row without one as a long', () => {
    const binary = trainingTable();
    const table = { ...binary, task: { ...binary.task, side: 0 } as typeof binary.task };
    table.side.set([-1, 1, 0, -1]);
    const acting = actingRows(table, rows, new Float64Array(8).fill(0.5));
    expect(Array.from(acting.side!)).toEqual([-1, 1, 1, -1]);
    expect(Array.from(acting.value)).toEqual(Array.from(table.value.subarray(0, 4)));
  });

  it('are offered thresholds between acting on all of them and on the surest', () => {
    const table = trainingTable();
    const acting = actingRows(table, rows, Float64Array.of(0.69, 0.31, 0.4, 0.6, 0.5, 0.5, 0.555, 0.445));
    const thresholds = candidateThresholds(table, acting);
    expect(thresholds[0]).toBe(0.31);
    expect(thresholds.at(-1)).toBe(0.6);
    expect(thresholds).toHaveLength(30);
    const number = trainingTable({ kind: 'number' });
    const sizes = actingRows(number, rows, Float64Array.of(0.001, -0.004, 0.002, 0));
    expect(candidateThresholds(number, sizes)[0]).toBe(0);
    expect(
      candidateThresholds(number, { ...sizes, confidence: new Float64Array(4).fill(Number.NaN) }),
    ).toEqual([]);
  });
});

describe('the objective', () => {
  it('scores a number by what it leaves unexplained and by its sign', () => {
    const table = trainingTable({ kind: 'number' });
    table.value.set([0.01, -0.01, 0.02, -0.02]);
    table.weight.set([1, 1, 1, 1]);
    const score = (predictions: Float64Array, objective: 'log-loss' | 'macro-f1' | 'auc') =>
      objectiveScore(table, rows, predictions, objective, 0);
    expect(score(table.value.slice(0, 4), 'log-loss')).toBe(0);
    expect(score(new Float64Array(4), 'log-loss')).toBeCloseTo(1, 12);
    expect(score(Float64Array.of(1, -1, 1, -1), 'macro-f1')).toBe(1);
    expect(score(Float64Array.of(-1, 1, -1, 1), 'auc')).toBe(0);
  });

  it('counts rows by their weight', () => {
    const table = trainingTable();
    table.label.set([1, 0, 1, 0]);
    table.weight.set([1, 1, 3, 1]);
    const predictions = Float64Array.of(0.2, 0.8, 0.9, 0.1, 0.6, 0.4, 0.5, 0.5);
    const expected = -(Math.log(0.8) + Math.log(0.9) + 3 * Math.log(0.4) + Math.log(0.5)) / 6;
    expect(objectiveScore(table, rows, predictions, 'log-loss', 0)).toBeCloseTo(expected, 12);
  });

  it('is below 0 where even the best threshold loses, and nothing where too few rows are acted on', () => {
    const table = trainingTable();
    const many = Uint32Array.from({ length: 400 }, (_, row) => row);
    const predictions = Float64Array.from({ length: 800 }, (_, k) => (k % 2 === 0 ? 0.45 : 0.55));
    table.cost.fill(0.01);
    expect(objectiveScore(table, many, predictions, 'net-expectancy', 0)).toBeLessThan(-0.005);
    expect(objectiveScore(table, rows, predictions.subarray(0, 8), 'net-expectancy', 0)).toBeNaN();
  });
});
