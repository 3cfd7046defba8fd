// The multilayer perceptron: an estimator of the contract, used alone and as the meta-learner of stacks.

import type { EstimatorParameter } from '../contract.ts';
import { LOGARITHMIC, whole } from '../declare.ts';
import { trainingParameters } from './declared.ts';
import { mlpNetwork } from './mlp-network.ts';
import { neuralEstimator } from './neural-estimator.ts';

const PARAMETERS: readonly EstimatorParameter[] = [
  whole('Network', 'layers', 'Hidden layers', 'Layers between the features and the scores.', [2, 1, 6]),
  whole('Network', 'width', 'Width', 'Units of each hidden layer.', [32, 1, 512], LOGARITHMIC),
  ...trainingParameters({ dropout: 0.2, weightDecay: 0.01, epochs: 100, batchRows: 256 }),
];

export const mlp = neuralEstimator({
  id: 'mlp',
  version: 1,
  title: 'Neural network (MLP)',
  help: 'Dense layers with ReLU and dropout over standardised features, trained by Adam. Bends where a straight line cannot; give it a validation part, or it trains to the last epoch. Missing values count as the mean, with a column that says so.',
  parameters: PARAMETERS,
  needsOrder: false,
  shapeOf: ({ layers, width }, inputs, outputs) => ({
    kind: 'mlp' as const,
    inputs,
    hidden: Array.from({ length: Number(layers) }, () => Number(width)),
    outputs,
  }),
  build: mlpNetwork,
  historyOf: () => null,
});
