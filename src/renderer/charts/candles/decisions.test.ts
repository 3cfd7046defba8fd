import { describe, expect, it } from 'vitest';
import { type DecisionLayer, laneCounts, stepDecision } from './decisions.ts';

const layer: DecisionLayer = {
  classes: [
    { name: 'win', shape: 'up', tone: 'up' },
    { name: 'lose', shape: 'down', tone: 'down' },
  ],
  lane: Int8Array.from([-1, 0, 1, 1, -1, 0]),
  shown: Uint8Array.from([0, 1, 0, 1, 0, 1]),
  entry: new Float64Array(6),
  target: new Float64Array(6),
  stop: new Float64Array(6),
  end: new Float64Array(6),
  endWords: () => '',
  words: '',
};

describe('stepDecision', () => {
  it('walks over shown decisions only and stops at the ends', () => {
    expect(stepDecision(layer, null, 1)).toBe(1);
    expect(stepDecision(layer, 1, 1)).toBe(3);
    expect(stepDecision(layer, 3, 1)).toBe(5);
    expect(stepDecision(layer, 5, 1)).toBeNull();
    expect(stepDecision(layer, null, -1)).toBe(5);
    expect(stepDecision(layer, 3, -1)).toBe(1);
    expect(stepDecision(layer, 1, -1)).toBeNull();
  });
});

describe('laneCounts', () => {
  it('counts what is shown, and nothing outside the bars', () => {
    expect([...laneCounts(layer, 0, 4)]).toEqual([1, 1]);
    expect([...laneCounts(layer, 4, 99)]).toEqual([1, 0]);
    expect([...laneCounts(layer, -5, 0)]).toEqual([0, 0]);
  });
});
