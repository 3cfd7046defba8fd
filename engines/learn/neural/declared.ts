// What both networks can be told, declared once with each one's own defaults.

import { CLASS_WEIGHT } from '../class-weight.ts';
import type { EstimatorParameter } from '../contract.ts';
import { LOGARITHMIC, number, whole } from '../declare.ts';

/** Defaults that differ between the networks. */
export interface NetworkDefaults {
  readonly dropout: number;
  readonly weightDecay: number;
  readonly epochs: number;
  readonly batchRows: number;
}

export function trainingParameters(own: NetworkDefaults): readonly EstimatorParameter[] {
  return [
    number(
      'Network',
      'dropout',
      'Dropout',
      'Share of units silenced by chance in each training step, so that none is relied upon alone.',
      [own.dropout, 0, 0.9],
    ),
    number(
      'Training',
      'learningRate',
      'Learning rate',
      'Size of a step of Adam; 0.001 is its published default.',
      [0.001, 1e-6, 0.5],
      LOGARITHMIC,
    ),
    number(
      'Training',
      'weightDecay',
      'Weight decay',
      'How strongly weights are pulled towards zero beside the gradient (AdamW); biases are left alone.',
      [own.weightDecay, 0, 10],
    ),
    whole(
      'Training',
      'epochs',
      'Most epochs',
      'Passes over the training rows. Without a validation part all of them are made.',
      [own.epochs, 1, 10_000],
      LOGARITHMIC,
    ),
    whole(
      'Training',
      'patience',
      'Patience',
      'Epochs without a better validation loss before training ends; 0 never ends it. The best epoch is kept either way.',
      [10, 0, 10_000],
    ),
    whole(
      'Training',
      'batchRows',
      'Batch',
      'Rows of one training step.',
      [own.batchRows, 1, 4_096],
      LOGARITHMIC,
    ),
    CLASS_WEIGHT,
  ];
}
