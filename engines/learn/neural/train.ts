// Trains a network epoch by epoch: batches in an order drawn anew, Adam, the loss of the validation part, the best epoch kept, an
// end when nothing got better for a while. Called by the estimators; knows no layers.
//
// [Note: resuming a network] An epoch follows from the weights, the moments, the seed and its number. A resume point holds the
// first three after whole epochs, so training that goes on from one reaches the same bytes as training that was not interrupted.

import { createAdam } from './adam.ts';
import { randomOfEpoch, shuffled } from './chance.ts';
import { type Examples, type Loss, lossOfRows } from './loss.ts';
import type { Network } from './network.ts';
import { packed, unpack } from './parameters.ts';
import type { NeuralState } from './state.ts';

export interface TrainingSettings {
  readonly epochs: number;
  readonly batchRows: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Epochs without a better validation loss before training ends; 0: all epochs. */
  readonly patience: number;
  readonly seed: number;
  readonly loss: Loss;
  /** What a loss in the network's units is in the target's. */
  readonly lossUnit: number;
  readonly outputs: number;
}

/** The part of a state that training changes. */
export type Learned = Pick<
  NeuralState,
  'weights' | 'epochs' | 'trainLoss' | 'validationLoss' | 'stopped' | 'resume'
>;

export interface EpochReport {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validationLoss: number | null;
  /** What was learned so far, able to go on. */
  readonly soFar: () => Learned;
}

/** `start`: the state to go on from where it has a resume point, else weights to begin with. `onEpoch`: false stops. */
export function trainNetwork(
  network: Network,
  settings: TrainingSettings,
  train: Examples,
  validation: Examples | null,
  start: Learned | { readonly weights: Float32Array; readonly resume: null },
  onEpoch: (report: EpochReport) => boolean,
): Learned {
  const { parameters } = network;
  const { blocks } = parameters;
  const earlier = start.resume === null ? null : (start as Learned);
  const { rows } = train.inputs;
  const batches = Math.ceil(rows / settings.batchRows);
  let epoch = start.resume?.epoch ?? 0;
  const adam = createAdam(parameters, settings, epoch * batches);
  unpack(blocks, start.resume?.weights ?? start.weights, parameters.values);
  if (start.resume !== null) {
    unpack(blocks, start.resume.firstMoments, adam.firstMoments);
    unpack(blocks, start.resume.secondMoments, adam.secondMoments);
  }
  const trainLoss = Array.from(earlier?.trainLoss ?? []);
  const validationLoss = Array.from(earlier?.validationLoss ?? []);
  let best = start.weights;
  const learned = (stopped: Learned['stopped']): Learned => {
    const going = stopped === 'running' || stopped === 'cancelled';
    const weights = packed(blocks, parameters.values);
    return {
      weights: validation === null || epoch === 0 ? weights : best,
      epochs: validation === null ? epoch : bestEpoch(validationLoss) + 1,
      trainLoss: Float64Array.from(trainLoss),
      validationLoss: Float64Array.from(validationLoss),
      stopped,
      resume: going
        ? {
            epoch,
            weights,
            firstMoments: packed(blocks, adam.firstMoments),
            secondMoments: packed(blocks, adam.secondMoments),
          }
        : null,
    };
  };

  for (;;) {
    const { patience } = settings;
    if (validation !== null && patience > 0 && epoch - bestEpoch(validationLoss) - 1 >= patience && epoch > 0)
      return learned('early');
    if (epoch >= settings.epochs) return learned('finished');
    const loss = trainEpoch(network, settings, train, epoch, () => adam.step());
    epoch++;
    trainLoss.push(checked(loss, epoch));
    if (validation !== null) {
      validationLoss.push(checked(meanLoss(network, settings, validation), epoch));
      if (bestEpoch(validationLoss) === epoch - 1) best = packed(blocks, parameters.values);
    }
    const report: EpochReport = {
      epoch,
      trainLoss: loss,
      validationLoss: validationLoss.at(-1) ?? null,
      soFar: () => learned('running'),
    };
    if (!onEpoch(report)) return learned('cancelled');
  }
}

function checked(loss: number, epoch: number): number {
  if (Number.isFinite(loss)) return loss;
  throw new RangeError(
    `training lost its way in epoch ${epoch}: the loss is ${loss}. Nothing of this fit was kept; lower the learning rate`,
  );
}

/** The earliest of the lowest losses; −1 where there is none. */
function bestEpoch(losses: readonly number[]): number {
  return losses.indexOf(Math.min(...losses));
}

function trainEpoch(
  network: Network,
  settings: TrainingSettings,
  examples: Examples,
  epoch: number,
  step: () => void,
): number {
  const random = randomOfEpoch(settings.seed, epoch);
  const { rows } = examples.inputs;
  const list = shuffled(rows, random);
  let sum = 0;
  for (let from = 0; from < rows; from += settings.batchRows) {
    const count = Math.min(settings.batchRows, rows - from);
    network.load(examples.inputs, list, from, count);
    network.forward(random);
    network.slopes.fill(0);
    sum += lossOfRows(
      settings.loss,
      examples,
      list,
      from,
      count,
      { scores: network.scores, width: network.scoreWidth, outputs: settings.outputs },
      network.slopes,
      1 / count,
    );
    network.backward();
    step();
  }
  return (sum / totalWeight(examples)) * settings.lossUnit;
}

function meanLoss(network: Network, settings: TrainingSettings, examples: Examples): number {
  const { rows } = examples.inputs;
  const list = Int32Array.from({ length: rows }, (_, i) => i);
  let sum = 0;
  for (let from = 0; from < rows; from += network.capacity) {
    const count = Math.min(network.capacity, rows - from);
    network.load(examples.inputs, list, from, count);
    network.forward(null);
    const scores = { scores: network.scores, width: network.scoreWidth, outputs: settings.outputs };
    sum += lossOfRows(settings.loss, examples, list, from, count, scores, null, 1);
  }
  return (sum / totalWeight(examples)) * settings.lossUnit;
}

const totalWeight = ({ weight }: Examples): number => weight.reduce((a, b) => a + b, 0);
