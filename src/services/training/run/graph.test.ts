import { expect, it } from 'vitest';
import { FINAL, runGraph } from './graph.ts';
import { readersOf } from './step-store.ts';

const FAMILIES = [
  { family: 'leafwise', trials: 2 },
  { family: 'logistic', trials: 1 },
];
const graph = runGraph({ families: FAMILIES, blends: ['soft-vote', 'stack'], segments: [0, 2] });
const keys = graph.map(({ key }) => key);
const needsOf = (key: string) => graph.find((step) => step.key === key)!.needs;

it('names every step once, each after those it needs', () => {
  expect(new Set(keys).size).toBe(keys.length);
  for (const [place, { needs }] of graph.entries())
    for (const need of needs) expect(keys.slice(0, place)).toContain(need);
  // A segment that does not count has no step; the newest window has all of them.
  expect(keys.filter((key) => key.startsWith('s1/'))).toEqual([]);
  expect(graph.filter(({ segment, kind }) => segment === FINAL && kind === 'trial')).toHaveLength(3);
  expect(keys.slice(-6)).toEqual([
    'evaluate',
    'bundle/leafwise',
    'bundle/logistic',
    'bundle/soft-vote',
    'bundle/stack',
    'report',
  ]);
});

it('chains the trials of a study, and has a fit wait for the last', () => {
  expect(needsOf('s0/leafwise/t0')).toEqual(['split']);
  expect(needsOf('s0/leafwise/t1')).toEqual(['s0/leafwise/t0']);
  expect(needsOf('s0/leafwise/fit')).toEqual(['s0/leafwise/t1']);
});

it('lets a stack read its own members and those of earlier segments, never later ones', () => {
  expect(needsOf('s0/stack/fit')).toEqual(['s0/leafwise/fit', 's0/logistic/fit']);
  expect(needsOf('s2/soft-vote/fit')).toEqual(['s2/leafwise/fit', 's2/logistic/fit']);
  expect(needsOf('s2/stack/fit')).toEqual([
    's2/leafwise/fit',
    's2/logistic/fit',
    's0/leafwise/fit',
    's0/logistic/fit',
  ]);
  expect(needsOf('final/stack/fit')).toEqual(
    expect.arrayContaining(['final/leafwise/fit', 's2/logistic/fit']),
  );
});

it('finds everything that reads a step', () => {
  expect([...readersOf(graph, 's2/logistic/t0')]).toEqual([
    's2/logistic/t0',
    's2/logistic/fit',
    's2/soft-vote/fit',
    's2/stack/fit',
    'final/stack/fit',
    'evaluate',
    'bundle/leafwise',
    'bundle/logistic',
    'bundle/soft-vote',
    'bundle/stack',
    'report',
  ]);
});
