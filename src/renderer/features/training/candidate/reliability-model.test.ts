import { describe, expect, it } from 'vitest';
import type { ReliabilityView } from '../../../../contracts/training-results.ts';
import { confusionRows, expectedError, filledRange, widestGap } from './reliability-model.ts';

const bin = (meanProbability: number, observed: number, rows: number): ReliabilityView => ({
  from: 0,
  to: 1,
  rows,
  meanProbability,
  observed,
});
const empty = bin(Number.NaN, Number.NaN, 0);

describe('the calibration error over bins', () => {
  it('weighs by rows and passes over empty bins', () => {
    expect(expectedError([bin(0.4, 0.5, 30), bin(0.6, 0.6, 10), empty])).toBeCloseTo(0.075, 12);
  });
  it('is unknown without rows', () => {
    expect(expectedError([empty])).toBeNaN();
  });
});

describe('the widest gap', () => {
  it('keeps its sign and looks at full bins only', () => {
    const found = widestGap([bin(0.4, 0.45, 100), bin(0.6, 0.5, 100), bin(0.9, 0.1, 3)], 50);
    expect(found?.gap).toBeCloseTo(-0.1, 12);
    expect(widestGap([bin(0.9, 0.1, 3)], 50)).toBeNull();
  });
});

describe('the range of the diagram', () => {
  it('holds every filled bin of both diagrams, rounded outwards to tenths', () => {
    expect(filledRange([bin(0.42, 0.47, 5), empty], [bin(0.38, 0.55, 5)])).toEqual([0.3, 0.6]);
  });
  it('is not widened by binary dust', () => {
    expect(filledRange([bin(0.3, 0.7, 5)])).toEqual([0.3, 0.7]);
  });
  it('is never empty', () => {
    expect(filledRange([])).toEqual([0, 1]);
    const [low, high] = filledRange([bin(0.5, 0.5, 5)]);
    expect([low, high]).toEqual([expect.closeTo(0.4, 12), expect.closeTo(0.6, 12)]);
  });
});

describe('the confusion', () => {
  it('reads rows as what happened', () => {
    const [lose, win] = confusionRows(
      ['lose', 'win'],
      [
        [6, 2],
        [3, 9],
      ],
    );
    expect(lose).toMatchObject({ rows: 8, precision: 6 / 9, recall: 0.75 });
    expect(win).toMatchObject({ rows: 12, precision: 9 / 11, recall: 0.75 });
    expect(win?.cells).toEqual([
      { count: 3, share: 0.25 },
      { count: 9, share: 0.75 },
    ]);
  });
  it('knows no precision of a class that was never said, no recall of one that never came', () => {
    const rows = confusionRows(
      ['a', 'b'],
      [
        [4, 0],
        [0, 0],
      ],
    );
    expect(rows[1]?.precision).toBeNaN();
    expect(rows[1]?.recall).toBeNaN();
  });
});
