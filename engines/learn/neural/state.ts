// What a neural network has learned, as plain data, and how to read it layer by layer. Written by the estimators `mlp` and `gru`;
// read by them and by the ONNX writer, which needs nothing else from this folder.
//
// [Note: from rows to predictions] Both networks do the same around their layers:
//   1. x = the columns of `design` (engines/learn/linear/design-columns.ts): (value − mean) / scale with a missing value counting as
//      the mean (0 after scaling), or (is missing − mean) / scale where `indicator` is 1. Rounded to float32.
//   2. scores = the layers in doubles, `outputs` numbers per row.
//   3. A number: targetMean + targetScale × score. Two classes seen (`outputs` 1): the score is the log-odds of class seen[1]
//      against seen[0]. More: softmax over the scores of seen[0], seen[1], … A class without training rows is given 1e-6 and the
//      others share the rest. Only one class seen: it has the rest whatever the score (the weights are zeros then).
// Dropout has no part in prediction: it is inverted, weights need no scaling.

import type { DesignColumns } from '../linear/design-columns.ts';

/** Dense layers with ReLU between them; the last gives the scores. */
export interface MlpShape {
  readonly kind: 'mlp';
  /** Columns of the design. */
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
}

/** Layers of gated recurrent units over a window of rows; the last row's state of the last layer goes to a dense layer of scores. */
export interface GruShape {
  readonly kind: 'gru';
  readonly inputs: number;
  readonly layers: number;
  readonly units: number;
  readonly outputs: number;
  /**
   * Rows of a window: the row itself and up to steps − 1 rows before it in its sequence, oldest first. At the start of a sequence
   * windows are shorter: the recurrence then starts (from a state of zeros) at the window's first row. ONNX: `sequence_lens`.
   */
  readonly steps: number;
}

export interface NeuralState<Shape extends MlpShape | GruShape = MlpShape | GruShape> {
  readonly design: DesignColumns;
  readonly shape: Shape;
  /** Every weight of the network, in the order `mlpLayers` and `gruLayers` read them. */
  readonly weights: Float32Array;
  /** Classes that had rows, by number, ascending; empty for numbers. */
  readonly seen: Int32Array;
  /** 0 and 1 for classes. */
  readonly targetMean: number;
  readonly targetScale: number;
  /** Epochs of training behind `weights`: the best epoch where there was a validation part. */
  readonly epochs: number;
  /** Mean loss per unit of weight of every epoch trained, with dropout on; and of the validation part, empty without one. */
  readonly trainLoss: Float64Array;
  readonly validationLoss: Float64Array;
  readonly stopped: 'finished' | 'early' | 'cancelled' | 'running';
  /** All that training needs to go on as if never interrupted; null once it ended. */
  readonly resume: ResumePoint | null;
}

export interface ResumePoint {
  /** Epochs done since the optimiser started; the random stream of an epoch follows from the seed and its number. */
  readonly epoch: number;
  readonly weights: Float32Array;
  /** Adam's moving means of gradients and of their squares, in the order of the weights. */
  readonly firstMoments: Float32Array;
  readonly secondMoments: Float32Array;
}

/** y = x · weights + biases. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major inputs × outputs: ONNX `Gemm` with transB = 0. */
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

/**
 * One layer, gates in the order update z, reset r, candidate n; all row-major, in the layout of the ONNX operator `GRU` with
 * linear_before_reset = 1 and its default activations:
 *   z = σ(x·Wz + bz + h·Rz)   r = σ(x·Wr + br + h·Rr)   n = tanh(x·Wn + bn + r ⊙ (h·Rn + cn))   h' = (1 − z) ⊙ n + z ⊙ h
 */
export interface GruLayer {
  readonly inputs: number;
  readonly units: number;
  /** 3·units × inputs: `W`. */
  readonly inputWeights: Float32Array;
  /** 3·units × units: `R`. */
  readonly recurrentWeights: Float32Array;
  /** 6·units: `B`, the biases of `W` and then of `R` (zeros for z and r, whose two biases are one). */
  readonly biases: Float32Array;
}

/** One block of `weights`: row-major rows × (groups · width). */
export interface WeightBlock {
  readonly rows: number;
  /** Gates side by side; 1 for dense layers. */
  readonly groups: number;
  readonly width: number;
  /** Decay pulls weights towards 0, never biases. */
  readonly bias: boolean;
}

/** The blocks of `weights`, in order. Dense: inputs × outputs, biases. */
export function weightBlocks(shape: MlpShape | GruShape): readonly WeightBlock[] {
  const dense = (inputs: number, outputs: number): WeightBlock[] => [
    { rows: inputs, groups: 1, width: outputs, bias: false },
    { rows: 1, groups: 1, width: outputs, bias: true },
  ];
  if (shape.kind === 'mlp')
    return [...shape.hidden, shape.outputs].flatMap((width, k) =>
      dense(k === 0 ? shape.inputs : shape.hidden[k - 1]!, width),
    );
  const { units } = shape;
  // A recurrent layer: its four kinds of biases (z, r, n, and n's own of h·Rn), inputs × 3·units, units × 3·units.
  const recurrent = Array.from({ length: shape.layers }, (_, k): WeightBlock[] => [
    { rows: 1, groups: 4, width: units, bias: true },
    { rows: k === 0 ? shape.inputs : units, groups: 3, width: units, bias: false },
    { rows: units, groups: 3, width: units, bias: false },
  ]);
  return [...recurrent.flat(), ...dense(units, shape.outputs)];
}

export const weightCount = (shape: MlpShape | GruShape): number =>
  weightBlocks(shape).reduce((sum, { rows, groups, width }) => sum + rows * groups * width, 0);

/** Hidden layers, then the layer of scores. Views of the state's weights, nothing copied. */
export function mlpLayers({ shape, weights }: NeuralState<MlpShape>): readonly DenseLayer[] {
  const blocks = blockViews(shape, weights);
  return [...shape.hidden, shape.outputs].map((outputs, k) => ({
    inputs: k === 0 ? shape.inputs : shape.hidden[k - 1]!,
    outputs,
    weights: blocks[2 * k]!,
    biases: blocks[2 * k + 1]!,
  }));
}

/** Recurrent layers from the inputs up, and the layer of scores. Copies in the layout of ONNX. */
export function gruLayers({ shape, weights }: NeuralState<GruShape>): {
  readonly layers: readonly GruLayer[];
  readonly head: DenseLayer;
} {
  const { units, outputs } = shape;
  const blocks = blockViews(shape, weights);
  const layers = Array.from({ length: shape.layers }, (_, k): GruLayer => {
    const inputs = k === 0 ? shape.inputs : units;
    const own = blocks[3 * k]!;
    const biases = new Float32Array(6 * units);
    biases.set(own.subarray(0, 3 * units));
    biases.set(own.subarray(3 * units), 5 * units);
    return {
      inputs,
      units,
      inputWeights: transposed(blocks[3 * k + 1]!, inputs, 3 * units),
      recurrentWeights: transposed(blocks[3 * k + 2]!, units, 3 * units),
      biases,
    };
  });
  const at = 3 * shape.layers;
  return { layers, head: { inputs: units, outputs, weights: blocks[at]!, biases: blocks[at + 1]! } };
}

function blockViews(shape: MlpShape | GruShape, weights: Float32Array): readonly Float32Array[] {
  let at = 0;
  return weightBlocks(shape).map(({ rows, groups, width }) => {
    const from = at;
    at += rows * groups * width;
    return weights.subarray(from, at);
  });
}

function transposed(matrix: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(matrix, (_, k) => matrix[(k % rows) * columns + Math.floor(k / rows)]!);
}
