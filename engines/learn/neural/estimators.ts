// The neural estimators the product offers.

import type { Estimator } from '../contract.ts';
import { gru } from './gru.ts';
import { mlp } from './mlp.ts';

export const NEURAL_ESTIMATORS: readonly Estimator[] = [mlp, gru];
