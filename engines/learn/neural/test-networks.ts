// Networks and tables for the tests of the neural estimators, and both networks written the slow, plain way in doubles from the
// layers that `state.ts` hands out: what the fast ones are held against.

import { createRandom } from '../../numeric/random.ts';
import type { LabelledData } from '../contract.ts';
import { designColumn } from '../linear/design-columns.ts';
import {
  type DenseLayer,
  type GruLayer,
  type GruShape,
  gruLayers,
  type MlpShape,
  mlpLayers,
  type NeuralState,
  weightCount,
} from './state.ts';

type Vector = readonly number[];
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const dense = ({ inputs, outputs, weights, biases }: DenseLayer, x: Vector): number[] =>
  Array.from({ length: outputs }, (_, k) => {
    let sum = biases[k]!;
    for (let i = 0; i < inputs; i++) sum += x[i]! * weights[i * outputs + k]!;
    return sum;
  });

/** One step in the words of the ONNX operator GRU with linear_before_reset = 1. */
function recurrent(
  { inputs, units, inputWeights, recurrentWeights, biases }: GruLayer,
  x: Vector,
  h: Vector,
): number[] {
  const of = (gate: number, u: number) => {
    const row = gate * units + u;
    let [fromInput, fromState] = [biases[row]!, biases[3 * units + row]!];
    for (let i = 0; i < inputs; i++) fromInput += inputWeights[row * inputs + i]! * x[i]!;
    for (let i = 0; i < units; i++) fromState += recurrentWeights[row * units + i]! * h[i]!;
    return [fromInput, fromState] as const;
  };
  return Array.from({ length: units }, (_, u) => {
    const z = sigmoid(of(0, u)[0] + of(0, u)[1]);
    const r = sigmoid(of(1, u)[0] + of(1, u)[1]);
    const n = Math.tanh(of(2, u)[0] + r * of(2, u)[1]);
    return (1 - z) * n + z * h[u]!;
  });
}

type Weighted<Shape> = { readonly shape: Shape; readonly weights: Float32Array };

/** Scores of one window of standardised rows, the oldest first; a network of single rows reads the last. */
export function plainScores({ shape, weights }: Weighted<MlpShape | GruShape>, window: readonly Vector[]) {
  const state = { shape, weights } as NeuralState;
  if (shape.kind === 'mlp') {
    const layers = mlpLayers(state as NeuralState<MlpShape>);
    return layers.reduce<number[]>((x, layer, k) => {
      const y = dense(layer, x);
      return k < layers.length - 1 ? y.map((value) => Math.max(0, value)) : y;
    }, window.at(-1) as number[]);
  }
  const { layers, head } = gruLayers(state as NeuralState<GruShape>);
  const states = layers.reduce<readonly Vector[]>((rows, layer) => {
    let h: number[] = new Array(layer.units).fill(0);
    return rows.map((x) => {
      h = recurrent(layer, x, h);
      return h;
    });
  }, window);
  return dense(head, states.at(-1)!);
}

/** The standardised rows a network sees. */
export function plainRows(state: NeuralState, data: LabelledData): readonly Vector[] {
  const columns = Array.from(state.design.feature, (_, k) => designColumn(state.design, data, k));
  return Array.from({ length: data.rows }, (_, i) => columns.map((column) => Math.fround(column[i]!)));
}

export function randomWeights(shape: MlpShape | GruShape, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: weightCount(shape) }, () => 0.5 * random.normal());
}

/** Four clouds in the corners of a square, opposite corners of one class: no straight line tells them apart. */
export function crossedClouds(rows: number, seed: number): LabelledData {
  const random = createRandom(seed);
  const columns = [new Float32Array(rows), new Float32Array(rows)];
  const target = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const [a, b] = [random.integer(2), random.integer(2)];
    columns[0]![i] = 2 * a - 1 + 0.3 * random.normal();
    columns[1]![i] = 2 * b - 1 + 0.3 * random.normal();
    target[i] = a ^ b;
  }
  return { rows, names: ['a', 'b'], columns, classes: ['same', 'different'], target };
}

/** Sequences of `length` rows of coin throws; the class is whether the throw three rows before was heads: a row alone tells nothing. */
export function echoes(sequences: number, length: number, seed: number): LabelledData {
  const random = createRandom(seed);
  const rows = sequences * length;
  const coin = Float32Array.from({ length: rows }, () => random.integer(2));
  const noise = Float32Array.from({ length: rows }, () => random.normal());
  const target = Float64Array.from({ length: rows }, (_, i) => (i % length >= 3 ? coin[i - 3]! : 0));
  const time = Float64Array.from({ length: rows }, (_, i) => 1.7e12 + i * 300_000);
  return {
    rows,
    names: ['coin', 'noise'],
    columns: [coin, noise],
    classes: ['tails', 'heads'],
    target,
    order: { sequence: Int32Array.from({ length: rows }, (_, i) => Math.floor(i / length)), time, t1: time },
  };
}
