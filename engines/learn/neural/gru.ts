// The recurrent network: an estimator of the contract that looks back over the last rows of a row's own instrument and session.

import type { EstimatorParameter } from '../contract.ts';
import { LOGARITHMIC, whole } from '../declare.ts';
import { trainingParameters } from './declared.ts';
import { gruNetwork } from './gru-network.ts';
import { neuralEstimator } from './neural-estimator.ts';
import { historyOf } from './windows.ts';

const PARAMETERS: readonly EstimatorParameter[] = [
  whole(
    'Network',
    'layers',
    'Layers',
    'Recurrent layers, each reading the states of the one below.',
    [2, 1, 2],
  ),
  whole('Network', 'width', 'Width', 'Units of each layer.', [64, 1, 256], LOGARITHMIC),
  whole(
    'Network',
    'sequenceLength',
    'Sequence',
    'Rows it looks at: the row itself and those before it in its session. Windows are shorter at the start of a session.',
    [10, 1, 128],
  ),
  ...trainingParameters({ dropout: 0.2, weightDecay: 0, epochs: 50, batchRows: 64 }),
];

export const gru = neuralEstimator({
  id: 'gru',
  version: 1,
  title: 'Recurrent network (GRU)',
  help: 'Gated recurrent units over the last rows of the same instrument and session, never across either, trained by Adam. For what only the order of rows tells; the slowest of the estimators. Missing values count as the mean, with a column that says so.',
  parameters: PARAMETERS,
  needsOrder: true,
  shapeOf: ({ layers, width, sequenceLength }, inputs, outputs) => ({
    kind: 'gru' as const,
    inputs,
    layers: Number(layers),
    units: Number(width),
    outputs,
    steps: Number(sequenceLength),
  }),
  build: gruNetwork,
  historyOf,
});
