// A graph is a graph: every value is made before it is read, once; inputs and outputs are those promised.
import { expect, test } from 'vitest';
import type { Model } from '../contract.ts';
import { logistic } from '../linear/logistic.ts';
import { leafwise } from '../trees/families/families.ts';
import { GRAPH_VALUES, type Servable, writeServable } from './servable-writer.ts';

const ROWS = 300;
const columns = [1, 2, 3].map((k) =>
  Float32Array.from({ length: ROWS }, (_, i) => ((i * k * 7919) % 101) / 50 - 1),
);
const data = {
  rows: ROWS,
  names: ['a', 'b', 'c'],
  columns,
  classes: ['down', 'up'],
  target: Float64Array.from(columns[0]!, (x, i) => Number(x + columns[1]![i]! > 0)),
};
const models: readonly Model[] = [
  leafwise.fit(data, { rounds: 5 }, { seed: 1 }),
  logistic.fit(data, {}, { seed: 1 }),
];
const servable = (changes: Partial<Servable> = {}): Servable => ({
  inputs: ['a', 'b', 'c'],
  regimeColumns: 0,
  members: models.slice(0, 1).map((model) => ({ model, places: [0, 1, 2], regimePlaces: [] })),
  blend: null,
  width: 2,
  calibration: [null, { kind: 'isotonic', at: [0.2, 0.8], value: [0.1, 0.9] }],
  ...changes,
});

test.each([
  ['one estimator', servable()],
  [
    'a vote beside regimes',
    servable({
      regimeColumns: 2,
      members: models.map((model) => ({ model, places: [0, 1, 2], regimePlaces: [] })),
      blend: { method: 'soft-vote' },
    }),
  ],
])('%s', (_name, given) => {
  const graph = writeServable(given, 'test', { features: 'a,b,c' });
  const known = new Set([...graph.inputs.map(({ name }) => name), ...Object.keys(graph.initialisers)]);
  for (const node of graph.nodes) {
    for (const name of node.inputs) expect(known.has(name), `${node.operator} reads ${name}`).toBe(true);
    for (const name of node.outputs) {
      expect(known.has(name), `${name} is made twice`).toBe(false);
      known.add(name);
    }
  }
  expect(graph.outputs).toEqual([
    { name: GRAPH_VALUES.raw, type: 'float64', shape: ['rows', 2] },
    { name: GRAPH_VALUES.prediction, type: 'float64', shape: ['rows', 2] },
  ]);
  expect(graph.inputs.map(({ name, shape }) => [name, shape])).toEqual(
    given.regimeColumns === 0
      ? [['features', ['rows', 3]]]
      : [
          ['features', ['rows', 3]],
          ['regimes', ['rows', 2]],
        ],
  );
  expect(graph.metadata.features).toBe('a,b,c');
});

test('an estimator without an ONNX form is refused by name, before anything is written', () => {
  const strange: Model = { ...models[0]!, estimator: 'oracle' };
  const members = [{ model: strange, places: [0, 1, 2], regimePlaces: [] }];
  expect(() => writeServable(servable({ members }), 'test')).toThrow(/no ONNX form of oracle/);
});
