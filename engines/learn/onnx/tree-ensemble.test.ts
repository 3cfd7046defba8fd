// The attributes of a tree ensemble, read the way the ONNX operator reads them, lead every row where the walker leads it.
import { expect, test } from 'vitest';
import type { TreeState } from '../trees/model/tree-state.ts';
import { leafOf, scoreRow } from '../trees/model/walk.ts';
import { createGraphBuilder } from './builder.ts';
import type { OnnxAttribute, OnnxGraph } from './graph.ts';
import { treeLeaves, treeScores } from './tree-ensemble.ts';

/** Two outputs; a deep tree, a single leaf, a cut at infinity, missing values left and right. */
const STATE: TreeState = {
  objective: 'softmax',
  outputs: 2,
  initial: Float64Array.of(0.5, -0.25),
  roots: Int32Array.of(0, ~4, 3, 4),
  feature: Int32Array.of(0, 1, 0, 1, 0),
  threshold: Float32Array.of(0.1, -2, 3, Number.POSITIVE_INFINITY, 0),
  missingLeft: Uint8Array.of(1, 0, 0, 0, 1),
  left: Int32Array.of(1, ~0, ~2, ~5, ~7),
  right: Int32Array.of(2, ~1, ~3, ~6, ~8),
  gain: new Float64Array(5),
  value: Float64Array.of(1, 2, 4, 8, 16, 32, 64, 128, 256),
  weight: new Float64Array(9).fill(1),
  trainLoss: new Float64Array(0),
  validationLoss: new Float64Array(0),
  stopped: 'finished',
};
const VALUES = [
  0.1,
  Math.fround(0.1),
  0.10000001,
  -2,
  3,
  3.0000002,
  0,
  -0,
  -5,
  Number.NaN,
  Infinity,
  -Infinity,
];

function attributesOf(graph: OnnxGraph) {
  const { attributes } = graph.nodes.find(({ operator }) => operator === 'TreeEnsemble')!;
  const of = (name: string): ArrayLike<number> => {
    const attribute = attributes[name] as OnnxAttribute;
    if (attribute.kind === 'ints') return attribute.values;
    if (attribute.kind === 'tensor') return attribute.tensor.values;
    throw new Error(`${name} is ${attribute.kind}`);
  };
  return of;
}

/** The operator's own rule: per target the sum of the leaves, tree by tree. */
function run(graph: OnnxGraph, row: Float32Array, targets: number): Float64Array {
  const of = attributesOf(graph);
  const out = new Float64Array(targets);
  for (const root of Array.from(of('tree_roots'))) {
    let node = root;
    for (let leaf = false; !leaf; ) {
      const x = row[of('nodes_featureids')[node]!]!;
      const left =
        x <= of('nodes_splits')[node]! ||
        (Number.isNaN(x) && of('nodes_missing_value_tracks_true')[node] === 1);
      leaf = of(left ? 'nodes_trueleafs' : 'nodes_falseleafs')[node] === 1;
      node = of(left ? 'nodes_truenodeids' : 'nodes_falsenodeids')[node]!;
    }
    out[of('leaf_targetids')[node]!]! += of('leaf_weights')[node]!;
  }
  return out;
}

function graphOf(write: (builder: ReturnType<typeof createGraphBuilder>) => void): OnnxGraph {
  const builder = createGraphBuilder();
  write(builder);
  return builder.graph('trees');
}

const scores = graphOf((builder) => void treeScores(builder, STATE, 'x'));
const leaves = graphOf((builder) => void treeLeaves(builder, STATE, 'x'));

test.each(VALUES.flatMap((a) => VALUES.map((b) => [a, b] as const)))('%s, %s', (a, b) => {
  const row = Float32Array.of(a, b);
  const own = new Float64Array(2);
  scoreRow(STATE, row, own);
  expect(run(scores, row, 2)).toEqual(own);
  expect(Array.from(run(leaves, row, 4))).toEqual([0, 1, 2, 3].map((tree) => leafOf(STATE, tree, row)));
});

test('no node is met by two ways: the operator refuses such trees', () => {
  const of = attributesOf(scores);
  const met = new Set(Array.from(of('tree_roots')));
  const once = (kind: 'node' | 'leaf', place: number) => {
    const key = kind === 'node' ? place : `leaf ${place}`;
    expect(met.has(key as number)).toBe(false);
    met.add(key as number);
  };
  for (let node = 0; node < of('nodes_featureids').length; node++)
    for (const side of ['true', 'false'])
      once(of(`nodes_${side}leafs`)[node] === 1 ? 'leaf' : 'node', of(`nodes_${side}nodeids`)[node]!);
  // The leaf of the single-leaf tree and the initial scores stand on both sides of a cut that decides nothing.
  expect(of('leaf_weights').length).toBe(STATE.value.length + 1 + 2 * 2);
});
