import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../engines/numeric/random.ts';
import type { TrialView } from '../../../../contracts/training.ts';
import { FEWEST_TRIALS, parameterImportance } from './parameter-importance.ts';
import { parallelPicture, trialHistory, wordLines } from './trial-models.ts';

const trial = (index: number, score: number | null, part: Partial<TrialView> = {}): TrialView => ({
  segment: 0,
  family: 'leafwise',
  index,
  values: {},
  state: score === null ? 'pruned' : 'complete',
  score,
  steps: [],
  elapsedMs: null,
  reason: null,
  ...part,
});

describe('trialHistory', () => {
  const trials = [
    trial(2, 0.6),
    trial(0, 0.7),
    trial(1, null, { steps: [{ step: 50, value: 0.2 }] }),
    trial(3, 0.65),
  ];
  it('keeps the best so far in the objective’s direction, pruned trials left out of it', () => {
    const points = trialHistory(trials, true);
    expect(points.map((point) => [point.index, point.score, point.best])).toEqual([
      [0, 0.7, 0.7],
      [1, null, 0.7],
      [2, 0.6, 0.6],
      [3, 0.65, 0.6],
    ]);
    expect(points[1]?.last).toBe(0.2);
    expect(trialHistory(trials, false).map((point) => point.best)).toEqual([0.7, 0.7, 0.7, 0.7]);
  });
});

describe('parallelPicture', () => {
  const trials = [
    trial(0, 0.7, { values: { rate: 0.1, growth: 'leaf', fixed: 3 } }),
    trial(1, 0.6, { values: { rate: 0.3, growth: 'level', fixed: 3 } }),
    trial(2, null, { values: { rate: 0.9, growth: 'leaf', fixed: 3 } }),
  ];
  it('has an axis per varying parameter of finished trials, the score last, the best line on top', () => {
    const picture = parallelPicture(trials, 'log-loss', true);
    expect(picture.axes).toEqual([
      { name: 'rate', categories: null, low: 0.1, high: 0.3 },
      { name: 'growth', categories: ['leaf', 'level'], low: 0, high: 0 },
      { name: 'log-loss', categories: null, low: 0.6, high: 0.7 },
    ]);
    expect(picture.lines.map((line) => [line.trial.index, line.merit])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(picture.lines[1]?.values).toEqual([0.3, 'level', 0.6]);
  });
  it('is empty without finished trials', () => {
    expect(parallelPicture([trial(0, null)], 'AUC', false)).toEqual({ axes: [], lines: [] });
  });
});

describe('parameterImportance', () => {
  const random = createRandom(5);
  const many = Array.from({ length: 120 }, (_, index) => {
    const strong = random.next();
    const segment = index % 4;
    return trial(index, 0.69 + 0.5 * segment + 0.02 * (strong - 0.5) ** 2 + 0.0003 * random.normal(), {
      segment,
      values: { strong, idle: random.next(), mode: index % 3 === 0 ? 'a' : 'b' },
    });
  });
  it('finds the parameter the score follows, even where it does not rise or fall', () => {
    const { parameters, trials } = parameterImportance(many);
    expect(trials).toBe(120);
    expect(parameters[0]?.name).toBe('strong');
    expect(parameters[0]?.share).toBeGreaterThan(0.7);
    for (const other of parameters.slice(1)) expect(other.share).toBeLessThan(0.12);
  });
  it('does not take the difficulty of segments for an effect', () => {
    const shifted = many.map((one) => ({ ...one, values: { segmentName: `s${one.segment}` } }));
    expect(parameterImportance(shifted).parameters[0]?.share).toBeLessThan(0.05);
  });
  it('says nothing with few trials, and leaves out what never varied', () => {
    expect(parameterImportance(many.slice(0, FEWEST_TRIALS - 1)).parameters).toEqual([]);
    const fixed = many.map((one) => ({ ...one, values: { fixed: 3 } }));
    expect(parameterImportance(fixed).parameters).toEqual([]);
  });
});

describe('names of close axes', () => {
  it('stand in lines, whole', () => {
    expect(wordLines('Share of features per leaf', 10)).toEqual(['Share of', 'features', 'per leaf']);
    expect(wordLines('Standardisation of L2', 10)).toEqual(['Standardisation', 'of L2']);
    expect(wordLines('Depth', 10)).toEqual(['Depth']);
  });
});
