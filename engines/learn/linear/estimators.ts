// The linear estimators the product offers.

import type { Estimator } from '../contract.ts';
import { logistic } from './logistic.ts';
import { ridge } from './ridge.ts';

export const LINEAR_ESTIMATORS: readonly Estimator[] = [logistic, ridge];
