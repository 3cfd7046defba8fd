// Writes neural networks as graphs, from their state alone: standardised columns in single precision, the layers in doubles, scores to
// predictions. Called by estimator-writers.ts.
//
// [Note: layers in doubles] Networks train in single precision and predict in doubles, and so does the graph: what the two differ by is
// the order of their sums.

import type { Model } from '../contract.ts';
import { UNSEEN } from '../neural/predictions.ts';
import {
  type DenseLayer,
  type GruLayer,
  type GruShape,
  gruLayers,
  type MlpShape,
  mlpLayers,
  type NeuralState,
} from '../neural/state.ts';
import { type GraphBuilder, int } from './builder.ts';
import { writeClasses } from './class-shares.ts';
import type { EstimatorInputs } from './estimator-writers.ts';
import { standardised } from './linear-writer.ts';
import { asDoubles, constantRows, pick, reshaped } from './shapes.ts';

/** Doubles `[rows, classes or 1]`, as every writer gives. */
export function writeMlp(builder: GraphBuilder, model: Model, { rows }: EstimatorInputs): string {
  const state = model.state as NeuralState<MlpShape>;
  const layers = mlpLayers(state);
  // No column varied in training: nothing but the biases is left.
  let values =
    state.shape.inputs === 0 ? null : singlePrecision(builder, standardised(builder, state.design, rows));
  layers.forEach((layer, k) => {
    const sums = values === null ? constantRows(builder, rows, layer.biases) : dense(builder, layer, values);
    values = k === layers.length - 1 ? sums : builder.add('Relu', [sums]);
  });
  return predictions(builder, model, state, values!);
}

/**
 * [Note: unrolled] The recurrence step by step over a window whose newest row is last; steps before a window's first real row leave the
 * state as it is, which is zero. The ONNX operator GRU exists in single precision only.
 */
export function writeGru(builder: GraphBuilder, model: Model, { rows, windows }: EstimatorInputs): string {
  const state = model.state as NeuralState<GruShape>;
  const { shape, design } = state;
  const { layers, head } = gruLayers(state);
  if (windows === null) throw new RangeError('the windows of a recurrent network are no input of the graph');
  const columns =
    shape.inputs === 0 ? null : singlePrecision(builder, standardised(builder, design, windows.values, 2));
  const lengths = reshaped(builder, windows.lengths, [-1, 1]);
  const cells = layers.map((layer) => cellOf(builder, layer));
  let hidden = layers.map(() => constantRows(builder, rows, new Float64Array(shape.units)));
  for (let step = windows.steps - shape.steps; step < windows.steps; step++) {
    const real = builder.add('GreaterOrEqual', [lengths, builder.integers([windows.steps - step])]);
    let below =
      columns === null
        ? null
        : builder.add(
            'Gather',
            [columns, builder.constant({ type: 'int64', dims: [], values: Int32Array.of(step) })],
            {
              axis: int(1),
            },
          );
    hidden = hidden.map((before, k) => {
      const next = builder.add('Where', [real, cells[k]!(below, before), before]);
      below = next;
      return next;
    });
  }
  return predictions(builder, model, state, dense(builder, head, hidden.at(-1)!));
}

function singlePrecision(builder: GraphBuilder, values: string): string {
  return asDoubles(builder, builder.add('Cast', [values], { to: int(FLOAT32) }));
}

const FLOAT32 = 1;

function dense(
  builder: GraphBuilder,
  { inputs, outputs, weights, biases }: DenseLayer,
  values: string,
): string {
  const sums = builder.add('MatMul', [values, builder.doubles(weights, [inputs, outputs])]);
  return builder.add('Add', [sums, builder.doubles(biases, [1, outputs])]);
}

/** One step of a layer: `[rows, inputs]` (null where the layer has none) and `[rows, units]` to `[rows, units]`. Gates in the order z, r, n. */
function cellOf(builder: GraphBuilder, { inputs, units, inputWeights, recurrentWeights, biases }: GruLayer) {
  const fromInput =
    inputs === 0 ? null : builder.doubles(turned(inputWeights, 3 * units, inputs), [inputs, 3 * units]);
  const fromState = builder.doubles(turned(recurrentWeights, 3 * units, units), [units, 3 * units]);
  const inputBias = builder.doubles(biases.subarray(0, 3 * units), [1, 3 * units]);
  const stateBias = builder.doubles(biases.subarray(3 * units), [1, 3 * units]);
  const gates = [0, 1, 2].map((gate) => Int32Array.from({ length: units }, (_, u) => gate * units + u));
  const one = builder.doubles([1]);
  return (x: string | null, before: string): string => {
    const input =
      x === null || fromInput === null
        ? inputBias
        : builder.add('Add', [builder.add('MatMul', [x, fromInput]), inputBias]);
    const state = builder.add('Add', [builder.add('MatMul', [before, fromState]), stateBias]);
    const part = (values: string, gate: number) => pick(builder, values, gates[gate]!);
    const sigmoid = (gate: number) =>
      builder.add('Sigmoid', [builder.add('Add', [part(input, gate), part(state, gate)])]);
    const update = sigmoid(0);
    const recalled = builder.add('Mul', [sigmoid(1), part(state, 2)]);
    const candidate = builder.add('Tanh', [builder.add('Add', [part(input, 2), recalled])]);
    const fresh = builder.add('Mul', [builder.add('Sub', [one, update]), candidate]);
    return builder.add('Add', [fresh, builder.add('Mul', [update, before])]);
  };
}

/** Row-major `rows` × `columns` to `columns` × `rows`. */
function turned(matrix: Float32Array, rows: number, columns: number): Float64Array {
  return Float64Array.from(matrix, (_, k) => matrix[(k % rows) * columns + Math.floor(k / rows)]!);
}

function predictions(
  builder: GraphBuilder,
  { classes }: Model,
  { seen, targetMean, targetScale }: NeuralState,
  scores: string,
): string {
  if (classes.length > 0) return writeClasses(builder, scores, seen, classes.length, UNSEEN);
  const scaled = builder.add('Mul', [scores, builder.doubles([targetScale])]);
  return builder.add('Add', [scaled, builder.doubles([targetMean])]);
}
