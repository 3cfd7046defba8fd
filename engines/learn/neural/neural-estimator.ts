// Makes an estimator of the contract from a kind of network: checks, standardisation, first weights or those to go on from,
// training, prediction. All behaviour the networks share lives here; called by mlp.ts and gru.ts.

import { checkForModel, checkLabelled, checkValidation, checkWarmStart } from '../check-data.ts';
import type {
  Estimator,
  EstimatorParameter,
  EstimatorParameters,
  FitContext,
  LabelledData,
  LearningData,
  Model,
} from '../contract.ts';
import { checkFinite, learnColumns } from '../linear/design-columns.ts';
import { resolveParameters } from '../resolve-parameters.ts';
import { randomOfEpoch } from './chance.ts';
import { firstWeights } from './first-weights.ts';
import { inputsOf } from './inputs.ts';
import { type NetworkMemory, withNetwork } from './kernels/memory.ts';
import type { Examples } from './loss.ts';
import type { Network, NetworkInputs, NetworkSize } from './network.ts';
import { unpack } from './parameters.ts';
import { writePredictions } from './predictions.ts';
import { type GruShape, type MlpShape, type NeuralState, weightCount } from './state.ts';
import { type Target, targetOf, weightsOf } from './target.ts';
import { type Learned, trainNetwork } from './train.ts';

export interface NetworkKind<Shape extends MlpShape | GruShape> {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly help: string;
  readonly parameters: readonly EstimatorParameter[];
  readonly needsOrder: boolean;
  shapeOf(parameters: EstimatorParameters, inputs: number, outputs: number): Shape;
  build(memory: NetworkMemory, shape: Shape, size: NetworkSize): Network;
  /** How far rows may look back; null for networks of single rows. `part` names the table in errors. */
  historyOf(data: LearningData, part: string): Int32Array | null;
}

const MOST_CLASSES = 255;
/** Rows predicted at once: few enough for the gates of ten steps to stay in the cache. */
const PREDICTED_ROWS = 64;

export function neuralEstimator<Shape extends MlpShape | GruShape>(kind: NetworkKind<Shape>): Estimator {
  const { id, version, title, help, parameters, needsOrder } = kind;
  return {
    id,
    version,
    title,
    help,
    parameters,
    tasks: ['binary', 'multiclass', 'regression'],
    acceptsMissing: true,
    ...(needsOrder ? { needsOrder } : {}),
    fit: (data, given, context) => train(kind, data, given, context),
    predict: (model, data) => predict(kind, model, data),
  };
}

function train<Shape extends MlpShape | GruShape>(
  kind: NetworkKind<Shape>,
  data: LabelledData,
  given: EstimatorParameters,
  context: FitContext,
): Model {
  const parameters = checkedParameters(kind, data, given, context);
  const { validation, warmStart, seed } = context;
  const history = kind.historyOf(data, 'the training part');
  const target = targetOf(data, parameters.classWeight === 'balanced');
  const earlier = warmStart?.state as NeuralState<Shape> | undefined;
  if (earlier) checkFinite(data);
  const design = earlier?.design ?? learnColumns(data, target.weight);
  const shape = kind.shapeOf(parameters, design.feature.length, target.outputs);
  if (earlier) checkContinues(earlier, shape, target);
  const [targetMean, targetScale] = earlier
    ? [earlier.targetMean, earlier.targetScale]
    : [target.mean, target.scale];
  const modelOf = (result: Learned): Model => ({
    estimator: kind.id,
    version: kind.version,
    names: data.names,
    classes: data.classes,
    parameters,
    state: { design, shape, seen: target.seen, targetMean, targetScale, ...result } satisfies NeuralState,
  });
  if (target.constant) return modelOf(nothingToLearn(shape));

  const examplesOf = (part: LabelledData, inputs: NetworkInputs, weight: Float64Array): Examples =>
    examples(part, inputs, weight, { seen: target.seen, mean: targetMean, scale: targetScale });
  const learned = examplesOf(data, inputsOf(design, data, history), target.weight);
  const checked =
    validation === undefined
      ? null
      : examplesOf(
          validation,
          inputsOf(design, validation, kind.historyOf(validation, 'the validation part')),
          weightsOf(validation, target.factors),
        );
  const batchRows = Math.min(Number(parameters.batchRows), data.rows);
  const epochs = Number(parameters.epochs);
  const size: NetworkSize = { capacity: batchRows, dropout: Number(parameters.dropout), training: true };
  return withNetwork(
    (memory) => kind.build(memory, shape, size),
    (network) =>
      modelOf(
        trainNetwork(
          network,
          {
            epochs,
            batchRows,
            learningRate: Number(parameters.learningRate),
            weightDecay: Number(parameters.weightDecay),
            patience: Number(parameters.patience),
            seed,
            loss: target.loss,
            lossUnit: targetScale * targetScale,
            outputs: target.outputs,
          },
          learned,
          checked,
          earlier ?? { weights: firstWeights(shape, target.scores, randomOfEpoch(seed, -1)), resume: null },
          ({ epoch, trainLoss, validationLoss, soFar }) => {
            const { checkpoint, onProgress } = context;
            if (checkpoint && epoch % checkpoint.everyRounds === 0) checkpoint.save(modelOf(soFar()));
            return (
              onProgress?.({
                fraction: epoch / epochs,
                round: epoch,
                trainLoss,
                ...(validationLoss === null ? {} : { validationLoss }),
              }) ?? true
            );
          },
        ),
      ),
  );
}

function checkedParameters(
  { id, version, parameters: declared }: Pick<Estimator, 'id' | 'version' | 'parameters'>,
  data: LabelledData,
  given: EstimatorParameters,
  { validation, warmStart, monotone }: FitContext,
): EstimatorParameters {
  const parameters = resolveParameters(declared, given);
  checkLabelled(data);
  if (data.classes.length > MOST_CLASSES)
    throw new RangeError(`${id} tells at most ${MOST_CLASSES} classes apart, got ${data.classes.length}`);
  if (validation) checkValidation(validation, data);
  if (warmStart) checkWarmStart(warmStart, id, version, data);
  if (Object.keys(monotone ?? {}).length > 0)
    throw new RangeError(
      `${id} cannot keep monotone constraints; use leafwise or depthwise trees, or drop the constraints`,
    );
  return parameters;
}

function checkContinues(earlier: NeuralState, shape: MlpShape | GruShape, { seen }: Target): void {
  const [own, other] = [JSON.stringify(shape), JSON.stringify(earlier.shape)];
  if (own !== other)
    throw new RangeError(
      `cannot continue: the network to continue is ${other}, the parameters and data ask for ${own}; train from the start`,
    );
  if (seen.join() !== earlier.seen.join())
    throw new RangeError(
      `cannot continue: the network to continue saw the classes number ${earlier.seen.join(', ')}, the training part has ${seen.join(', ')}; train from the start`,
    );
}

const nothingToLearn = (shape: MlpShape | GruShape): Learned => ({
  weights: new Float32Array(weightCount(shape)),
  epochs: 0,
  trainLoss: new Float64Array(0),
  validationLoss: new Float64Array(0),
  stopped: 'finished',
  resume: null,
});

function examples(
  { target, classes }: LabelledData,
  inputs: NetworkInputs,
  weight: Float64Array,
  { seen, mean, scale }: { readonly seen: Int32Array; readonly mean: number; readonly scale: number },
): Examples {
  if (classes.length === 0) return { inputs, weight, target: target.map((y) => (y - mean) / scale) };
  const position = new Float64Array(classes.length).fill(-1);
  seen.forEach((k, at) => {
    position[k] = at;
  });
  const positions = target.map((y) => position[y]!);
  // A validation row of a class training never saw costs every epoch the same: it takes no part in choosing one.
  const own = weight.map((w, i) => (positions[i]! < 0 ? 0 : w));
  if (!own.some((w) => w > 0))
    throw new RangeError(
      'the validation part has none of the classes of the training part; cut it elsewhere',
    );
  return { inputs, weight: own, target: positions.map((at) => Math.max(0, at)) };
}

function predict<Shape extends MlpShape | GruShape>(
  kind: NetworkKind<Shape>,
  model: Model,
  data: LearningData,
): Float64Array {
  checkForModel(model, data);
  const state = model.state as NeuralState<Shape>;
  const inputs = inputsOf(state.design, data, kind.historyOf(data, 'the data'));
  const classes = model.classes.length;
  const out = new Float64Array(data.rows * Math.max(1, classes));
  if (data.rows === 0) return out;
  const size: NetworkSize = { capacity: Math.min(PREDICTED_ROWS, data.rows), dropout: 0, training: false };
  withNetwork(
    (memory) => kind.build(memory, state.shape, size),
    (network) => {
      unpack(network.parameters.blocks, state.weights, network.parameters.values);
      const list = Int32Array.from({ length: data.rows }, (_, i) => i);
      for (let from = 0; from < data.rows; from += size.capacity) {
        const count = Math.min(size.capacity, data.rows - from);
        network.load(inputs, list, from, count);
        network.forward(null);
        writePredictions(state, classes, network.scores, network.scoreWidth, count, out, from);
      }
    },
    8,
  );
  return out;
}
